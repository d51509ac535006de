import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTestUser } from '../../access/testing/open-access.ts';
import { createCommandLine } from '../../app/testing/command-line.ts';
import { createLedger } from '../../store/ledger.ts';
import { createRun } from '../../store/run.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
let old: number;
let young: number;

beforeAll(async () => {
  remote = await openRemoteLine();
  old = await endedAt(new Date('2026-01-01'));
  young = await endedAt(new Date());
});
afterAll(() => remote.close());

/** A run that failed, with a ledger and a report on the machine of the service. */
async function endedAt(date: Date): Promise<number> {
  const { database } = remote.api.access;
  const references = { sourceReference: 'capital', targetReference: 'region' };
  const id = await createRun(database, { mode: 'replicate', ...references, options: {} });
  await createLedger(database, id).finishChunk({ stage: 'metadata', key: 'wave-0', counts: {}, findings: [] });
  const ended = { state: 'failed', finished_at: date } as const;
  await database.updateTable('run').set(ended).where('id', '=', id).execute();
  await mkdir(join(remote.api.parts.dataDirectory, 'runs', String(id)), { recursive: true });
  return id;
}

test('limits are set as the same command sets them here: what is not named stays', async () => {
  expect((await remote.json(['retention', 'set', '--days', '90', '--runs', '30'])).answer).toEqual({
    ...{ keepDays: 90, keepRuns: 30 },
  });
  expect((await remote.json(['retention', 'set', '--runs', '7'])).answer).toEqual({ keepDays: 90, keepRuns: 7 });
  expect(await remote.run(['retention', 'set', '--runs', 'all'])).toBe(0);
  expect(remote.line.out).toBe('Kept: 90 days; the last proof always stays.\n');
  expect(await remote.run(['retention', 'set', '--days', 'x'])).toBe(3);
  expect(remote.line.err).toContain('RETENTION_INVALID');
});

test('what is kept, how large it is and what is to go is told in the same words', async () => {
  const here = createCommandLine({ DATABASE_URL: remote.api.access.connectionString });
  for (const language of ['fr', 'en'] as const) {
    expect(await here.run(['retention'], { language })).toBe(0);
    expect(await remote.run(['retention'], { language })).toBe(0);
    expect(remote.line.out).toBe(here.out);
  }
  expect(remote.line.out).toContain('To be removed now: 1');
  expect((await remote.json(['retention'])).answer).toMatchObject({ keepDays: 90, runs: 2, expired: [old] });
});

test('an administrator has it done now: ledgers and reports go, and the trail says who asked', async () => {
  await addTestUser(remote.api.access, 'ousmane', { role: 'operator' });
  expect(await remote.runAs(['retention', 'apply'], { who: 'ousmane' })).toBe(3);
  expect(remote.line.err).toContain('ACCESS_DENIED');
  expect(await remote.runAs(['retention', 'apply', '--dry-run'], { who: 'ousmane' })).toBe(0);
  expect(remote.line.out).toBe(`Would be removed: the ledgers of 1 runs (${old}).\n`);
  expect(await remote.run(['retention', 'apply'], { language: 'fr' })).toBe(0);
  expect(remote.line.out).toContain(`les journaux de 1 exécutions (${old})`);
  expect(await readdir(join(remote.api.parts.dataDirectory, 'runs'))).toEqual([String(young)]);
  expect((await remote.json(['retention', 'apply'])).answer).toEqual({ removed: [] });
  const { database } = remote.api.access;
  const trail = await database
    .selectFrom('audit_entry')
    .select(['actor_kind', 'actor', 'address', 'after'])
    .where('action', '=', 'retention.applied')
    .execute();
  expect(trail).toEqual([
    { actor_kind: 'token', actor: 'awa', address: '127.0.0.1', after: { count: 1, runs: [old] } },
  ]);
  const chunks = await database.selectFrom('chunk').select('run_id').execute();
  expect(chunks).toEqual([{ run_id: young }]);
});
