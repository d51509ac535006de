import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideAlone, whileNobodyElse } from './advisory-lock.ts';
import { isDatabaseTrouble } from './database-trouble.ts';
import { releaseLease, saveLimit, shareOf, takeLease, usualLimit } from './instance-limit.ts';
import { createRun } from './run.ts';
import { loadAdvances, saveAdvance } from './run-progress.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { enterWorker, findLiveWorkers } from './worker.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const signal = AbortSignal.timeout(60_000);

test('what only one may do at a time is done one after the other, and different things side by side', async () => {
  const told: string[] = [];
  const begun = Promise.withResolvers<void>();
  const first = whileNobodyElse(store.database, 'metadataImport', 'target', signal, async () => {
    told.push('first begins');
    begun.resolve();
    await whileNobodyElse(store.database, 'metadataImport', 'other', signal, async () => told.push('other'));
    told.push('first ends');
  });
  await begun.promise;
  await whileNobodyElse(store.database, 'metadataImport', 'target', signal, async () => told.push('second'));
  await first;
  expect(told).toEqual(['first begins', 'other', 'first ends', 'second']);
});

test('whoever waits for its turn can give up, and a failure frees the place', async () => {
  const failing = whileNobodyElse(store.database, 'metadataImport', 'target', signal, async () => {
    const impatient = AbortSignal.abort(new Error('enough'));
    await expect(
      whileNobodyElse(store.database, 'metadataImport', 'target', impatient, async () => undefined),
    ).rejects.toThrow('enough');
    throw new Error('the import failed');
  });
  await expect(failing).rejects.toThrow('the import failed');
  expect(await whileNobodyElse(store.database, 'metadataImport', 'target', signal, async () => 'free')).toBe('free');
});

test('decisions about who may write are taken one after the other', async () => {
  const decided: number[] = [];
  const decide = (number: number) =>
    store.database.transaction().execute(async (transaction) => {
      await decideAlone(transaction);
      decided.push(number);
      await transaction.selectFrom('run').select('id').execute();
      decided.push(number);
    });
  await Promise.all([decide(1), decide(2), decide(3)]);
  expect(decided.filter((number, index) => index % 2 === 0 && decided[index + 1] !== number)).toEqual([]);
});

test('a worker lives as long as its connection, and is gone when it leaves', async () => {
  const one = await enterWorker(store.database, 'one');
  const two = await enterWorker(store.database, 'two');
  await one.beat();
  expect([...(await findLiveWorkers(store.database)).values()]).toEqual(['one', 'two']);
  await one.leave();
  expect([...(await findLiveWorkers(store.database)).values()]).toEqual(['two']);
  // Silent for too long: as behind a dead link.
  await store.database
    .updateTable('worker')
    .set({ seen_at: new Date(Date.now() - 3_600_000) })
    .execute();
  expect((await findLiveWorkers(store.database)).size).toBe(0);
  await two.leave();
});

test('what an instance may be asked is shared by the workers that have it open, and by no others', async () => {
  const address = 'https://dhis2.example.org';
  const workers = [await enterWorker(store.database, 'a'), await enterWorker(store.database, 'b')];
  expect(await shareOf(store.database, address)).toEqual(usualLimit);
  await saveLimit(store.database, address, { connections: 9, requestsPerMinute: 100 });
  for (const { workerId } of workers) await takeLease(store.database, address, workerId);
  expect(await shareOf(store.database, address)).toEqual({ connections: 4, requestsPerMinute: 50 });
  await workers[0]?.leave();
  expect(await shareOf(store.database, address)).toEqual({ connections: 9, requestsPerMinute: 100 });
  await releaseLease(store.database, address, workers[1]?.workerId ?? 0);
  await workers[1]?.leave();
});

test('progress of a stage is the sum of what its workers did, or how far the furthest is of what is expected', async () => {
  const runId = await createRun(store.database, {
    mode: 'replicate',
    sourceReference: 'a',
    targetReference: 'b',
    options: {},
  });
  const save = (by: string, done: number, more: number, expected?: number) =>
    saveAdvance(store.database, runId, by, { stage: 'tracker', unit: 'events', done, more, expected, perSecond: 5 });
  const advances = () => loadAdvances(store.database, runId);
  await save('one', 10, 10, 100);
  expect(await advances()).toEqual([{ stage: 'tracker', unit: 'events', done: 10, expected: 100, perSecond: 5 }]);
  await save('two', 30, 30, 100);
  await save('two', 20, 20, 100);
  expect(await advances()).toMatchObject([{ done: 30, expected: 100, perSecond: 10 }]);
  // One that began to count anew, and one that does not know how much there is.
  await save('one', 5, 5);
  expect(await advances()).toMatchObject([{ done: 45, expected: undefined }]);
});

test('a mistake in what was asked of the database is no trouble of the database', async () => {
  const wrong = await store.database
    .insertInto('instance_limit')
    .values({ address: 'x', connections: 0, requests_per_minute: null })
    .execute()
    .catch((error: unknown) => error);
  expect(isDatabaseTrouble(wrong)).toBe(false);
});
