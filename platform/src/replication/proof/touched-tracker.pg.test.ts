import { trackerOf } from '@relais/standin/tracker/tracker-store.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { collect } from '../../dhis2/testing/collect.ts';
import type { ListedTrackerType, WritableInstance } from '../../model/instance.ts';
import type { TrackerObject, TrackerSelection } from '../../model/tracker-objects.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { dyingTarget, newRun, runOnce, type TestRun, writtenBy } from '../fixtures/run-once.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';

const only = ['trackedEntities', 'enrollments', 'events', 'relationships'];
const signal = AbortSignal.timeout(600_000);

let store: TestDatabase;
let pair: StandinPair;
let source: ConnectedInstance;
let target: ConnectedInstance;
/** The events of the program that has most of them. */
let events: readonly TrackerObject[];
beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startPair(['2.42.4.1', '2.42.4.1'], {
    organisationUnits: 10,
    dataValues: 0,
    trackedEntities: 60,
    packages: false,
  });
  await connectAnew();
  await run({ options: {} });
  await connectAnew();
});
afterAll(async () => {
  await pair.close();
  await store.drop();
});
beforeEach(async () => {
  await connectAnew();
  ageObjects();
  await everything();
  expect(await run({})).toMatchObject({ verdict: 'identical' });
  const listed = await Promise.all((await programsOf(source)).map((program) => eventsOf(source, program)));
  events = listed.reduce((most, some) => (some.length > most.length ? some : most));
});

async function connectAnew(): Promise<void> {
  [source, target] = [await pair.connect('source'), await pair.connect('target')];
}

async function run(more: Partial<TestRun>) {
  const outcome = await runOnce({ database: store.database, source, target, options: { only }, signal, ...more });
  return { ...outcome, written: writtenBy(outcome) };
}

function everything() {
  return run({ options: { only, compare: 'everything' } });
}

/** As if all objects had been written long before the runs that go by dates, as they are in most instances. */
function ageObjects(): void {
  for (const { instance } of [pair.source, pair.target]) {
    const { trackedEntities, enrollments, events: stored } = trackerOf(instance);
    const updatedAt = Date.now() - 7_200_000;
    for (const object of [...trackedEntities.values(), ...enrollments.values(), ...stored.values()])
      object.updatedAt = updatedAt;
  }
}

async function programsOf(instance: WritableInstance): Promise<readonly string[]> {
  return (await collect(instance.readMetadata('programs', { signal, fields: 'id' }))).map(({ id }) => id);
}

function eventsOf(instance: WritableInstance, program: string): Promise<TrackerObject[]> {
  const orgUnit = instance.facts.account.organisationUnits[0] ?? '';
  return collect(instance.readTracker('events', { program, orgUnit }, signal));
}

/** Gives some events another day. */
async function change(side: WritableInstance, from: number, to: number, day: string): Promise<void> {
  const changed = events.slice(from, to).map(({ notes: _, relationships: __, ...rest }) => ({
    ...rest,
    occurredAt: `2024-01-${day}T00:00:00.000`,
  }));
  await side.importTracker({ events: changed }, { signal });
}

/** The same instance, and how many objects of a kind were read of it so far; not for their relationships, which have no dates. */
function counted<Instance extends WritableInstance>(instance: Instance) {
  const rows: Partial<Record<ListedTrackerType, number>> = {};
  async function* readTracker(type: ListedTrackerType, selection: TrackerSelection, own: AbortSignal) {
    for await (const object of instance.readTracker(type, selection, own)) {
      if (selection.fields?.includes('relationships') !== true) rows[type] = (rows[type] ?? 0) + 1;
      yield object;
    }
  }
  return { instance: { ...instance, readTracker }, rows };
}

it('of two changed events only these are read, on both sides, and the next run reads none', async () => {
  await change(source, 0, 2, '02');
  const [there, here] = [counted(source), counted(target)];
  const mended = await run({ source: there.instance, target: here.instance });
  expect(mended).toMatchObject({ verdict: 'identical', written: 2 });
  const { read = 0, verified } = mended.totals.events ?? {};
  expect(mended.totals.events).toMatchObject({ updated: 2, unchanged: read - 2 });
  expect(verified).toBe(read);
  // One event names a file: its slice is read in every run.
  expect(mended.provenBefore?.types.events).toBe(read - 3);
  expect(there.rows.events).toBeLessThan(12);
  expect(here.rows.events).toBeLessThan(12);
  expect(await run({})).toMatchObject({ written: 0, comparisonDigest: mended.comparisonDigest });
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: mended.comparisonDigest });
});

it('a new event is brought, and one that was deleted beside it is told', async () => {
  const [first, gone] = [events[2], events[3]];
  const { notes: _, relationships: __, ...copy } = first ?? {};
  await source.importTracker({ events: [{ ...copy, event: 'NewEvent001' }] }, { signal });
  expect((await run({})).totals.events).toMatchObject({ created: 1, updated: 0 });
  await change(source, 4, 5, '03');
  await source.importTracker({ events: [{ event: gone?.event }] }, { signal, importStrategy: 'DELETE' });
  const told = await run({});
  expect(told.totals.events).toMatchObject({ created: 0, updated: 1 });
  expect(told.findings.skipped).toBeGreaterThan(0);
  const carried = await run({ options: { only, deletions: { '*': 'propagate' } } });
  expect(carried).toMatchObject({ verdict: 'identical' });
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: carried.comparisonDigest });
});

it('an event that somebody changes on the target beside a changed one, while the run goes on, is brought back', async () => {
  await change(source, 5, 6, '04');
  const disturbed: WritableInstance = {
    ...target,
    async importTracker(sent, options) {
      const report = await target.importTracker(sent, options);
      await change(target, 10, 11, '05');
      return report;
    },
  };
  expect((await run({ target: disturbed })).verdict).toBe('different');
  expect(await run({})).toMatchObject({ verdict: 'identical', written: 1 });
  expect((await everything()).written).toBe(0);
});

it('what the target refuses of touched objects is told again and tried again, and counted once', async () => {
  await change(source, 6, 7, '06');
  const uid = events[6]?.event;
  const refusing: WritableInstance = {
    ...target,
    importTracker: (sent, options) =>
      target.importTracker(
        {
          ...sent,
          events: (sent.events ?? []).map((each) => (each.event === uid ? { ...each, status: 'NO_STATUS' } : each)),
        },
        options,
      ),
  };
  for (const told of [await run({ target: refusing }), await run({ target: refusing })]) {
    expect(told.verdict).toBe('identical-except-refusals');
    expect(told.totals.events).toMatchObject({ refused: 1 });
  }
  expect(await run({})).toMatchObject({ verdict: 'identical', written: 1 });
});

it('a run that dies between writing and the end of a slice goes on, and ends as one that reads everything', async () => {
  await change(source, 7, 9, '07');
  const killed = new AbortController();
  const runId = await newRun(store.database);
  const dying = dyingTarget(target, 'importTracker', killed);
  await expect(run({ runId, target: dying, signal: killed.signal })).rejects.toThrow('killed');
  const ended = await run({ runId });
  expect(ended.verdict).toBe('identical');
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: ended.comparisonDigest });
});
