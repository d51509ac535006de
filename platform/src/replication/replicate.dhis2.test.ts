import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConnectedInstance, connect } from '../dhis2/connect.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { realInstance } from './fixtures/real-instance.ts';
import { runOnce } from './fixtures/run-once.ts';
import { unexplainedOrRefused } from './fixtures/unexplained.ts';

/** Real servers may be slow, and hold any amount of data. */
const patience = 3_600_000;

let store: TestDatabase;
let source: ConnectedInstance;
let target: ConnectedInstance;

beforeAll(async () => {
  store = await createTestDatabase();
  const signal = AbortSignal.timeout(120_000);
  source = await connect({ ...realInstance('RELAIS_DHIS2_SOURCE'), role: 'source' }, signal);
  target = await connect({ ...realInstance('RELAIS_DHIS2_TARGET'), role: 'target' }, signal);
}, 240_000);

afterAll(async () => {
  await source.close();
  await target.close();
  await store.drop();
});

it('copies all of the source into the target, without a difference that nobody can explain', {
  timeout: patience,
}, async () => {
  const run = await runOnce({ database: store.database, source, target, signal: AbortSignal.timeout(patience) });
  const lines = await unexplainedOrRefused(store.database, run.runId);
  expect(lines.filter((line) => / (DIFFERS|MISSING) /.test(line))).toEqual([]);
  expect(run.findings.unexplained).toBe(0);
});

it('writes nothing when it runs again', { timeout: patience }, async () => {
  const run = await runOnce({ database: store.database, source, target, signal: AbortSignal.timeout(patience) });
  const written = Object.entries(run.totals).filter(([, counts]) => counts.created + counts.updated > 0);
  expect(written).toEqual([]);
  expect(run.findings.unexplained).toBe(0);
});
