import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeRun } from '../runs/control-run.ts';
import { loadRetention, saveRetention } from '../store/retention.ts';
import { createRun } from '../store/run.ts';
import { withRunLock } from '../store/run-lock.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { applyRetention, createRetentionChore, findGivenUpRuns } from './apply-retention.ts';

let store: TestDatabase;
let dataDirectory: string;
const signal = new AbortController().signal;

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-retention-'));
  await saveRetention(store.database, { keepDays: 90, keepRuns: undefined });
});
afterAll(async () => {
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

async function endedAt(date: string): Promise<number> {
  const references = { sourceReference: 'production', targetReference: 'training' };
  const id = await createRun(store.database, { mode: 'replicate', ...references, options: {} });
  const ended = { state: 'failed', finished_at: new Date(date) } as const;
  await store.database.updateTable('run').set(ended).where('id', '=', id).execute();
  await mkdir(join(dataDirectory, 'runs', String(id)), { recursive: true });
  return id;
}

test('ledgers and reports go once a day, when they are old enough', async () => {
  const chore = createRetentionChore({ database: store.database, dataDirectory });
  const old = await endedAt('2026-01-01');
  const young = await endedAt('2026-11-20');
  await chore(new Date('2026-11-22T08:00Z'), signal);
  expect(await readdir(join(dataDirectory, 'runs'))).toEqual([String(young)]);
  expect(old).not.toBe(young);
  const next = await endedAt('2026-02-01');
  await chore(new Date('2026-11-23T07:59Z'), signal);
  expect(await readdir(join(dataDirectory, 'runs'))).toContain(String(next));
  await chore(new Date('2026-11-23T08:00Z'), signal);
  expect(await readdir(join(dataDirectory, 'runs'))).toEqual([String(young)]);
  expect((await loadRetention(store.database)).appliedAt).toEqual(new Date('2026-11-23T08:00Z'));
  // The trail says which went, and says nothing of the days on which none did.
  const trail = await store.database
    .selectFrom('audit_entry')
    .select(['actor_kind', 'actor', 'after'])
    .where('action', '=', 'retention.applied')
    .orderBy('seq')
    .execute();
  const byItself = { actor_kind: 'system', actor: 'retention' };
  expect(trail).toEqual([
    { ...byItself, after: { count: 1, runs: [old] } },
    { ...byItself, after: { count: 1, runs: [next] } },
  ]);
});

test('a run that somebody is taking up again is left alone', async () => {
  const run = await endedAt('2026-01-01');
  const now = new Date('2026-11-22T08:00Z');
  await withRunLock(store.database, run, async () => {
    expect(await findGivenUpRuns(store.database, now)).not.toContain(run);
  });
  expect(await findGivenUpRuns(store.database, now)).toContain(run);
});

test('a run whose ledger is gone cannot be taken up again: it would begin from nothing', async () => {
  const run = await endedAt('2026-01-01');
  await applyRetention({ database: store.database, dataDirectory }, new Date('2026-11-24T08:00Z'), signal);
  await expect(resumeRun(store.database, run)).rejects.toThrow('LEDGER_REMOVED');
});
