import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ledger } from '../model/ledger.ts';
import { createLedger } from './ledger.ts';
import { createRun } from './run.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { beginVerification, verificationStart } from './verification.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

/** A run of which something was written and something verified. */
async function verifiedRun(): Promise<Ledger> {
  const run = { mode: 'replicate', sourceReference: 'a', targetReference: 'b', options: {} } as const;
  const ledger = createLedger(store.database, await createRun(store.database, run));
  await ledger.finishChunk({ stage: 'dataValues', key: '1', counts: { dataValues: { created: 1 } }, findings: [] });
  await beginVerification(store.database, ledger.runId);
  await ledger.finishChunk({ stage: 'verification', key: 'dataValues/1', counts: {}, findings: [] });
  return ledger;
}

test('whoever takes a verification over goes on with it', async () => {
  const ledger = await verifiedRun();
  await ledger.keepOnce('dataValues', 'pieces', { pieces: [] });
  await Promise.all([1, 2, 3].map(() => beginVerification(store.database, ledger.runId)));
  expect(await ledger.finishedKeys('verification')).toEqual(new Set([verificationStart, 'dataValues/1']));
});

test('what was verified before something more was written is forgotten, once', async () => {
  const ledger = await verifiedRun();
  await ledger.finishChunk({ stage: 'dataValues', key: '1', counts: { dataValues: { updated: 1 } }, findings: [] });
  await beginVerification(store.database, ledger.runId);
  expect(await ledger.finishedKeys('verification')).toEqual(new Set([verificationStart]));
  await ledger.finishChunk({ stage: 'verification', key: 'dataValues/2', counts: {}, findings: [] });
  await beginVerification(store.database, ledger.runId);
  expect(await ledger.finishedKeys('verification')).toEqual(new Set([verificationStart, 'dataValues/2']));
});

test('of several who keep facts under one key the first decides for all', async () => {
  const ledger = await verifiedRun();
  const kept = await Promise.all([1, 2, 3].map((pieces) => ledger.keepOnce('dataValues', 'pieces', { pieces })));
  expect(new Set(kept.map(({ pieces }) => pieces)).size).toBe(1);
});

test('a stage has written when something was created, updated or deleted in it', async () => {
  const ledger = await verifiedRun();
  await ledger.finishChunk({ stage: 'tracker', key: '1', counts: { events: { read: 3, unchanged: 3 } }, findings: [] });
  expect(await ledger.hasWritten(['tracker', 'metadata'])).toBe(false);
  expect(await ledger.hasWritten(['tracker', 'dataValues'])).toBe(true);
});
