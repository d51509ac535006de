import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openQueue, type WorkQueue } from '../queue/work-queue.ts';
import type { RunOptions } from '../replication/run-context.ts';
import { saveInstance } from '../store/instance.ts';
import { removeTrouble, saveTrouble } from '../store/instance-trouble.ts';
import { listPieces } from '../store/piece.ts';
import { createRun, loadRun, saveRunInstances } from '../store/run.ts';
import { withRunLock } from '../store/run-lock.ts';
import { listTransitions } from '../store/run-transition.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { enterWorker, type WorkerPresence } from '../store/worker.ts';
import { cancelRun, pauseRun, resumeRun, retryRun } from './control-run.ts';
import { beginInProcess } from './in-process-run.ts';
import { reclaimPieces, reviseQueue } from './reclaim.ts';
import { type PieceEnd, settlePiece } from './settle-piece.ts';
import { startRun } from './start-run.ts';
import { type TakenPiece, type Taker, takePiece } from './take-piece.ts';
import { isAnswering, lookAfterTroubles, probePauseMs } from './troubles.ts';

let store: TestDatabase;
let queue: WorkQueue;
let presence: WorkerPresence;
let taker: Taker;
let sequence = 0;
let target = '';

beforeAll(async () => {
  store = await createTestDatabase();
  queue = await openQueue(store.database);
  presence = await enterWorker(store.database, 'worker');
  taker = { workerId: presence.workerId, name: 'worker' };
});
afterAll(async () => {
  await presence.leave();
  await queue.close();
  await store.drop();
});
beforeEach(async () => {
  sequence += 1;
  target = `target-${sequence}`;
  while ((await takePiece(queue, store.database, taker, [])) !== undefined);
});

function start(options: Partial<RunOptions> = {}, to = target): Promise<number> {
  return startRun(store.database, {
    mode: 'replicate',
    source: 'source',
    target: to,
    options: { dryRun: false, ...options },
    startedBy: 'somebody',
  });
}

async function take(): Promise<TakenPiece> {
  for (;;) {
    const taken = await takePiece(queue, store.database, taker, []);
    if (taken === undefined) throw new Error('There is nothing to take.');
    if (taken !== 'passed') return taken;
  }
}

async function takeNothing(): Promise<void> {
  for (;;) {
    const taken = await takePiece(queue, store.database, taker, []);
    if (taken === undefined) return;
    expect(taken).toBe('passed');
  }
}

const settle = (taken: TakenPiece, end: PieceEnd) => settlePiece(queue, store.database, taker, taken.piece, end);
const stateOf = async (runId: number) => (await loadRun(store.database, runId)).state;
const failed: PieceEnd = {
  kind: 'stop',
  to: 'failed',
  reason: { code: 'RUN_FAULT', args: { reason: 'x' } },
  failure: { code: 'FAULT', args: { reason: 'x' } },
  counts: true,
};

test('a run is pending until a worker takes it, and every change has its reason and who asked', async () => {
  const runId = await start();
  expect(await stateOf(runId)).toBe('pending');
  const taken = await take();
  expect(taken).toMatchObject({ run: { id: runId }, piece: { task: 'open' } });
  expect(await stateOf(runId)).toBe('running');
  await settle(taken, { kind: 'later' });
  await pauseRun(store.database, runId, { code: 'WINDOW_CLOSED' }, 'schedule');
  await cancelRun(store.database, runId, undefined, 'somebody');
  const life = (await listTransitions(store.database, runId)).map(({ to, reason, toldBy }) => [
    to,
    reason?.code,
    toldBy,
  ]);
  expect(life).toEqual([
    ['pending', 'RUN_ASKED', 'somebody'],
    ['running', 'RUN_TAKEN', 'worker'],
    ['paused', 'WINDOW_CLOSED', 'schedule'],
    ['cancelled', 'RUN_CANCEL_ASKED', 'somebody'],
  ]);
});

test('a paused run gives no work, and goes on with the piece it was at', async () => {
  const runId = await start();
  await pauseRun(store.database, runId);
  await takeNothing();
  await resumeRun(store.database, runId);
  const taken = await take();
  expect(taken.run.id).toBe(runId);
  // Paused and resumed while the piece is at hand: whoever holds it gives it back to somebody.
  await pauseRun(store.database, runId);
  await resumeRun(store.database, runId);
  await settle(taken, { kind: 'later' });
  expect((await take()).run.id).toBe(runId);
});

test('a second run into the same target waits, says for whom, and begins when the first has ended', async () => {
  const first = await start();
  const second = await start();
  const other = await start({}, `${target}-other`);
  expect(await loadRun(store.database, second)).toMatchObject({
    state: 'pending',
    stateReason: { code: 'RUN_WAITS_FOR', args: { run: first, target } },
  });
  expect([(await take()).run.id, (await take()).run.id]).toEqual([first, other]);
  await takeNothing();
  await pauseRun(store.database, first);
  await takeNothing();
  await cancelRun(store.database, first);
  expect((await take()).run.id).toBe(second);
});

test('runs that carry different things share a target, and a comparison is in nobody’s way', async () => {
  const values = await start({ only: ['dataValues'] });
  const events = await start({ only: ['events'] });
  const dry = await start({ dryRun: true });
  expect([(await take()).run.id, (await take()).run.id, (await take()).run.id]).toEqual([values, events, dry]);
});

test('a process that writes to a target has the right of way, until it is gone', async () => {
  const { database } = store;
  const references = { mode: 'replicate', sourceReference: 'source', targetReference: target } as const;
  const inProcess = await createRun(database, { ...references, options: { dryRun: false } });
  const side = (name: string) => ({ name, address: `https://${name}.example.org`, release: '2.42.4.1' });
  const sides = { source: side('source'), target: side(target) };
  let queued = 0;
  await withRunLock(database, inProcess, async () => {
    await beginInProcess({ database, runId: inProcess, toldBy: 'somebody' }, sides);
    queued = await start({}, sides.target.address);
    await takeNothing();
    expect((await loadRun(database, queued)).stateReason).toMatchObject({ args: { run: inProcess } });
  });
  // It was killed: its run says that it is running still.
  await reviseQueue(queue, database);
  expect((await take()).run.id).toBe(queued);
  const late = await createRun(database, { ...references, options: { dryRun: false } });
  await expect(beginInProcess({ database, runId: late, toldBy: 'somebody' }, sides)).rejects.toMatchObject({
    code: 'TARGET_IN_USE',
    args: { run: queued },
  });
});

test('what a worker held that is gone is taken by another, and its late result is not kept', async () => {
  const runId = await start();
  const doomed = await enterWorker(store.database, 'doomed');
  const dead: Taker = { workerId: doomed.workerId, name: 'doomed' };
  const held = await takePiece(queue, store.database, dead, []);
  if (held === undefined || held === 'passed') throw new Error('There is nothing to take.');
  expect(await reclaimPieces(queue, store.database)).toBe(0);
  await doomed.leave();
  expect(await reclaimPieces(queue, store.database)).toBe(1);
  const taken = await take();
  expect(taken.piece).toMatchObject({ id: held.piece.id, runId, timesTaken: 1 });
  expect(await settlePiece(queue, store.database, dead, held.piece, { kind: 'done' })).toBe(false);
  expect(await settle(taken, { kind: 'done' })).toBe(true);
});

test.each(['pending', 'running'])(
  'a piece of a %s run whose job is gone from the queue gets another',
  async (state) => {
    const { database } = store;
    const runId = await start();
    if (state === 'running') await settle(await take(), { kind: 'later' });
    const [queued] = await listPieces(database, runId);
    expect([await stateOf(runId), queued?.state]).toEqual([state, 'queued']);
    await queue.finish(database, [queued?.jobId ?? '']);
    await takeNothing();
    await reviseQueue(queue, database);
    expect((await take()).piece).toMatchObject({ id: queued?.id });
    // One whose job is there keeps it.
    const waiting = await start({ dryRun: true });
    const before = await listPieces(database, waiting);
    await reviseQueue(queue, database);
    expect(await listPieces(database, waiting)).toEqual(before);
  },
);

test('a run that a command has taken up itself is not worked on by others', async () => {
  const { database } = store;
  const runId = await start();
  await settle(await take(), failed);
  await resumeRun(database, runId);
  await pauseRun(database, runId);
  const side = (name: string) => ({ name, address: `https://${name}.example.org`, release: '2.42.4.1' });
  await beginInProcess({ database, runId, toldBy: 'somebody' }, { source: side('source'), target: side(target) });
  await takeNothing();
  await reviseQueue(queue, database);
  await takeNothing();
  await cancelRun(database, runId);
});

test('a failed run is tried again with all its tries, one that completed is not', async () => {
  const runId = await start();
  await settle(await take(), failed);
  expect(await loadRun(store.database, runId)).toMatchObject({ state: 'failed', stateReason: { code: 'RUN_FAULT' } });
  expect(await listPieces(store.database, runId)).toMatchObject([{ attempts: 1, failure: { code: 'FAULT' } }]);
  expect(await retryRun(store.database, runId)).toBe(runId);
  expect((await take()).piece).toMatchObject({ runId, attempts: 0 });
  await cancelRun(store.database, runId);
  await expect(pauseRun(store.database, runId)).rejects.toMatchObject({ code: 'RUN_MOVE_REFUSED' });
  await resumeRun(store.database, runId);
  expect(await stateOf(runId)).toBe('pending');
});

test('a run waits for an instance that is down, and goes on by itself when it is back', async () => {
  const { database } = store;
  const address = `https://${target}.example.org`;
  const runId = await start();
  const taken = await take();
  const side = { name: target, address, release: '2.42.4.1' };
  await saveRunInstances(database, runId, { ...side, address: 'https://source.example.org' }, side);
  await settle(taken, { kind: 'later' });
  const trouble = { address, kind: 'down', code: 'DHIS2_CONNECTION_REFUSED', args: { address } } as const;
  await saveTrouble(database, { ...trouble, firstProbeMs: 0 });
  await takeNothing();
  expect(await loadRun(database, runId)).toMatchObject({ state: 'paused', stateReason: { code: 'INSTANCE_DOWN' } });
  expect(await lookAfterTroubles(queue, database, async () => false, 'worker')).toBeUndefined();
  await saveTrouble(database, { ...trouble, firstProbeMs: 0 });
  // Looked at a moment ago: nobody looks again before its time.
  let looks = 0;
  const look = async () => {
    looks += 1;
    return true;
  };
  expect(await lookAfterTroubles(queue, database, look, 'worker')).toBeUndefined();
  expect(looks).toBe(0);
  await database
    .updateTable('instance_trouble')
    .set({ next_probe_at: new Date(0) })
    .execute();
  expect(await lookAfterTroubles(queue, database, look, 'worker')).toMatchObject({ address });
  expect((await take()).run.id).toBe(runId);
});

test('while somebody looks at an instance that is down nobody else does, however long the answer takes', async () => {
  const { database } = store;
  const address = `https://${target}.example.org`;
  await saveTrouble(database, { address, kind: 'down', code: 'DHIS2_TIMEOUT', args: { address }, firstProbeMs: 0 });
  const answer = Promise.withResolvers<boolean>();
  let looks = 0;
  const look = () => {
    looks += 1;
    return answer.promise;
  };
  const first = lookAfterTroubles(queue, database, look, 'one');
  await vi.waitUntil(() => looks === 1);
  // Nor does a piece that fails in the meantime ask for itself.
  expect(await isAnswering(database, address, look)).toBe(false);
  // Half a minute later: the longest that one request without an answer takes.
  const later = sql<Date>`next_probe_at - interval '30 seconds'`;
  await database.updateTable('instance_trouble').set({ next_probe_at: later }).execute();
  expect(await lookAfterTroubles(queue, database, look, 'two')).toBeUndefined();
  expect(looks).toBe(1);
  answer.resolve(false);
  expect(await first).toBeUndefined();
  // Nobody was there: the next look is due soon again.
  const { waitMs } = await database
    .selectFrom('instance_trouble')
    .select(sql<number>`extract(epoch from next_probe_at - clock_timestamp())::float8 * 1000`.as('waitMs'))
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  expect(waitMs).toBeLessThanOrEqual(probePauseMs(0, 1));
  await removeTrouble(database, address);
  expect(await isAnswering(database, address, async () => true)).toBe(true);
});

test('a run that has not spoken to anybody yet does not ask a registered instance that is down', async () => {
  const { database } = store;
  const url = `https://${target}.example.org`;
  const login = { name: target, url, username: 'relais', secretKind: 'password', secret: 'x' } as const;
  await saveInstance(database, { ...login, allowSelfSigned: false });
  const trouble = { address: url, kind: 'down', code: 'DHIS2_TIMEOUT', args: { address: url } } as const;
  await saveTrouble(database, { ...trouble, firstProbeMs: 60_000 });
  const byName = await start();
  const byAddress = await start({ dryRun: true }, `${url}/`);
  await takeNothing();
  for (const runId of [byName, byAddress]) {
    expect(await loadRun(database, runId)).toMatchObject({ state: 'paused', stateReason: { code: 'INSTANCE_DOWN' } });
    await cancelRun(database, runId);
  }
  await removeTrouble(database, url);
});

test('looks at an instance that is down grow rarer, to one a minute', () => {
  expect([0, 1, 5, 30].map((probes) => probePauseMs(probes, 0.5))).toEqual([2_000, 4_000, 60_000, 60_000]);
});
