import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { deleteOldWorkers, enterWorker, findLiveWorkers } from './worker.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

test('workers that are gone are forgotten in time, and those that live are not, however long they were silent', async () => {
  const { database } = store;
  const gone = await enterWorker(database, 'gone');
  await gone.leave();
  const lately = await enterWorker(database, 'gone lately');
  await lately.leave();
  const living = await enterWorker(database, 'living');
  const long = new Date(Date.now() - 40 * 86_400_000);
  const silent = [gone.workerId, living.workerId];
  await database.updateTable('worker').set({ seen_at: long }).where('id', 'in', silent).execute();
  await deleteOldWorkers(database, new Date(Date.now() - 30 * 86_400_000));
  const left = await database.selectFrom('worker').select('name').orderBy('id').execute();
  expect(left.map(({ name }) => name)).toEqual(['gone lately', 'living']);
  await living.beat();
  expect([...(await findLiveWorkers(database)).values()]).toEqual(['living']);
  await living.leave();
});
