import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Verdict } from '../model/run-outcome.ts';
import type { RunState } from '../model/run-state.ts';
import { createLedger } from './ledger.ts';
import { loadLedgerSizes } from './ledger-size.ts';
import { assertLedgerKept, findExpiredRuns, findHalfRemoved, removeLedger, saveRetention } from './retention.ts';
import { createRun, listRuns, loadRun } from './run.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
const now = new Date('2026-11-22T08:00Z');
const signal = new AbortController().signal;

beforeAll(async () => {
  store = await createTestDatabase();
});
beforeEach(async () => {
  await store.database.deleteFrom('run').execute();
});
afterAll(() => store.drop());

async function ended(daysAgo: number, parts: { state?: RunState; verdict?: Verdict | null; target?: string } = {}) {
  const { state = 'completed', verdict = 'identical', target = 'training' } = parts;
  const id = await createRun(store.database, {
    mode: 'replicate',
    sourceReference: 'production',
    targetReference: target,
    options: {},
  });
  const finished_at = new Date(now.getTime() - daysAgo * 86_400_000);
  await store.database.updateTable('run').set({ state, verdict, finished_at }).where('id', '=', id).execute();
  return id;
}

async function withChunks(runId: number, count: number): Promise<void> {
  const ledger = createLedger(store.database, runId);
  for (let each = 0; each < count; each += 1) {
    await ledger.finishChunk({
      stage: 'dataValues',
      key: `slice ${each}`,
      counts: { dataValues: { read: 1, created: 1 } },
      findings: [{ type: 'dataValues', key: `${each}`, cause: 'refused', code: 'E1', message: 'no', count: 1 }],
      facts: {},
    });
  }
}

test('what is older than it has to be is given up, except the last that ended well', async () => {
  const old = await ended(200);
  const lastGood = await ended(150);
  const failed = await ended(140, { state: 'failed', verdict: null });
  const refused = await ended(10, { verdict: 'different' });
  const alone = await ended(300, { target: 'archive:/backups' });
  const expired = await findExpiredRuns(store.database, { keepDays: 90, keepRuns: undefined }, now);
  expect(expired).toEqual([old, failed]);
  expect(expired).not.toContain(lastGood);
  expect(expired).not.toContain(refused);
  expect(expired).not.toContain(alone);
});

test('so many of each pair are kept, whatever their age; those that have not ended do not count', async () => {
  const ids = [await ended(4), await ended(3), await ended(2)];
  await ended(1, { state: 'paused', verdict: null });
  await ended(1, { state: 'pending', verdict: null });
  const other = await ended(1, { target: 'other' });
  const policy = { keepDays: undefined, keepRuns: 1 };
  expect(await findExpiredRuns(store.database, policy, now)).toEqual(ids.slice(0, 2));
  const none = await findExpiredRuns(store.database, { keepDays: 0, keepRuns: 0 }, now);
  expect(none).toEqual(ids.slice(0, 2));
  expect(none).not.toContain(other);
  expect(await findExpiredRuns(store.database, { keepDays: undefined, keepRuns: undefined }, now)).toEqual([]);
});

test('a ledger is removed and the run stays in the list with its verdict; its size was told before', async () => {
  const run = await ended(200);
  const kept = await ended(1);
  await withChunks(run, 5);
  await withChunks(kept, 2);
  const sizes = await loadLedgerSizes(store.database);
  expect(sizes.largest).toMatchObject([
    { runId: run, chunks: 5, findings: 5 },
    { runId: kept, chunks: 2, findings: 2 },
  ]);
  expect(sizes.bytes).toBeGreaterThan(sizes.largest[0]?.bytes ?? 0);
  await removeLedger(store.database, run, now, signal);
  expect((await loadLedgerSizes(store.database)).largest.map(({ runId }) => runId)).toEqual([kept]);
  expect((await listRuns(store.database)).map(({ id }) => id)).toContain(run);
  expect((await loadRun(store.database, run)).state).toBe('completed');
  await expect(assertLedgerKept(store.database, run)).rejects.toThrow('LEDGER_REMOVED');
  await assertLedgerKept(store.database, kept);
  expect(await findExpiredRuns(store.database, { keepDays: 90, keepRuns: undefined }, now)).toEqual([]);
});

test('a removal that was broken off is found and ended', async () => {
  const run = await ended(200);
  await withChunks(run, 3);
  await expect(removeLedger(store.database, run, now, AbortSignal.abort())).rejects.toThrow();
  expect(await findHalfRemoved(store.database)).toEqual([run]);
  await removeLedger(store.database, run, now, signal);
  expect(await findHalfRemoved(store.database)).toEqual([]);
});

test('a policy is kept', async () => {
  await saveRetention(store.database, { keepDays: 30, keepRuns: undefined });
  const row = await store.database.selectFrom('retention').selectAll().execute();
  expect(row).toMatchObject([{ keep_days: 30, keep_runs: null }]);
});
