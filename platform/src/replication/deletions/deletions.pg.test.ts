import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WritableInstance } from '../../model/instance.ts';
import type { VerifiedCounts } from '../../model/run-outcome.ts';
import { renderReport } from '../../report/render-report.ts';
import { loadRunReport } from '../../report/run-report.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { newRun, runOnce, type TestRun } from '../fixtures/run-once.ts';
import type { StandinPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { startTwoSides, value } from './fixtures/two-sides.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

/** What only the target holds, by type. */
const extras = {
  constants: 1,
  optionSets: 1,
  options: 1,
  organisationUnits: 1,
  dataElements: 1,
  dataElementGroups: 1,
  dataValues: 3,
  completeDataSetRegistrations: 1,
  trackedEntities: 2,
  enrollments: 2,
  events: 4,
  relationships: 2,
};

/** A run over all types of an instance takes seconds; these are all that there are. */
const only = [
  ...Object.keys(extras),
  'dataSets',
  'programs',
  'programStages',
  'trackedEntityTypes',
  'relationshipTypes',
];

const everything = { deletions: { '*': 'propagate' }, maxDeletions: { percent: 100 } } as const;

function deletedOf(totals: Readonly<Record<string, VerifiedCounts>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(totals).flatMap(([type, { deleted }]) => (deleted > 0 ? [[type, deleted]] : [])),
  );
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('what only the target has, %s', (release) => {
  let pair: StandinPair;
  beforeEach(async () => {
    pair = await startTwoSides(release);
  });
  afterEach(() => pair.close());

  async function run(options: NonNullable<TestRun['options']>, more: Partial<TestRun> = {}) {
    const source = await pair.connect('source');
    const target = more.target ?? (await pair.connect('target'));
    const outcome = await runOnce({ database: store.database, source, options: { only, ...options }, ...more, target });
    return { ...outcome, told: await toldBy(store.database, outcome.runId) };
  }

  it('goes where that is chosen; what the source has stays, and a second run deletes nothing', async () => {
    const first = await run(everything);
    expect(first.told.filter(({ cause }) => cause !== 'impossible')).toEqual([]);
    expect(deletedOf(first.totals)).toEqual(extras);
    expect(first.verdict).toBe('identical');
    const page = renderReport(await loadRunReport(store.database, first.runId, new Date()), 'fr');
    expect(page).toContain('Supprimé de la cible');
    expect(page).toContain('3 dataValues');
    const second = await run(everything);
    expect(deletedOf(second.totals)).toEqual({});
    expect(second.verdict).toBe('identical');
    // And by the reading of somebody who was told nothing.
    expect((await run({}, { mode: 'verify' })).told.filter(({ cause }) => cause !== 'impossible')).toEqual([]);
  });

  it('is told and stays where nothing was chosen, what the source deleted apart from what it never had', async () => {
    const reported = await run({});
    expect(deletedOf(reported.totals)).toEqual({});
    expect(reported.verdict).toBe('identical');
    const counts = new Map<string, number>();
    for (const { type, code, count } of reported.told) {
      counts.set(`${type} ${code}`, (counts.get(`${type} ${code}`) ?? 0) + (count ?? 1));
    }
    expect(Object.fromEntries(counts)).toMatchObject({
      'constants EXTRA_ON_TARGET': 1,
      'dataElements EXTRA_ON_TARGET': 1,
      'dataValues DELETED_ON_SOURCE': 1,
      'dataValues EXTRA_ON_TARGET': 2,
      'completeDataSetRegistrations EXTRA_ON_TARGET': 1,
      'trackedEntities DELETED_ON_SOURCE': 1,
      'trackedEntities ONLY_ON_TARGET': 1,
      'events DELETED_ON_SOURCE': 2,
    });
  });

  it('is counted and named before anything is written', async () => {
    const planned = await run({ ...everything, dryRun: true });
    expect(planned.verdict).toBe('planned');
    expect(deletedOf(planned.totals)).toEqual(extras);
    const named = planned.told.filter(({ code }) => code === 'WOULD_BE_DELETED').map(({ key }) => key);
    expect(named).toEqual(expect.arrayContaining(['DeConstantX', 'DeElement0X', 'DeOrgUnit0X']));
    expect(deletedOf((await run(everything)).totals)).toEqual(extras);
  });

  it('stays, all of it, when more would go than the bound allows', async () => {
    const bounded = await run({ ...everything, maxDeletions: { percent: 5 } });
    expect(deletedOf(bounded.totals)).toEqual({});
    const refused = bounded.told.filter(({ cause }) => cause === 'refused' || cause === 'unexplained');
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['TOO_MANY_DELETIONS']));
    const told: Record<string, number> = {};
    for (const { type, count } of refused) told[type] = (told[type] ?? 0) + (count ?? 1);
    expect(told).toEqual(extras);
    expect(refused.map(({ key }) => key)).toContain('DeElement0X');
    expect(bounded.verdict).toBe('identical-except-refusals');
    expect(deletedOf((await run({ ...everything, maxDeletions: { count: 21 } })).totals)).toEqual(extras);
  });

  it('goes of the chosen types alone; of the others it is left without a word, or told', async () => {
    const some = await run({
      ...everything,
      deletions: { dataValues: 'propagate', constants: 'propagate', metadata: 'leave', tracker: 'report' },
    });
    expect(deletedOf(some.totals)).toEqual({ constants: 1, dataValues: 3 });
    const told = new Set(some.told.map(({ type }) => type));
    expect(told.has('dataElements')).toBe(false);
    expect(told.has('trackedEntities')).toBe(true);
    expect(deletedOf((await run({ ...everything, only: ['dataElementGroups'] })).totals)).toEqual({
      dataElementGroups: 1,
    });
  });

  it('stays where the target vetoes it, with its word; everything else goes', async () => {
    const target = await pair.connect('target');
    await target.importDataValues([{ ...value(1, 'DeElement01'), orgUnit: 'DeOrgUnit0X' }], {
      signal: AbortSignal.timeout(600_000),
    });
    const vetoed = await run({ ...everything, only: only.slice(0, 6) });
    expect(vetoed.told.filter(({ cause }) => cause === 'refused')).toMatchObject([
      { type: 'organisationUnits', key: 'DeOrgUnit0X', code: 'E4030' },
    ]);
    expect(vetoed.verdict).toBe('identical-except-refusals');
    expect(deletedOf(vetoed.totals)).toEqual({
      constants: 1,
      optionSets: 1,
      options: 1,
      dataElements: 1,
      dataElementGroups: 1,
    });
  });

  it('is gone, and counted once, when the run is killed anywhere and taken up again', async () => {
    const target = await pair.connect('target');
    let fate = 0;
    const mortal = <Rest extends unknown[], R>(write: (...rest: Rest) => Promise<R>) => {
      return async (...rest: Rest) => {
        fate += 1;
        if (fate % 3 === 1) throw new Error('killed before the request');
        const answer = await write(...rest);
        if (fate % 3 === 2) throw new Error('killed after the request');
        return answer;
      };
    };
    const dying: WritableInstance = {
      ...target,
      importMetadata: mortal(target.importMetadata),
      importDataValues: mortal(target.importDataValues),
      importCompleteness: mortal(target.importCompleteness),
      importTracker: mortal(target.importTracker),
    };
    const runId = await newRun(store.database);
    let outcome: Awaited<ReturnType<typeof run>> | undefined;
    let deaths = 0;
    while (outcome === undefined && deaths < 60) {
      try {
        outcome = await run(everything, { runId, target: dying });
      } catch (error) {
        expect(String(error)).toContain('killed');
        deaths += 1;
      }
    }
    expect(deaths).toBeGreaterThan(5);
    expect(deletedOf(outcome?.totals ?? {})).toEqual(extras);
    expect(outcome?.verdict).toBe('identical');
  });
});
