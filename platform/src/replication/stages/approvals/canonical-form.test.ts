import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertSameExactlyWhen, isTakenForSame } from '../../fixtures/taken-for-same.ts';
import { dataApprovals } from './data-approvals.ts';
import { lockExceptions } from './lock-exceptions.ts';
import { minMaxDataElements } from './min-max-data-elements.ts';

/** Of each only a few, so that two that were made apart are often the same. */
const uid = fc.constantFrom('ApUidOfOne1', 'ApUidOfTwo2');
const period = fc.constantFrom('202401', '2024Q1', '2024');
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((names) => names.join('/'));

test('min-max values are the same when their key, both bounds and their origin are; zero is a bound', async () => {
  const bound = fc.constantFrom(-1, 0, 1);
  const content = fc.record({ min: bound, max: bound, generated: fc.boolean() });
  const entry = fc.record({ key: joined(uid, uid, uid), content });
  await assertSameExactlyWhen(minMaxDataElements, entry, ({ min, max, generated }) => `${min} ${max} ${generated}`);
  const [large, larger] = [
    { min: 0, max: 2 ** 31 - 2 },
    { min: 0, max: 2 ** 31 - 1 },
  ];
  const key = 'ApUidOfOne1/ApUidOfOne1/ApUidOfOne1';
  expect(await isTakenForSame(minMaxDataElements, { key, content: large }, { key, content: larger })).toBe(false);
});

test('lock exceptions are the same when data set, period and org unit are', async () => {
  const entry = fc.record({ key: joined(uid, period, uid), content: fc.constant({}) });
  await assertSameExactlyWhen(lockExceptions, entry, () => '');
});

test('approvals are the same when their cell, state and level are, whatever else is known of them', async () => {
  const content = fc.record({ state: fc.constantFrom('APPROVED_HERE', 'ACCEPTED_HERE', 'APPROVED_ABOVE'), level: uid });
  const entry = fc.record({ key: joined(uid, period, uid, uid), content });
  await assertSameExactlyWhen(dataApprovals, entry, ({ state, level }) => `${state} ${level}`);
});

test.each([
  [
    'minMaxDataElements',
    minMaxDataElements,
    'ApUidOfOne1/ApUidOfTwo2/ApUidOfTwo2',
    { min: 1, max: 2, generated: false },
  ],
  ['lockExceptions', lockExceptions, 'ApUidOfOne1/202401/ApUidOfTwo2', {}],
  [
    'dataApprovals',
    dataApprovals,
    'ApUidOfOne1/202401/ApUidOfTwo2/ApUidOfTwo2',
    { state: 'APPROVED_HERE', level: 'ApUidOfOne1' },
  ],
] as const)('%s are the same under the UIDs that the target has for them', async (_name, kind, key, content) => {
  const identity = [['ApUidOfOne1', 'OnTargetOne']] as const;
  const spelled = (text: string) => text.replaceAll('ApUidOfOne1', 'OnTargetOne');
  const there = { key: spelled(key), content: JSON.parse(spelled(JSON.stringify(content))) };
  expect(await isTakenForSame(kind, { key, content }, there, { identity })).toBe(true);
  expect(await isTakenForSame(kind, { key, content }, there)).toBe(false);
});
