import { describe, expect, test } from 'vitest';
import type { DataValue } from '../../../model/data-value.ts';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import { createInMemoryLedger, createInMemoryRun, type InMemoryRunOptions } from '../../in-memory/run.ts';
import { createValueInstance, type ValueInstanceOptions, valueKey } from '../../in-memory/value-instance.ts';
import type { VerifiedSlice } from '../../run-context.ts';
import { estimateDataValues } from './estimate.ts';
import {
  defaultCombo,
  exampleMetadata,
  exampleUid,
  exampleValue,
  exampleValues,
  otherCombo,
} from './example-values.ts';
import { createDataValuesStage } from './stage.ts';
import { verifyDataValues } from './verify.ts';

const metadata = exampleMetadata({ dataElements: 4, districts: 2, facilitiesPerDistrict: 3 });
const last = exampleUid('De', 3);
const otherUnit = exampleUid('OuF', 1001);

function instance(options: Partial<ValueInstanceOptions> = {}) {
  return createValueInstance({ release: '2.42.4.1', metadata, ...options });
}

async function copy(options: InMemoryRunOptions) {
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ ledger, ...options });
  await createDataValuesStage({ valuesPerPart: 20, valuesPerBody: 10 }).run(context);
  const findings = [...ledger.chunks.values()].flatMap((chunk) => chunk.findings);
  const counts = { ...ledger.totals().dataValues };
  return { context, findings, counts };
}

async function verify(context: Parameters<typeof verifyDataValues>[0]) {
  const slices: VerifiedSlice[] = [];
  for await (const slice of verifyDataValues(context)) slices.push(slice);
  const compared = slices.reduce((sum, slice) => sum + slice.compared, 0);
  const identical = slices.reduce((sum, slice) => sum + slice.identical, 0);
  return { slices, compared, identical, findings: slices.flatMap((slice) => slice.findings) };
}

describe('copying data values', () => {
  test('brings everything over, elements in no data set and in two of them included, and proves it', async () => {
    const source = instance();
    const target = instance();
    source.put(...exampleValues(metadata, 5));
    const { context, counts, findings } = await copy({ source, target });
    expect(counts).toMatchObject({ read: 180, created: 180, updated: 0, unchanged: 0, refused: 0 });
    expect(findings).toEqual([]);
    expect(target.values).toEqual(source.values);
    expect(await verify(context)).toMatchObject({ compared: 180, identical: 180, findings: [] });
  });

  test('keeps comments, follow-up, other attribute option combos, future and yearly periods apart and intact', async () => {
    const source = instance();
    const target = instance();
    source.put(
      exampleValue({ comment: 'ligne 1\nligne 2 "é"', followup: true }),
      exampleValue({ attributeOptionCombo: otherCombo, value: '8' }),
      exampleValue({ categoryOptionCombo: otherCombo, value: '9' }),
      exampleValue({ period: '209901' }),
      exampleValue({ period: '2024' }),
      exampleValue({ period: '2024W52' }),
      exampleValue({ period: '202402', value: undefined, comment: 'no value, only this' }),
    );
    const { context } = await copy({ source, target });
    expect(target.values).toEqual(source.values);
    expect(await verify(context)).toMatchObject({ compared: 7, identical: 7 });
  });

  test('writes nothing the second time', async () => {
    const source = instance();
    const target = instance();
    source.put(...exampleValues(metadata, 3));
    await copy({ source, target });
    target.bodies.length = 0;
    const { counts } = await copy({ source, target });
    expect(target.bodies).toEqual([]);
    expect(counts).toMatchObject({ read: 108, created: 0, unchanged: 108 });
  });

  test.each<[string, Partial<DataValue>, Partial<DataValue>]>([
    ['value', { value: '7' }, { value: '70' }],
    ['comment', {}, { comment: 'checked' }],
    ['follow-up', { followup: false }, { followup: true }],
  ])('updates where only the %s differs', async (_, before, after) => {
    const source = instance();
    const target = instance();
    target.put(exampleValue(before));
    source.put(exampleValue(after));
    const { counts } = await copy({ source, target });
    expect(counts).toMatchObject({ created: 0, updated: 1 });
    expect(target.values.get(valueKey(exampleValue()))).toMatchObject(after);
  });

  test('takes for equal what DHIS2 itself does not tell apart', async () => {
    const source = instance();
    const target = instance();
    source.put(exampleValue({ value: ' 7 ', comment: undefined, followup: undefined, storedBy: 'a', created: '2020' }));
    target.put(exampleValue({ value: '7', comment: '', followup: false, storedBy: 'b', lastUpdated: '2024' }));
    expect((await copy({ source, target })).counts).toMatchObject({ read: 1, unchanged: 1 });
  });

  test('names values that only the target has, and leaves them alone; a deleted one on the source is such', async () => {
    const source = instance();
    const target = instance();
    source.put(exampleValue(), exampleValue({ period: '202402', deleted: true }));
    target.put(exampleValue(), exampleValue({ period: '202402' }));
    const { counts, findings, context } = await copy({ source, target });
    expect(counts).toMatchObject({ read: 1, unchanged: 1 });
    expect(findings).toMatchObject([
      { cause: 'skipped', code: 'EXTRA_ON_TARGET', key: valueKey(exampleValue({ period: '202402' })) },
    ]);
    expect((await verify(context)).findings).toMatchObject([{ cause: 'skipped', code: 'EXTRA_ON_TARGET' }]);
  });

  test('maps UIDs that the target spells otherwise, in what it sends and in what it compares', async () => {
    const source = instance();
    const target = instance();
    source.put(exampleValue());
    const identity = [[defaultCombo, otherCombo]] as const;
    await copy({ source, target, identity });
    expect([...target.values.values()]).toEqual([
      exampleValue({ categoryOptionCombo: otherCombo, attributeOptionCombo: otherCombo }),
    ]);
    expect((await copy({ source, target, identity })).counts).toMatchObject({ unchanged: 1, created: 0 });
  });
});

test('an org unit that is a value is sent as the target names it', async () => {
  const [first, ...others] = metadata.dataElements ?? [];
  const typed = {
    ...metadata,
    dataElements: [{ id: exampleUid('De', 0), ...first, valueType: 'ORGANISATION_UNIT' }, ...others],
  };
  const [source, target] = [instance({ metadata: typed }), instance({ metadata: typed })];
  source.put(exampleValue({ value: otherUnit }), exampleValue({ value: otherUnit, dataElement: exampleUid('De', 1) }));
  const identity = [[otherUnit, 'OuOfTarget1']] as const;
  await copy({ source, target, identity });
  expect([...target.values.values()].map(({ value }) => value)).toEqual(['OuOfTarget1', otherUnit]);
  expect((await copy({ source, target, identity })).counts).toMatchObject({ unchanged: 2, created: 0 });
});

describe('values that cannot arrive', () => {
  test('a refused value is told with the words of the target, and holds back no other', async () => {
    const source = instance();
    const target = instance({
      refusesValue: ({ value }) =>
        value === '3' ? { code: 'E7619', message: 'Value must match value type' } : undefined,
    });
    source.put(...exampleValues(metadata, 4));
    const { counts, findings, context } = await copy({ source, target });
    expect(counts).toMatchObject({ read: 144, created: 108, refused: 36 });
    expect(findings).toHaveLength(36);
    expect(findings[0]).toMatchObject({ cause: 'refused', code: 'E7619', message: 'Value must match value type' });
    const verified = await verify(context);
    expect(verified).toMatchObject({ compared: 144, identical: 108 });
    expect(new Set(verified.findings.map(({ cause }) => cause))).toEqual(new Set(['refused']));
  });

  test('a value at which the target fails is found and stands alone', async () => {
    const source = instance();
    const poison = valueKey(exampleValue({ value: '2', period: '202002' }));
    const target = instance({ failsOn: (value) => valueKey(value) === poison });
    source.put(...exampleValues(metadata, 4));
    const { counts, findings } = await copy({ source, target });
    expect(counts).toMatchObject({ created: 143, refused: 1 });
    expect(findings).toMatchObject([{ key: poison, cause: 'refused', code: 'HTTP500' }]);
  });

  test('a new zero that is not significant is impossible up to 2.42, and sent from 2.43 on', async () => {
    const source = instance();
    source.put(
      exampleValue({ value: '0' }),
      exampleValue({ value: '0.0', period: '202402' }),
      exampleValue({ value: '0.5', period: '202403' }),
    );
    const old = await copy({ source, target: instance() });
    expect(old.counts).toMatchObject({ created: 1, impossible: 2 });
    expect(old.findings.map(({ code }) => code)).toEqual(['ZERO_NOT_SIGNIFICANT', 'ZERO_NOT_SIGNIFICANT']);
    expect((await verify(old.context)).findings.map(({ cause }) => cause)).toEqual(['impossible', 'impossible']);
    expect((await copy({ source, target: instance({ release: '2.43.1' }) })).counts).toMatchObject({ created: 3 });
  });

  test('values of refused metadata are not sent, and told once for each refused object', async () => {
    const source = instance();
    const target = instance();
    source.put(...exampleValues(metadata, 2));
    const refused = [exampleUid('De', 1), exampleUid('OuF', 1000)];
    const { counts, findings, context } = await copy({ source, target, refused });
    expect(counts).toMatchObject({ read: 72, created: 48, refused: 24 });
    const told = findings.map(({ key, code, count }) => ({ key, code, count }));
    expect(told).toContainEqual({ key: exampleUid('De', 1), code: 'DEPENDS_ON_REFUSED', count: 18 });
    expect(told.every(({ code }) => code === 'DEPENDS_ON_REFUSED')).toBe(true);
    expect((await verify(context)).findings.every(({ cause }) => cause === 'refused')).toBe(true);
  });

  test('thousands of like refusals become a hundred findings and a count', async () => {
    const source = instance();
    const refusesValue = () => ({ code: 'E7613', message: 'Category option combo not found' });
    source.put(...Array.from({ length: 500 }, (_, day) => exampleValue({ period: String(20200000 + day) })));
    const { findings, counts, context } = await copy({ source, target: instance({ refusesValue }) });
    expect(counts).toMatchObject({ refused: 500 });
    expect(findings.filter(({ count }) => count === undefined)).toHaveLength(100);
    expect(findings.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(500);
    const verified = await verify(context);
    expect(verified.findings.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(500);
    expect(new Set(verified.findings.map(({ cause }) => cause))).toEqual(new Set(['refused']));
  });

  test('a target of 2.43 gets one body for each data set, and nothing that has no place in one', async () => {
    const source = instance();
    const target = instance({ release: '2.43.1' });
    source.put(
      exampleValue(),
      exampleValue({ period: '2024' }),
      exampleValue({ period: '2024Q1' }),
      exampleValue({ dataElement: last }),
    );
    const { counts, findings } = await copy({ source, target });
    expect(target.bodies.map(({ dataSet, values }) => [dataSet, values[0]?.period])).toEqual([
      [exampleUid('Ds', 1), '202401'],
      [exampleUid('Ds', 2), '2024'],
    ]);
    expect(counts).toMatchObject({ created: 2, impossible: 2 });
    expect(findings.map(({ code }) => code).sort()).toEqual(['NO_DATA_SET', 'NO_FITTING_DATA_SET']);
  });

  test.each([
    ['2.38.7', '2.42.4.1'],
    ['2.42.4.1', '2.38.7'],
  ])('from %s to %s an element in no data set and no group is told, and holds up no other', async (from, to) => {
    const source = instance({ release: from });
    source.put(exampleValue(), exampleValue({ dataElement: last }));
    const { counts, findings } = await copy({ source, target: instance({ release: to }) });
    expect(counts).toMatchObject({ read: 1, created: 1 });
    expect(findings).toMatchObject([{ cause: 'impossible', code: 'VALUES_UNREACHABLE', key: last }]);
  });
});

describe('requests', () => {
  test('a new period is opened by one small body before others name it', async () => {
    const source = instance();
    const target = instance();
    source.put(...exampleValues(metadata, 2));
    await copy({ source, target });
    expect(target.bodies[0]?.values.map(({ period }) => period)).toEqual(['202001', '202002']);
  });

  test('new periods are opened for 2.43 too, in a body of their data set', async () => {
    const source = instance();
    const target = instance({ release: '2.43.1' });
    const periods = ['202001', '202002', '202003'];
    source.put(
      ...periods.flatMap((period) => [exampleValue({ period }), exampleValue({ period, orgUnit: otherUnit })]),
    );
    await copy({ source, target });
    const [first, ...others] = target.bodies;
    expect(first).toMatchObject({ dataSet: exampleUid('Ds', 1) });
    expect(first?.values.map(({ period }) => period).sort()).toEqual(periods);
    expect(others.flatMap(({ values }) => values)).toHaveLength(3);
  });

  test('an empty instance costs one request for each side and area', async () => {
    const source = instance();
    const target = instance();
    await copy({ source, target });
    expect([source.slicesRead.length, target.slicesRead.length]).toEqual([2, 2]);
  });

  test('a body without an answer is sent again in halves; one that never gets any ends the stage', async () => {
    const source = instance();
    source.put(...Array.from({ length: 900 }, (_, day) => exampleValue({ period: String(20200000 + day) })));
    const onRequest = (moment: string, rows: number) => {
      if (moment === 'before' && rows > 500)
        throw new PlatformError('DHIS2_UNREACHABLE', { args: { address: '', reason: '' } });
    };
    const target = instance({ onRequest });
    const context = createInMemoryRun({ source, target });
    await createDataValuesStage().run(context);
    expect(target.values.size).toBe(900);
    const deaf = instance({ onRequest: (moment) => moment === 'before' && onRequest(moment, 501) });
    const run = createDataValuesStage().run(createInMemoryRun({ source, target: deaf }));
    await expect(run).rejects.toMatchObject({ code: 'DHIS2_UNREACHABLE' });
  });

  test('a dry run counts what would happen, writes nothing, and asks only about what the target can know', async () => {
    const source = instance();
    const target = instance({
      refusesValue: ({ value }) => (value === '1' ? { code: 'E7619', message: '' } : undefined),
    });
    source.put(exampleValue({ value: '1' }), exampleValue({ value: '2', period: '202402' }));
    target.put(exampleValue({ value: '3', period: '202402' }));
    expect((await copy({ source, target, dryRun: true })).counts).toMatchObject({ created: 0, updated: 1, refused: 1 });
    expect([...target.values.values()].map(({ value }) => value)).toEqual(['3']);
    const blank = instance({ metadata: {}, refusesValue: () => ({ code: 'E7610', message: '' }) });
    expect((await copy({ source, target: blank, dryRun: true })).counts).toMatchObject({ created: 2, refused: 0 });
    expect(blank.slicesRead).toEqual([]);
  });

  test('the estimate counts a small instance to the end', async () => {
    const source = instance();
    source.put(...exampleValues(metadata, 5));
    expect(await estimateDataValues(createInMemoryRun({ source, target: instance() }))).toEqual({
      values: 180,
      isComplete: true,
    });
  });
});

describe('verification', () => {
  test('finds a value that was lost, one that was changed, and one that changed on the source after the run began', async () => {
    const source = instance();
    const target = instance();
    source.put(...exampleValues(metadata, 3));
    const { context } = await copy({ source, target });
    const [lost, changed, late] = [...source.values.keys()];
    target.values.delete(lost ?? '');
    target.put(exampleValue({ ...target.values.get(changed ?? ''), value: '999' }));
    source.put(
      exampleValue({ ...source.values.get(late ?? ''), value: '5', lastUpdated: '2999-01-01T00:00:00.000+0000' }),
    );
    const verified = await verify(context);
    expect(verified).toMatchObject({ compared: 108, identical: 105 });
    expect(verified.findings.map(({ key, cause, code }) => [key, cause, code])).toEqual([
      [lost, 'unexplained', 'MISSING_ON_TARGET'],
      [changed, 'unexplained', 'DIFFERS_ON_TARGET'],
      [late, 'changed-meanwhile', 'DIFFERS_ON_TARGET'],
    ]);
    const unequal = verified.slices.filter(({ sourceDigest, targetDigest }) => sourceDigest !== targetDigest);
    expect(unequal).toHaveLength(1);
  });
});
