import { expect, test } from 'vitest';
import type { ValueImportReport } from '../../../model/import-report.ts';
import { exampleValue } from './example-values.ts';
import { importCounted } from './import-counted.ts';

const values = [exampleValue(), exampleValue({ period: '202402' })];
const strict = { countsWhatItWrites: true };

function report(changes: Partial<ValueImportReport>): ValueImportReport {
  const nothing = { imported: 0, updated: 0, ignored: 0, deleted: 0, conflicts: [], rejectedIndexes: [] };
  return { status: 'OK', detailed: true, httpStatus: 200, ...nothing, ...changes };
}

/** A target that gives these answers, one after another, the last for ever. */
function answering(...answers: readonly ValueImportReport[]) {
  let asked = 0;
  return {
    asked: () => asked,
    send: async () => answers[Math.min(asked++, answers.length - 1)] ?? report({}),
  };
}

test('a success that wrote nothing is sent again, and believed when it counts', async () => {
  const target = answering(report({ ignored: 2 }), report({ updated: 2 }));
  expect(await importCounted(values, strict, target.send)).toMatchObject({ status: 'OK', updated: 2 });
  expect(target.asked()).toBe(2);
});

test('a success that never counts is a refusal, told as ours', async () => {
  const target = answering(report({ updated: 1, ignored: 1 }));
  const told = await importCounted(values, strict, target.send);
  expect(told).toMatchObject({ status: 'ERROR', detailed: false, conflicts: [{ code: 'NOT_WRITTEN' }] });
  expect(target.asked()).toBe(3);
});

test.each([
  ['rejected values are not missing', report({ status: 'WARNING', updated: 1, ignored: 1, rejectedIndexes: [1] })],
  ['an error speaks for itself', report({ status: 'ERROR', rejectedIndexes: [0, 1] })],
])('%s', async (_what, answer) => {
  const target = answering(answer);
  expect(await importCounted(values, strict, target.send)).toBe(answer);
  expect(target.asked()).toBe(1);
});

test('up to 2.42 unchanged values may be counted nowhere', async () => {
  const target = answering(report({}));
  expect(await importCounted(values, { countsWhatItWrites: false }, target.send)).toMatchObject({ status: 'OK' });
  expect(target.asked()).toBe(1);
});
