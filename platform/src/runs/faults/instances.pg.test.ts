import type { FaultRule } from '@relais/standin/faults.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listTransitions } from '../../store/run-transition.ts';
import { resumeRun } from '../control-run.ts';
import { type FaultWorld, openFaultWorld } from './fixtures/fault-world.ts';
import { until } from './fixtures/until.ts';

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld();
  expect(world.undisturbed.counts.dataValues).toMatchObject({ read: 602, there: 602 });
});
afterAll(() => world.close());

const any = { path: '/api/' };
const statesOf = async (runId: number) => (await listTransitions(world.database, runId)).map(({ to }) => to);

const faults: readonly [string, readonly FaultRule[]][] = [
  ['resets connections', [{ match: { method: 'POST', path: '/api/(dataValueSets|tracker)' }, kind: 'drop', times: 6 }]],
  [
    'does the work and loses the answer',
    [{ match: { method: 'POST', path: '/api/(dataValueSets|tracker)' }, kind: 'drop', afterWrite: true, times: 5 }],
  ],
  [
    'hangs',
    [{ match: { method: 'POST', path: '/api/(dataValueSets|tracker)' }, kind: 'hang', delayMs: 1_500, times: 2 }],
  ],
  ['ends the session again and again', [{ match: any, kind: 'session-expired', times: 10 }]],
];

test.each(faults)('a run ends as if nothing had been when the target %s', async (_what, rules) => {
  const target = await world.freshTarget();
  for (const rule of rules) target.standin.faults.add(rule);
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  await worker.stop();
});

test('a run waits for a target that answers 502, says so, and goes on by itself', async () => {
  const target = await world.freshTarget();
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startDataRun(target);
  await until(
    async () =>
      (await world.database.selectFrom('chunk').where('run_id', '=', runId).select('id').execute()).length > 1,
  );
  target.standin.faults.add({ match: any, kind: 'status', status: 502 });
  const paused = await world.until(runId, ['paused']);
  expect(paused.stateReason).toEqual({ code: 'INSTANCE_DOWN', args: { address: target.standin.url } });
  target.standin.faults.clear();
  await world.expectUndisturbedEnd(runId);
  expect(await statesOf(runId)).toEqual(expect.arrayContaining(['paused', 'completed']));
  for (const worker of workers) await worker.stop();
});

test('a target that restarts in the middle of an import loses and doubles nothing', async () => {
  const target = await world.freshTarget();
  const worker = world.startWorker();
  const runId = await world.startDataRun(target);
  await until(async () => (await statesOf(runId)).includes('running'));
  target.standin.faults.add({
    match: { method: 'POST', path: '/api/tracker' },
    kind: 'drop',
    afterWrite: true,
    times: 1,
  });
  await until(
    async () =>
      (
        await world.database
          .selectFrom('piece')
          .where('run_id', '=', runId)
          .where('step', '=', 'tracker')
          .select('id')
          .execute()
      ).length > 1,
  );
  target.standin.faults.restart(800);
  await world.expectUndisturbedEnd(runId);
  await worker.stop();
});

test('a page of the source that breaks off is read again, and never taken for all there is', async () => {
  const target = await world.freshTarget();
  world.pair.source.faults.add({ match: { path: '/api/(dataValueSets|tracker)' }, kind: 'truncate', times: 8 });
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  world.pair.source.faults.clear();
  await worker.stop();
});

test('the clock of the source may be three hours off', async () => {
  const target = await world.freshTarget();
  const { instance } = world.pair.source;
  const { now } = instance;
  Object.assign(instance, { now: () => new Date(Date.now() + 3 * 3_600_000) });
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  Object.assign(instance, { now });
  await worker.stop();
});

test('a refused account stops all runs of its instance at once, and costs no tries', async () => {
  const target = await world.freshTarget();
  await world.register(target.name, target.standin.url, 'wrong');
  const worker = world.startWorker();
  const runId = await world.startDataRun(target);
  const paused = await world.until(runId, ['paused']);
  expect(paused.stateReason).toMatchObject({ code: 'DHIS2_PASSWORD_REFUSED' });
  const pieces = await world.database.selectFrom('piece').where('run_id', '=', runId).selectAll().execute();
  expect(pieces).toMatchObject([{ attempts: 0, times_taken: 1, error_code: 'DHIS2_PASSWORD_REFUSED' }]);
  await world.register(target.name, target.standin.url);
  await resumeRun(world.database, runId);
  await world.expectUndisturbedEnd(runId);
  await worker.stop();
});
