import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { startPair } from '../../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../../fixtures/unexplained.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

it('the stores and settings of a whole world come with its users, upwards', async () => {
  const size = { organisationUnits: 12, dataValues: 50, trackedEntities: 2, packages: false };
  const pair = await startPair(['2.40.1', '2.42.4.1'], size);
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const first = await runOnce({ database: store.database, source, target });
  expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
  expect(first.totals).toMatchObject({
    dataStore: { read: 4, created: 4, verified: 4 },
    userDataStore: { read: 1, created: 1, verified: 1 },
    systemSettings: { created: 4, impossible: 4, verified: 4 },
    settingTranslations: { read: 1, created: 1, verified: 1 },
    configuration: { read: 1, created: 1, verified: 1 },
  });
  await pair.close();
});
