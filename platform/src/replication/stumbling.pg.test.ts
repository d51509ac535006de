import type { FaultRule } from '@relais/standin/faults.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runOnce } from './fixtures/run-once.ts';
import { type StandinPair, startPair } from './fixtures/standin-pair.ts';
import { unexplainedOrRefused } from './fixtures/unexplained.ts';

const world = { organisationUnits: 20, dataValues: 400, trackedEntities: 20 };

let store: TestDatabase;
let pair: StandinPair;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  pair = await startPair(['2.42.4.1', '2.42.4.1'], world);
});
afterEach(() => pair.close());

async function expectWholeCopy(): Promise<void> {
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const run = await runOnce({ database: store.database, source, target });
  expect(await unexplainedOrRefused(store.database, run.runId)).toEqual([]);
  expect(run.verdict).toBe('identical');
  expect(run.totals.dataValues).toMatchObject({ verified: run.totals.dataValues?.read });
  expect(run.totals.trackedEntities).toMatchObject({ read: 20, verified: 20 });
}

const post = (path: string, rule: Omit<FaultRule, 'match'>): FaultRule => ({
  match: { method: 'POST', path },
  ...rule,
});

it.each<[string, readonly FaultRule[]]>([
  [
    'a gateway answers 502 in place of the target',
    [post('/api/metadata', { kind: 'status', times: 2 }), post('/api/tracker', { kind: 'status', times: 1 })],
  ],
  [
    'the target does the work and its answer is lost',
    [
      post('/api/metadata', { kind: 'drop', afterWrite: true, times: 2 }),
      post('/api/dataValueSets', { kind: 'drop', afterWrite: true, times: 1 }),
      post('/api/tracker', { kind: 'drop', afterWrite: true, times: 1 }),
    ],
  ],
  [
    'the session ends in the middle',
    [post('/api/(metadata|dataValueSets|tracker)', { kind: 'session-expired', times: 3 })],
  ],
  [
    'the target has too many requests, and says how long to wait',
    [post('/api/dataValueSets', { kind: 'status', status: 429, retryAfter: 1, times: 1 })],
  ],
])('the copy is whole although %s', { timeout: 180_000 }, async (_name, rules) => {
  for (const rule of rules) pair.target.faults.add(rule);
  await expectWholeCopy();
});

it.each(['dataElements', 'dataValueSets', 'tracker/events'])(
  'a page of %s that breaks off on the source is read again, and never taken for all there is',
  { timeout: 180_000 },
  async (path) => {
    pair.source.faults.add({ match: { method: 'GET', path: `/api/${path}` }, kind: 'truncate', times: 2 });
    await expectWholeCopy();
  },
);
