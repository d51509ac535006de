import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTrouble, saveTrouble } from './instance-trouble.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const address = 'https://dhis2.example.org/moh';
const trouble = { address, code: 'DHIS2_UNREACHABLE', args: { address }, firstProbeMs: 1_000 } as const;

test('that an instance is down is told once, and that it is back, too', async () => {
  await saveTrouble(store.database, { ...trouble, kind: 'down' });
  await saveTrouble(store.database, { ...trouble, kind: 'down' });
  expect(await removeTrouble(store.database, address)).toBe(true);
  expect(await removeTrouble(store.database, address)).toBe(false);
  await saveTrouble(store.database, { ...trouble, kind: 'refused', code: 'DHIS2_PASSWORD_REFUSED' });
  const events = await store.database.selectFrom('notice_event').select(['name', 'topic']).orderBy('id').execute();
  const topic = 'dhis2.example.org/moh';
  expect(events).toEqual([
    { name: 'instance.down', topic },
    { name: 'instance.back', topic },
    { name: 'instance.refused', topic },
  ]);
});
