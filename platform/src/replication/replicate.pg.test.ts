import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsAddUp } from '../model/counts.ts';
import type { WritableInstance } from '../model/instance.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runOnce } from './fixtures/run-once.ts';
import { type StandinPair, startPair } from './fixtures/standin-pair.ts';
import { unexplainedOrRefused } from './fixtures/unexplained.ts';

/** The world of the issue: every package, 1,000 org units, 100,000 data values, 2,000 tracked entities. */
const world = { organisationUnits: 1_000, dataValues: 100_000, trackedEntities: 2_000 };
/** One value in a thousand was deleted again; three came with the files. */
const values = 99_903;
const classes = [
  'dataValues',
  'completeDataSetRegistrations',
  'trackedEntities',
  'enrollments',
  'events',
  'relationships',
];

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

/** The instance, and how often it was written to. */
function watched(instance: WritableInstance): { instance: WritableInstance; writes: () => number } {
  let writes = 0;
  const counted = <T extends unknown[], R>(write: (...args: T) => R) => {
    return (...args: T) => {
      writes += 1;
      return write(...args);
    };
  };
  return {
    instance: {
      ...instance,
      importMetadata: counted(instance.importMetadata),
      importDataValues: counted(instance.importDataValues),
      importCompleteness: counted(instance.importCompleteness),
      importTracker: counted(instance.importTracker),
    },
    writes: () => writes,
  };
}

describe.each([
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.42.4.1'],
] as const)('a whole instance, %s to %s', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startPair([from, to], world);
  });
  afterAll(() => pair.close());

  it('is planned without a write, and without a complaint about what is only missing yet', async () => {
    const target = watched(await pair.connect('target'));
    const run = { database: store.database, source: await pair.connect('source'), target: target.instance };
    const planned = await runOnce({ ...run, options: { dryRun: true } });
    expect(planned.verdict).toBe('planned');
    expect(planned.totals.organisationUnits).toMatchObject({ read: 1_005, created: 1_005, verified: 0 });
    expect(planned.totals.dataValues).toMatchObject({ created: values });
    expect(await unexplainedOrRefused(store.database, planned.runId)).toEqual([]);
    let units = 0;
    for await (const _unit of target.instance.readMetadata('organisationUnits', {
      signal: AbortSignal.timeout(600_000),
    })) {
      units += 1;
    }
    expect(units).toBe(0);
  });

  it('arrives whole, and a second run writes nothing', { timeout: 240_000 }, async () => {
    const source = await pair.connect('source');
    const first = await runOnce({ database: store.database, source, target: await pair.connect('target') });
    expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
    expect(first.verdict).toBe('identical');
    expect(first.totals.dataValues).toMatchObject({ read: values, created: values, verified: values });
    expect(first.totals.trackedEntities).toMatchObject({ read: 2_000, created: 2_000, verified: 2_000 });
    const wrong = Object.entries(first.totals).filter(([, counts]) => !countsAddUp(counts));
    expect(wrong).toEqual([]);

    const target = watched(await pair.connect('target'));
    const second = await runOnce({ database: store.database, source, target: target.instance });
    expect(target.writes()).toBe(0);
    expect(second.verdict).toBe('identical');
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
    for (const name of classes) {
      expect(second.totals[name]).toMatchObject({ created: 0, updated: 0, unchanged: first.totals[name]?.read });
    }
  });

  it('is told apart from a copy that somebody changed', async () => {
    const source = await pair.connect('source');
    const target = await pair.connect('target');
    const signal = AbortSignal.timeout(600_000);
    const units = [];
    for await (const unit of source.readMetadata('organisationUnits', { signal })) units.push(unit);
    const unit = units.find((each) => each.parent);
    await target.importMetadata(
      { organisationUnits: [{ ...unit, id: unit?.id ?? '', name: 'Autre nom' }] },
      { signal },
    );
    const verified = await runOnce({
      database: store.database,
      source,
      target,
      mode: 'verify',
      options: { only: ['organisationUnits'] },
    });
    expect(verified.verdict).toBe('different');
    expect(await unexplainedOrRefused(store.database, verified.runId)).toEqual([
      `organisationUnits ${unit?.id} DIFFERS differs in name`,
    ]);
  });
});
