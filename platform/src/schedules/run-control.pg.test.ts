import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlatformError } from '../model/errors/platform-error.ts';
import { createReplication, findUnfinishedRun } from '../store/replication.ts';
import { loadRun } from '../store/run.ts';
import { listTransitions } from '../store/run-transition.ts';
import { findSchedule, saveSchedule } from '../store/schedule.ts';
import { listOccurrences } from '../store/schedule-occurrence.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { lookAfterSchedule } from './look-after-schedule.ts';
import { createRunControl } from './run-control.ts';
import { parseWindow } from './window.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

test('a schedule starts a run of the queue, holds it at the end of the window and lets it go on at the next opening', async () => {
  const { database } = store;
  const references = { sourceReference: 'production', targetReference: 'training' };
  const options = { dryRun: false, only: ['dataValues'] };
  const replication = await createReplication(database, { name: 'nightly', ...references, options });
  const window = parseWindow('22:00-05:00');
  const terms = { cron: '0 22 * * *', timeZone: 'UTC', window, ifRunning: 'wait' } as const;
  await saveSchedule(database, { replicationId: replication.id, ...terms }, new Date('2026-11-22T08:00Z'));
  const look = async (at: string) => {
    const schedule = await findSchedule(database, replication.id);
    if (schedule === undefined) throw new Error('no schedule');
    await lookAfterSchedule({ database, runs: createRunControl(database), replication, schedule }, new Date(at));
    return findUnfinishedRun(database, replication.id);
  };
  const started = await look('2026-11-22T22:00Z');
  expect(started?.state).toBe('pending');
  const run = await loadRun(database, started?.id ?? 0);
  expect(run).toMatchObject({
    carrier: 'queue',
    options,
    replicationId: replication.id,
    startedBy: 'schedule nightly',
  });
  expect((await look('2026-11-23T05:00Z'))?.state).toBe('paused');
  expect((await loadRun(database, run.id)).stateReason).toMatchObject({ code: 'WINDOW_CLOSED' });
  expect((await look('2026-11-23T22:00Z'))?.state).toBe('pending');
  const transitions = await listTransitions(database, run.id);
  expect(transitions.map(({ to, reason }) => `${to} ${reason?.code}`)).toEqual([
    'pending RUN_ASKED',
    'paused WINDOW_CLOSED',
    'pending WINDOW_OPENED',
  ]);
  const [second] = await listOccurrences(database, replication.id);
  expect(second).toMatchObject({ outcome: 'waiting', reason: { code: 'RUN_UNFINISHED', args: { run: run.id } } });
});

test('a run that has ended meanwhile cannot be held: the failure says so by its code', async () => {
  await expect(createRunControl(store.database).pauseRun(9_999, { code: 'WINDOW_CLOSED' })).rejects.toThrow(
    PlatformError,
  );
});
