import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplication, findUnfinishedRun, type Replication } from '../store/replication.ts';
import { loadRun, setRunState } from '../store/run.ts';
import {
  findSchedule,
  listSchedules,
  pauseSchedule,
  removeSchedule,
  type ScheduleToSave,
  saveSchedule,
} from '../store/schedule.ts';
import { listOccurrences } from '../store/schedule-occurrence.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { someZone } from './fixtures/changes-of-clocks.ts';
import { createRunRows, type RunRows } from './fixtures/run-rows.ts';
import { lookAfterSchedule } from './look-after-schedule.ts';
import { nextOccurrence } from './recurrence.ts';
import { runScheduler } from './run-scheduler.ts';
import { parseWindow, windowAround } from './window.ts';

let store: TestDatabase;
let runs: RunRows;

beforeAll(async () => {
  store = await createTestDatabase();
  runs = createRunRows(store.database);
});
afterAll(() => store.drop());

let count = 0;
async function scheduled(from: string, parts: Partial<ScheduleToSave> = {}): Promise<Replication> {
  count += 1;
  const replication = await createReplication(store.database, {
    name: `nightly-${count}`,
    sourceReference: `source-${count}`,
    targetReference: `target-${count}`,
    options: { dryRun: false },
  });
  await saveSchedule(
    store.database,
    {
      replicationId: replication.id,
      cron: '0 22 * * *',
      timeZone: 'UTC',
      window: undefined,
      ifRunning: 'wait',
      ...parts,
    },
    new Date(from),
  );
  return replication;
}

async function look(replication: Replication, at: string | number): Promise<void> {
  const { database } = store;
  const schedule = await findSchedule(database, replication.id);
  if (schedule === undefined) throw new Error('no schedule');
  await lookAfterSchedule({ database, runs, replication, schedule }, new Date(at));
}
const told = async ({ id }: Replication) =>
  (await listOccurrences(store.database, id, 100)).map(({ dueAt, outcome, merged, reason }) =>
    [dueAt.toISOString().slice(0, 16), outcome, merged, reason?.code].filter((part) => part !== undefined).join(' '),
  );
const unfinishedOf = ({ id }: Replication) => findUnfinishedRun(store.database, id);
async function finish(replication: Replication): Promise<void> {
  const run = await unfinishedOf(replication);
  if (run !== undefined) await setRunState(store.database, run.id, 'completed');
}

test('a run is started when it is due, once, and not before', async () => {
  const replication = await scheduled('2026-11-22T08:00Z');
  await look(replication, '2026-11-22T21:59:59Z');
  expect(await told(replication)).toEqual([]);
  await look(replication, '2026-11-22T22:00:03Z');
  await look(replication, '2026-11-22T22:00:13Z');
  expect(await told(replication)).toEqual(['2026-11-22T22:00 started 0']);
  const run = await unfinishedOf(replication);
  expect(await loadRun(store.database, run?.id ?? 0)).toMatchObject({
    replicationId: replication.id,
    sourceReference: replication.sourceReference,
    startedBy: `schedule ${replication.name}`,
  });
});

test('what was missed while nothing ran is caught up with one run, and told', async () => {
  const replication = await scheduled('2026-11-22T08:00Z');
  await look(replication, '2026-11-26T09:00Z');
  expect(await told(replication)).toEqual(['2026-11-25T22:00 started 3']);
  await finish(replication);
  await look(replication, '2026-11-26T09:01Z');
  expect(await told(replication)).toHaveLength(1);
});

test('the next occurrence waits for a run that has not ended, or is skipped, as the schedule says', async () => {
  const [waiting, skipping] = [
    await scheduled('2026-11-22T08:00Z'),
    await scheduled('2026-11-22T08:00Z', { ifRunning: 'skip' }),
  ];
  for (const replication of [waiting, skipping]) {
    for (const day of [22, 23, 24]) await look(replication, `2026-11-${day}T22:00Z`);
  }
  expect(await told(waiting)).toEqual(['2026-11-23T22:00 waiting 1 RUN_UNFINISHED', '2026-11-22T22:00 started 0']);
  expect(await told(skipping)).toEqual([
    '2026-11-24T22:00 skipped 0 RUN_UNFINISHED',
    '2026-11-23T22:00 skipped 0 RUN_UNFINISHED',
    '2026-11-22T22:00 started 0',
  ]);
  for (const replication of [waiting, skipping]) {
    await finish(replication);
    await look(replication, '2026-11-25T07:00Z');
  }
  expect((await told(waiting))[0]).toBe('2026-11-23T22:00 started 1');
  expect(await unfinishedOf(skipping)).toBeUndefined();
});

test('outside of the window a run waits, is paused at the end and goes on at the next beginning', async () => {
  const window = parseWindow('22:00-05:00');
  const replication = await scheduled('2026-11-22T08:00Z', { cron: '0 12 * * 0', timeZone: 'Europe/Paris', window });
  await look(replication, '2026-11-22T11:00Z');
  expect(await told(replication)).toEqual(['2026-11-22T11:00 waiting 0 WINDOW_CLOSED']);
  await look(replication, '2026-11-22T21:00Z');
  const run = await unfinishedOf(replication);
  expect(run?.state).toBe('running');
  await look(replication, '2026-11-23T03:59Z');
  expect((await unfinishedOf(replication))?.state).toBe('running');
  await look(replication, '2026-11-23T04:00Z');
  await look(replication, '2026-11-23T12:00Z');
  expect((await unfinishedOf(replication))?.state).toBe('paused');
  await look(replication, '2026-11-23T21:00Z');
  expect(await unfinishedOf(replication)).toEqual({ id: run?.id, state: 'running' });
});

test('whoever resumes a run by day, or pauses it by night, is not contradicted', async () => {
  const window = parseWindow('22:00-05:00');
  const replication = await scheduled('2026-11-22T08:00Z', { window });
  await look(replication, '2026-11-22T22:00Z');
  await look(replication, '2026-11-23T05:00Z');
  const run = await unfinishedOf(replication);
  await setRunState(store.database, run?.id ?? 0, 'running');
  await look(replication, '2026-11-23T09:00Z');
  expect((await unfinishedOf(replication))?.state).toBe('running');
  await look(replication, '2026-11-23T23:00Z');
  await look(replication, '2026-11-24T05:00Z');
  expect((await unfinishedOf(replication))?.state).toBe('paused');
  await look(replication, '2026-11-24T22:00Z');
  await setRunState(store.database, run?.id ?? 0, 'paused');
  await look(replication, '2026-11-25T04:00Z');
  await look(replication, '2026-11-25T22:30Z');
  expect((await unfinishedOf(replication))?.state).toBe('paused');
});

test('a run that somebody started by hand is no matter of the window', async () => {
  const replication = await scheduled('2026-11-22T08:00Z', { window: parseWindow('22:00-05:00') });
  await runs.startRun({
    source: replication.sourceReference,
    target: replication.targetReference,
    options: { dryRun: false },
    replicationId: replication.id,
    startedBy: 'somebody',
  });
  await look(replication, '2026-11-22T12:00Z');
  expect((await unfinishedOf(replication))?.state).toBe('running');
});

test('a start that is refused is told and does not come again; one that could not be made does', async () => {
  const replication = await scheduled('2026-11-22T08:00Z');
  runs.trouble = 'refused';
  await look(replication, '2026-11-22T22:00Z');
  await look(replication, '2026-11-22T22:01Z');
  expect(await told(replication)).toEqual(['2026-11-22T22:00 failed 0 INSTANCE_NAME_UNKNOWN']);
  runs.trouble = 'unreachable';
  await expect(look(replication, '2026-11-23T22:00Z')).rejects.toThrow('lost');
  await look(replication, '2026-11-23T22:01Z');
  expect((await told(replication))[0]).toBe('2026-11-23T22:00 started 0');
});

test('a scheduler that is killed right after a start starts no second run', async () => {
  const replication = await scheduled('2026-11-22T08:00Z');
  runs.trouble = 'killed';
  await expect(look(replication, '2026-11-22T22:00Z')).rejects.toThrow('killed');
  const made = await unfinishedOf(replication);
  await finish(replication);
  await look(replication, '2026-11-22T22:01Z');
  await look(replication, '2026-11-22T22:02Z');
  expect(await unfinishedOf(replication)).toBeUndefined();
  expect((await listOccurrences(store.database, replication.id))[0]).toMatchObject({
    outcome: 'started',
    runId: made?.id,
  });
});

test('a schedule that is paused misses what comes, and makes up for nothing', async () => {
  const replication = await scheduled('2026-11-22T08:00Z', { window: parseWindow('23:00-05:00') });
  await look(replication, '2026-11-22T22:30Z');
  await pauseSchedule(store.database, replication.id, true, new Date('2026-11-22T22:40Z'));
  await look(replication, '2026-11-22T23:10Z');
  expect(await told(replication)).toEqual(['2026-11-22T22:00 skipped 0 SCHEDULE_PAUSED']);
  await look(replication, '2026-11-24T23:10Z');
  await pauseSchedule(store.database, replication.id, false, new Date('2026-11-25T08:00Z'));
  await look(replication, '2026-11-25T08:01Z');
  expect(await told(replication)).toHaveLength(1);
  await look(replication, '2026-11-25T23:00Z');
  expect((await told(replication))[0]).toBe('2026-11-25T22:00 started 0');
});

const someStep = fc.record({
  gapMinutes: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 20 * 60 })),
  happens: fc.constantFrom('nothing', 'nothing', 'nothing', 'ends', 'fails', 'killed', 'unreachable'),
});

test('whatever happens, runs do not overlap, keep to their window, and every occurrence is told once', async () => {
  const { database } = store;
  const someCron = fc.constantFrom('30 2 * * *', '0 */3 * * *', '15 1,2,13 * * *', '0 22 * * 0,3');
  const window = fc.constantFrom(undefined, '22:00-05:00', '01:30-02:30', '09:00-17:00');
  const ifRunning = fc.constantFrom('wait', 'skip');
  await fc.assert(
    fc.asyncProperty(
      fc.record({ place: someZone, cron: someCron, window, ifRunning }),
      fc.array(someStep, { minLength: 10, maxLength: 40 }),
      async ({ place, cron, window: hours, ifRunning: policy }, steps) => {
        let now = place.change - 2 * 86_400_000;
        const parsed = hours === undefined ? undefined : parseWindow(hours);
        const parts = { cron, timeZone: place.zone, window: parsed, ifRunning: policy };
        const replication = await scheduled(new Date(now).toISOString(), parts);
        const from = now;
        for (const { gapMinutes, happens } of steps) {
          now += gapMinutes * 60_000;
          const before = await unfinishedOf(replication);
          if (before !== undefined && (happens === 'ends' || happens === 'fails')) {
            await setRunState(database, before.id, happens === 'ends' ? 'completed' : 'failed');
          }
          runs.trouble = happens === 'killed' || happens === 'unreachable' ? happens : undefined;
          await look(replication, now).catch((error: unknown) => {
            expect(String(error)).toMatch(/killed|lost/);
          });
          const after = await unfinishedOf(replication);
          const around = parsed && windowAround(parsed, place.zone, now);
          if (around?.isOpen === false && runs.trouble === undefined && happens !== 'killed') {
            expect(after?.state ?? 'paused').toBe('paused');
          }
          if (around?.isOpen !== false && after !== undefined && happens !== 'killed') {
            expect(after.state).not.toBe('paused');
          }
        }
        runs.trouble = undefined;
        await look(replication, now);
        await expectToldOnce(replication, { cron, timeZone: place.zone }, from, now);
      },
    ),
    { numRuns: 25 },
  );
});

/** Every occurrence has its row or is counted in one, and every run has exactly one row. */
async function expectToldOnce(
  replication: Replication,
  recurrence: { cron: string; timeZone: string },
  from: number,
  now: number,
): Promise<void> {
  const rows = await listOccurrences(store.database, replication.id, 1_000);
  let due = 0;
  let next = nextOccurrence(recurrence, new Date(from));
  while (next !== undefined && next.getTime() <= now) {
    due += 1;
    next = nextOccurrence(recurrence, next);
  }
  expect(rows.reduce((sum, { merged }) => sum + merged + 1, 0)).toBe(due);
  const started = rows.flatMap(({ runId }) => runId ?? []);
  const made = await store.database
    .selectFrom('run')
    .select('id')
    .where('replication_id', '=', replication.id)
    .execute();
  expect(started.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
}

test('of two schedulers one starts the run; what goes wrong with one schedule holds up no other', async () => {
  const { database } = store;
  for (const { replicationId } of await listSchedules(database)) await removeSchedule(database, replicationId);
  const [first, second] = [await scheduled('2030-01-01T00:00Z'), await scheduled('2030-01-01T00:00Z')];
  const controller = new AbortController();
  const errors: unknown[] = [];
  const clock = {
    now: () => new Date('2030-01-01T22:00Z'),
    // They take turns until one of them has failed several times.
    wait: async () => {
      if (errors.length >= 5) controller.abort();
      await setTimeout(1);
    },
  };
  const failing = {
    ...runs,
    startRun: (run: Parameters<RunRows['startRun']>[0]) =>
      run.replicationId === first.id ? Promise.reject(new Error('lost')) : runs.startRun(run),
  };
  const scheduler = {
    database,
    runs: failing,
    clock,
    signal: controller.signal,
    onError: (e: unknown) => errors.push(e),
  };
  await Promise.all([runScheduler(scheduler), runScheduler(scheduler)]);
  expect(await told(second)).toEqual(['2030-01-01T22:00 started 0']);
  expect(await told(first)).toEqual(['2030-01-01T22:00 starting 0']);
});
