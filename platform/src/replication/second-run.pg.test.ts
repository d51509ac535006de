import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataValue } from '../model/data-value.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { countTraffic } from './fixtures/counted-reader.ts';
import { runOnce } from './fixtures/run-once.ts';
import { type StandinPair, startPair } from './fixtures/standin-pair.ts';
import type { RunOptions } from './run-context.ts';

const world = { organisationUnits: 30, dataValues: 2_000, trackedEntities: 40 };
const signal = AbortSignal.timeout(600_000);

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

describe('a second run', () => {
  let pair: StandinPair;
  let first: Awaited<ReturnType<typeof run>>;
  /** One that holds a number. */
  let value: DataValue | undefined;
  beforeAll(async () => {
    pair = await startPair(['2.42.4.1', '2.42.4.1'], world);
    first = await run();
  });
  afterAll(() => pair.close());

  async function run(options: Partial<RunOptions> = { compare: 'everything' }) {
    const source = countTraffic(await pair.connect('source'));
    const target = countTraffic(await pair.connect('target'));
    const importDataValues: typeof target.instance.importDataValues = (values, options) => {
      value ??= values.find((each) => /^[1-9]\d$/.test(each.value ?? ''));
      return target.instance.importDataValues(values, options);
    };
    const sides = { source: source.instance, target: { ...target.instance, importDataValues } };
    const outcome = await runOnce({ database: store.database, ...sides, options, signal });
    return { ...outcome, source: source.traffic(), target: target.traffic() };
  }

  it('without changes writes nothing, reads everything once, and comes to the same digest', async () => {
    const second = await run();
    expect(second.verdict).toBe('identical');
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
    expect(second.target.sent).toBe(0);
    const values = first.totals.dataValues?.read ?? 0;
    // Values that are files are read once more for these.
    expect(second.source.dataValues).toBeLessThan(1.01 * values);
    expect(second.target.dataValues).toBe(values);
    expect(second.totals.dataValues).toMatchObject({ unchanged: values, verified: values });
    const { trackedEntities, enrollments, events } = second.totals;
    expect(trackedEntities?.verified).toBe(trackedEntities?.read);
    const flat = [trackedEntities, enrollments, events].reduce((sum, counts) => sum + (counts?.read ?? 0), 0);
    expect(second.target.trackerObjects).toBeLessThan(3 * flat);
    expect(second.source.metadataObjects).toBeLessThan(first.source.metadataObjects);
  });

  it('on top of a proven one says what it did not read, and comes to the same digest', async () => {
    const second = await run({});
    expect(second.verdict).toBe('identical');
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
    expect(second.totals).toMatchObject({ dataValues: { unchanged: first.totals.dataValues?.read } });
    expect(second.target.sent).toBe(0);
    // What names files is read.
    for (const type of ['dataValues', 'trackedEntities', 'enrollments', 'events'])
      expect(second.provenBefore?.types[type]).toBeGreaterThan(0);
  });

  it('after one change sends that alone, and reads what it was a part of again', async () => {
    const source = await pair.connect('source');
    if (value === undefined) throw new Error('no value was sent');
    await source.importDataValues([{ ...value, value: `${value.value}0` }], { signal });
    const third = await run();
    expect(third.verdict).toBe('identical');
    expect(third.target.sent).toBe(1);
    expect(third.totals.dataValues).toMatchObject({ created: 0, updated: 1 });
    expect(third.comparisonDigest).not.toBe(first.comparisonDigest);
  });
});
