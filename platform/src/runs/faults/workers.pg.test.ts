import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Ledger } from '../../model/ledger.ts';
import { createLedger } from '../../store/ledger.ts';
import { keepWaiting } from '../../store/piece.ts';
import type { WorkerProcess } from '../../worker/fixtures/spawn-worker.ts';
import { PieceLost } from '../../worker/stop-reasons.ts';
import type { WorkerParts } from '../../worker/worker-parts.ts';
import { cancelRun, pauseRun, resumeRun } from '../control-run.ts';
import { type FaultWorld, openFaultWorld } from './fixtures/fault-world.ts';
import { until } from './fixtures/until.ts';

/** Twenty moments, so that the usual run stays short; fifty with RELAIS_LONG_FAULTS=1. */
const kills = process.env.RELAIS_LONG_FAULTS === '1' ? 50 : 20;
/** Where the moments come from; another seed strikes at others. */
const seed = 20_240_229;
/** So that a run gets on although its workers die. */
const killsPerRun = 10;

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld('data');
});
afterEach(() => world.tidyUp());
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

test(`kill -9 of workers at ${kills} random moments (seed ${seed}) loses nothing and doubles nothing`, {
  timeout: 900_000,
}, async () => {
  const random = seeded(seed);
  const crew = createCrew();
  let killed = 0;
  let taken = 0;
  while (killed < kills) {
    const runId = await world.startDataRun(await world.freshTarget());
    for (let count = 0; count < killsPerRun && killed < kills; ) {
      await until(async () => crew.failed() || (await isAtWork(runId)) || (await isEnded(runId)));
      if (await isEnded(runId)) break;
      await new Promise((resolve) => setTimeout(resolve, random.next().value * 300));
      const victim = await freezeAtWork(runId, crew.alive);
      if (victim === undefined) continue;
      await crew.replace(victim);
      killed += 1;
      count += 1;
    }
    await world.expectUndisturbedEnd(runId);
    taken += (await piecesOf(runId)).reduce((sum, piece) => sum + piece.times_taken - 1, 0);
  }
  // Each of them left a piece that somebody else had to take up; PostgreSQL may have kept the end of one that was on its way.
  expect(taken).toBeGreaterThanOrEqual(0.8 * killed);
});

/** Two workers; for each that is killed another one starts, while the other works on. */
function createCrew() {
  const alive = new Set<WorkerProcess>();
  let failure: unknown;
  const add = () => {
    world.spawnWorker().then(
      (worker) => alive.add(worker),
      (error: unknown) => {
        failure = error;
      },
    );
  };
  add();
  add();
  return {
    alive,
    /** @throws what kept a worker from starting. */
    failed: (): boolean => {
      if (failure !== undefined) throw failure;
      return false;
    },
    replace: async (victim: WorkerProcess) => {
      alive.delete(victim);
      await victim.kill();
      add();
    },
  };
}

/** Whoever holds a piece at this moment, brought to a standstill while it does. */
async function freezeAtWork(runId: number, workers: Iterable<WorkerProcess>): Promise<WorkerProcess | undefined> {
  const holders = await holdersOf(runId);
  const victim = [...workers].find(({ name }) => holders.includes(name));
  if (victim === undefined) return undefined;
  victim.freeze();
  if ((await holdersOf(runId)).includes(victim.name)) return victim;
  victim.thaw();
  return undefined;
}

async function holdersOf(runId: number): Promise<readonly string[]> {
  const rows = await world.database
    .selectFrom('piece')
    .innerJoin('worker', 'worker.id', 'piece.worker_id')
    .where('piece.run_id', '=', runId)
    .where('piece.state', '=', 'running')
    .select('worker.name')
    .orderBy('piece.id')
    .execute();
  return rows.map(({ name }) => name);
}

function withLedger(change: (ledger: Ledger) => Ledger): (parts: WorkerParts) => WorkerParts {
  return (parts) => ({
    ...parts,
    openRun: (request) => parts.openRun({ ...request, ledger: change(request.ledger) }),
  });
}

test('what was sent, and whose answer nobody kept, is found on the target by the next', {
  timeout: 300_000,
}, async () => {
  const stages: readonly string[] = ['dataValues', 'completeness', 'tracker', 'verification'];
  const lost = new Set<string>();
  const forgetful = (ledger: Ledger): Ledger => ({
    ...ledger,
    finishChunk: async (chunk) => {
      if (chunk.key === 'start' || !stages.includes(chunk.stage) || lost.has(chunk.stage)) {
        return ledger.finishChunk(chunk);
      }
      lost.add(chunk.stage);
      throw new PieceLost();
    },
  });
  const worker = world.startWorker({}, withLedger(forgetful));
  await world.expectUndisturbedEnd(await world.startDataRun(await world.freshTarget()));
  expect([...lost]).toEqual(stages);
  await worker.stop();
});

test('what a worker still finishes that was taken for dead counts for nothing', { timeout: 300_000 }, async () => {
  const gate = Promise.withResolvers<void>();
  const stuck = Promise.withResolvers<void>();
  /** Answers reach it late, and by then it would have cut otherwise. */
  const late = (ledger: Ledger): Ledger => ({
    ...ledger,
    finishChunk: async (chunk) => {
      if (chunk.stage !== 'dataValues' || chunk.key === 'start') return ledger.finishChunk(chunk);
      stuck.resolve();
      await gate.promise;
      return ledger.finishChunk({ ...chunk, key: `${chunk.key} cut otherwise` });
    },
  });
  const dead = world.startWorker({}, withLedger(late));
  const runId = await world.startDataRun(await world.freshTarget());
  await stuck.promise;
  for (const { id, state } of await piecesOf(runId)) if (state === 'running') await keepWaiting(world.database, id);
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(runId);
  gate.resolve();
  await dead.stop();
  const keys = await createLedger(world.database, runId).finishedKeys('dataValues');
  expect([...keys].filter((key) => key.endsWith('otherwise'))).toEqual([]);
  await worker.stop();
});

test('a worker that is killed while another works on holds up nobody', { timeout: 300_000 }, async () => {
  const [victim, other] = await Promise.all([world.spawnWorker(), world.spawnWorker()]);
  const target = await world.freshTarget();
  // Long enough for both to be seen at work.
  target.standin.faults.add({ match: { method: 'POST', path: '/api/tracker' }, kind: 'delay', delayMs: 400 });
  const runId = await world.startDataRun(target);
  await until(async () => (await holdersOf(runId)).length > 1);
  await victim.kill();
  target.standin.faults.clear();
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

test('pieces are put back when their time is up, and get on however short it is', { timeout: 300_000 }, async () => {
  const worker = world.startWorker({ sliceMs: 1 });
  const runId = await world.startDataRun(await world.freshTarget());
  await world.expectUndisturbedEnd(runId);
  const pieces = await piecesOf(runId);
  const takes = pieces.reduce((sum, piece) => sum + piece.times_taken, 0);
  const { chunks } = await world.database
    .selectFrom('chunk')
    .where('run_id', '=', runId)
    .select(({ fn }) => fn.countAll<number>().as('chunks'))
    .executeTakeFirstOrThrow();
  expect(takes).toBeGreaterThan(pieces.length);
  // Each take but a piece's last finished a chunk.
  expect(takes - pieces.length).toBeLessThanOrEqual(Number(chunks));
  await worker.stop();
});

test('a run may be paused, cancelled and taken up again at any moment', { timeout: 300_000 }, async () => {
  const random = seeded(seed);
  const target = await world.freshTarget();
  // Even a fast machine is not done before it was stopped three times.
  target.standin.faults.add({ match: { method: 'POST', path: '/api/' }, kind: 'delay', delayMs: 150 });
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startDataRun(target);
  for (const stop of [pauseRun, cancelRun, pauseRun]) {
    await until(() => isAtWork(runId));
    await new Promise((resolve) => setTimeout(resolve, random.next().value * 300));
    await stop(world.database, runId);
    await until(async () => !(await isAtWork(runId)));
    await resumeRun(world.database, runId);
  }
  target.standin.faults.clear();
  await world.expectUndisturbedEnd(runId);
  for (const worker of workers) await worker.stop();
});
