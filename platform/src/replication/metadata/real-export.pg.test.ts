import { takeRoots } from '@relais/standin/world/account.ts';
import { connect } from '@relais/standin/world/connection.ts';
import { readRealExport, storeAsTheyAre } from '@relais/standin/world/real-export.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

let store: TestDatabase;
let pair: StandinPair;

beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  storeAsTheyAre(pair.source.instance, readRealExport());
  await takeRoots(connect(pair.source.url, { username: 'admin', password: 'district' }, undefined));
});

afterAll(async () => {
  await pair.close();
  await store.drop();
});

it('a real export, refused when it is posted whole, arrives complete', async () => {
  const source = await pair.connect('source');
  const target = await pair.connect('target');
  const run = await runOnce({
    database: store.database,
    source,
    target,
    options: { only: metadataOf(readRealExport()) },
  });
  expect(await unexplainedOrRefused(store.database, run.runId)).toEqual([]);
  expect(run.verdict).toBe('identical');
  expect(run.totals.programRuleActions).toMatchObject({ read: 102, created: 102, verified: 102 });
  expect(run.totals.relationshipTypes).toMatchObject({ read: 10, created: 10, verified: 10 });
  expect(run.totals.maps).toMatchObject({ read: 2, created: 2, verified: 2 });
});

function metadataOf(payload: ReturnType<typeof readRealExport>): string[] {
  return Object.keys(payload).filter((key) => key !== 'system');
}
