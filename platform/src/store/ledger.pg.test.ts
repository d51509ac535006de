import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FinishedChunk } from '../model/ledger.ts';
import { createLedger } from './ledger.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

test('database is there', async () => {
  await store.database
    .insertInto('run')
    .values({ mode: 'replicate', source_reference: 'a', target_reference: 'b', options: '{}' })
    .execute();
  const ledger = createLedger(store.database, 1);
  const chunk: FinishedChunk = { stage: 'metadata', key: 'x', counts: { dataElements: { read: 1 } }, findings: [] };
  await ledger.finishChunk(chunk);
  expect(await ledger.finishedKeys('metadata')).toEqual(new Set(['x']));
});
