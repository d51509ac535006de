import { afterEach, expect, test } from 'vitest';
import { createReplication } from '../store/replication.ts';
import { findSchedule, saveSchedule } from '../store/schedule.ts';
import { listOccurrences } from '../store/schedule-occurrence.ts';
import { openWorkerWorld, type WorkerWorld } from '../worker/fixtures/worker-world.ts';
import { lookAfterSchedule } from './look-after-schedule.ts';
import { createRunControl } from './run-control.ts';
import { parseWindow } from './window.ts';

const size = { organisationUnits: 12, dataValues: 200, trackedEntities: 5, packages: false };
let world: WorkerWorld;
afterEach(() => world.close());

test('a run that a schedule started is carried out by a worker, broken off when the window ends, and identical in the end', async () => {
  world = await openWorkerWorld(['2.42.4.1', '2.42.4.1'], size);
  const { database, pair } = world;
  const replication = await createReplication(database, {
    name: 'nightly',
    sourceReference: 'source',
    targetReference: 'target',
    options: { dryRun: false, only: ['metadata', 'data'] },
  });
  const window = parseWindow('22:00-05:00');
  const terms = { cron: '0 22 * * *', timeZone: 'UTC', window, ifRunning: 'wait' } as const;
  await saveSchedule(database, { replicationId: replication.id, ...terms }, new Date('2026-11-22T08:00Z'));
  const look = async (at: string) => {
    const schedule = await findSchedule(database, replication.id);
    if (schedule === undefined) throw new Error('no schedule');
    await lookAfterSchedule({ database, runs: createRunControl(database), replication, schedule }, new Date(at));
  };
  // Nothing can be written before the window ends, however fast this machine is.
  pair.target.faults.add({ match: { method: 'POST' }, kind: 'delay', delayMs: 600_000 });
  world.startWorker();
  await look('2026-11-22T22:00Z');
  const [occurrence] = await listOccurrences(database, replication.id);
  const runId = occurrence?.runId ?? 0;
  await world.until(runId, ['running']);
  await look('2026-11-23T05:00Z');
  expect((await world.until(runId, ['paused'])).stateReason?.code).toBe('WINDOW_CLOSED');
  pair.target.faults.clear();
  await look('2026-11-23T22:00Z');
  const ended = await world.until(runId, ['completed', 'completed-with-refusals', 'failed']);
  expect(ended).toMatchObject({ state: 'completed', outcome: { verdict: 'identical' } });
  // The occurrence of the second night waited, and is started now that the first run has ended.
  await look('2026-11-23T22:10Z');
  const [second] = await listOccurrences(database, replication.id);
  expect(second).toMatchObject({ outcome: 'started', dueAt: new Date('2026-11-23T22:00Z') });
});
