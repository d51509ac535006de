import { afterAll, beforeAll, expect, test } from 'vitest';
import { findInstance, type InstanceToSave, listInstances, removeInstance, saveInstance } from './instance.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const production: InstanceToSave = {
  name: 'production',
  url: 'https://dhis2.example.org/moh',
  username: 'relais',
  secretKind: 'password',
  secret: 'v1:ciphertext',
  allowSelfSigned: false,
};

test('an instance is found by its name', async () => {
  await saveInstance(store.database, production);
  expect(await findInstance(store.database, 'production')).toMatchObject(production);
  expect(await findInstance(store.database, 'elsewhere')).toBeUndefined();
});

test('the same name again replaces what was registered', async () => {
  await saveInstance(store.database, production);
  await saveInstance(store.database, {
    ...production,
    username: undefined,
    secretKind: 'token',
    allowSelfSigned: true,
  });
  const found = await findInstance(store.database, 'production');
  expect(found).toMatchObject({ username: undefined, secretKind: 'token', allowSelfSigned: true });
  expect(await listInstances(store.database)).toHaveLength(1);
});

test('a removed instance is gone, and removing it again says so', async () => {
  await saveInstance(store.database, { ...production, name: 'old' });
  expect(await removeInstance(store.database, 'old')).toBe(true);
  expect(await removeInstance(store.database, 'old')).toBe(false);
  expect(await findInstance(store.database, 'old')).toBeUndefined();
});
