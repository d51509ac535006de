import { trackerOf } from '@relais/standin/tracker/tracker-store.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { collect } from '../../dhis2/testing/collect.ts';
import type { DataValue } from '../../model/data-value.ts';
import type { WritableInstance } from '../../model/instance.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { newRun, runOnce, type TestRun, writtenBy } from '../fixtures/run-once.ts';
import { shareRun } from '../fixtures/share-run.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';
import { readDataElementCatalogue } from '../stages/data-values/data-element-catalogue.ts';

const small = { organisationUnits: 8, dataValues: 120, trackedEntities: 6, packages: false };
const only = ['data'];
const signal = AbortSignal.timeout(600_000);

let store: TestDatabase;
let pair: StandinPair;
let source: ConnectedInstance;
let target: ConnectedInstance;
/** Values of the source that hold a number. */
let values: readonly DataValue[];
beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startPair(['2.42.4.1', '2.42.4.1'], small);
  await connectAnew();
  await run({ options: {} });
  values = await readNumbers();
});
afterAll(async () => {
  await pair.close();
  await store.drop();
});
beforeEach(async () => {
  await connectAnew();
  const proven = await run({});
  expect(proven.verdict).toBe('identical');
});

/** The target's account has its org units since the first run. */
async function connectAnew(): Promise<void> {
  [source, target] = [await pair.connect('source'), await pair.connect('target')];
}

async function run(more: Partial<TestRun>) {
  const outcome = await runOnce({ database: store.database, source, target, options: { only }, signal, ...more });
  return { ...outcome, written: writtenBy(outcome) };
}

/** What a run that reads everything makes of it. */
function everything() {
  return run({ options: { only, compare: 'everything' } });
}

async function readNumbers(): Promise<readonly DataValue[]> {
  const { elements } = await readDataElementCatalogue(source, { orgUnits: false, groups: false }, signal);
  const all = await collect(
    source.readDataValues(
      {
        dataElements: [...elements.keys()].sort(),
        orgUnits: source.facts.account.organisationUnits,
        children: true,
        startDate: '1900-01-01',
        endDate: '2199-12-31',
      },
      signal,
    ),
  );
  return all.filter(({ value }) => /^[1-9]\d*$/.test(value ?? ''));
}

/** Puts a digit behind some numbers of one side. */
async function change(side: WritableInstance, from: number, to: number): Promise<void> {
  const changed = values.slice(from, to).map((value) => ({ ...value, value: `${value.value}0` }));
  await side.importDataValues(changed, { signal });
}

it('nothing is noticed where nothing changed, and all that was proven is told as such', async () => {
  const again = await run({});
  expect(again.written).toBe(0);
  const { provenBefore, totals } = again;
  expect(provenBefore?.types.dataValues).toBeGreaterThan(0);
  expect(provenBefore?.types.trackedEntities).toBe(totals.trackedEntities?.read);
  for (const type of ['dataValues', 'trackedEntities', 'enrollments', 'events'])
    expect(totals[type]?.verified).toBe(totals[type]?.read);
  expect(again.comparisonDigest).toBe((await everything()).comparisonDigest);
});

it('a value that somebody changed on the target is brought back', async () => {
  await change(target, 0, 1);
  const mended = await run({});
  expect(mended.totals.dataValues).toMatchObject({ updated: 1 });
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: mended.comparisonDigest });
});

it('an event that the target lost without a date is met by its number', async () => {
  const { events } = trackerOf(pair.target.instance);
  const [lost = ''] = events.keys();
  events.delete(lost);
  expect((await run({})).totals.events).toMatchObject({ created: 1 });
  expect((await everything()).written).toBe(0);
});

it('what was refused is told again, and tried again', async () => {
  await change(source, 1, 2);
  const key = JSON.stringify([values[1]?.dataElement, values[1]?.period, values[1]?.orgUnit]);
  const isRefused = (value: DataValue) => JSON.stringify([value.dataElement, value.period, value.orgUnit]) === key;
  const refusing: WritableInstance = {
    ...target,
    importDataValues: (sent, options) =>
      target.importDataValues(
        sent.map((value) => (isRefused(value) ? { ...value, value: 'no number' } : value)),
        options,
      ),
  };
  const first = await run({ target: refusing });
  const second = await run({ target: refusing });
  for (const told of [first, second]) {
    expect(told.verdict).toBe('identical-except-refusals');
    expect(told.findings.refused).toBe(1);
  }
  expect((await run({})).totals.dataValues).toMatchObject({ updated: 1, refused: 0 });
});

it('a run that was killed goes on, and nothing is lost of what changed', async () => {
  await change(source, 2, 5);
  const [runId, killed] = [await newRun(store.database), new AbortController()];
  const dying: WritableInstance = {
    ...target,
    async importDataValues(sent, options) {
      const report = await target.importDataValues(sent, options);
      killed.abort(new Error('killed'));
      return report;
    },
  };
  await expect(run({ runId, target: dying, signal: killed.signal })).rejects.toThrow('killed');
  const ended = await run({ runId });
  expect(ended.verdict).toBe('identical');
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: ended.comparisonDigest });
});

it('several workers come to what a run that reads everything comes to', async () => {
  await change(source, 5, 9);
  const shared = await shareRun(
    { database: store.database, source, target, options: { only } },
    { workers: 2, pick: () => 0, stop: () => undefined },
  );
  expect(shared.verdict).toBe('identical');
  expect(shared.provenBefore).toBeDefined();
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: shared.comparisonDigest });
});

it('everything is read where that was last done too long ago, and where a clock was set since', async () => {
  const old = await run({ options: { only, compareEveryDays: 0 } });
  expect(old.provenBefore).toBeUndefined();
  expect((await run({})).provenBefore).toBeDefined();
  const set = { ...source, facts: { ...source.facts, clockOffsetMs: source.facts.clockOffsetMs + 300_000 } };
  expect((await run({ source: set })).provenBefore).toBeUndefined();
});

it('a verification reads everything, and a run on top of it need not', async () => {
  expect((await run({ mode: 'verify' })).provenBefore).toBeUndefined();
  expect((await run({})).provenBefore).toBeDefined();
});
