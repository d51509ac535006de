import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { openQueue, type WorkQueue } from './work-queue.ts';

let store: TestDatabase;
let queue: WorkQueue;
beforeAll(async () => {
  store = await createTestDatabase();
  queue = await openQueue(store.database);
});
afterAll(async () => {
  await queue.close();
  await store.drop();
});

const inTransaction: TestDatabase['database']['transaction'] = () => store.database.transaction();
const take = (exceptRuns: readonly number[] = []) => inTransaction().execute((tx) => queue.take(tx, exceptRuns));
const finish = (id: string) => inTransaction().execute((tx) => queue.finish(tx, [id]));

test('a job is there when its transaction is committed, and never before or otherwise', async () => {
  const failed = inTransaction().execute(async (transaction) => {
    await queue.enqueue(transaction, [{ runId: 1, pieceId: 10 }]);
    throw new Error('what came before failed');
  });
  await expect(failed).rejects.toThrow('what came before');
  expect(await take()).toBeUndefined();
  await inTransaction().execute(async (transaction) => {
    await queue.enqueue(transaction, [{ runId: 1, pieceId: 10 }]);
    expect(await take()).toBeUndefined();
  });
  const job = await take();
  expect(job).toMatchObject({ runId: 1, pieceId: 10 });
  expect(await take()).toBeUndefined();
  await finish(job?.jobId ?? '');
});

test('a job that was taken in a transaction that failed is free again', async () => {
  await inTransaction().execute((transaction) => queue.enqueue(transaction, [{ runId: 2, pieceId: 20 }]));
  const failed = inTransaction().execute(async (transaction) => {
    expect(await queue.take(transaction, [])).toMatchObject({ pieceId: 20 });
    throw new Error('the worker died');
  });
  await expect(failed).rejects.toThrow('the worker died');
  const job = await take();
  expect(job).toMatchObject({ pieceId: 20 });
  await finish(job?.jobId ?? '');
});

test('jobs come in their order, those of runs that are left out and those for later not at all', async () => {
  await inTransaction().execute((transaction) =>
    queue.enqueue(transaction, [
      { runId: 3, pieceId: 30 },
      { runId: 3, pieceId: 31 },
      { runId: 4, pieceId: 40 },
      { runId: 5, pieceId: 50, delayMs: 3_600_000 },
    ]),
  );
  const left = await take([3]);
  expect(left).toMatchObject({ runId: 4, pieceId: 40 });
  expect(await take([3])).toBeUndefined();
  expect([await take(), await take(), await take()]).toMatchObject([{ pieceId: 30 }, { pieceId: 31 }, undefined]);
});

test('two that take at the same time never take the same', async () => {
  const jobs = Array.from({ length: 40 }, (_, index) => ({ runId: 6, pieceId: 600 + index }));
  await inTransaction().execute((transaction) => queue.enqueue(transaction, jobs));
  const other = await openQueue(store.database);
  const takers = [queue, other, queue, other].map(async (taker) => {
    const taken: number[] = [];
    for (;;) {
      const job = await inTransaction().execute((transaction) => taker.take(transaction, []));
      if (job === undefined) return taken;
      taken.push(job.pieceId);
    }
  });
  const taken = (await Promise.all(takers)).flat();
  await other.close();
  expect([...taken].sort()).toEqual(jobs.map(({ pieceId }) => pieceId));
});

test('what is put off is finished like what was taken', async () => {
  const [job] = await inTransaction().execute((transaction) => queue.enqueue(transaction, [{ runId: 7, pieceId: 70 }]));
  await finish(job?.jobId ?? '');
  expect(await take()).toBeUndefined();
});

test('several processes may be the first at once', async () => {
  const fresh = await createTestDatabase();
  const queues = await Promise.all([
    openQueue(fresh.database),
    openQueue(fresh.database, { maintains: true }),
    openQueue(fresh.database),
  ]);
  await fresh.database.transaction().execute(async (transaction) => {
    await queues[0]?.enqueue(transaction, [{ runId: 1, pieceId: 1 }]);
  });
  const job = await fresh.database.transaction().execute(async (transaction) => queues[1]?.take(transaction, []));
  expect(job).toMatchObject({ pieceId: 1 });
  for (const each of queues) await each.close();
  await fresh.drop();
});
