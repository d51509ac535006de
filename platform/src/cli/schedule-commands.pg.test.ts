import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeCli } from '../app/compose.ts';
import { readConfig } from '../app/config.ts';
import type { Language } from '../model/language.ts';
import { saveInstance } from '../store/instance.ts';
import { createRun, setRunState } from '../store/run.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runCommandLine } from './program.ts';

let store: TestDatabase;
let dataDirectory: string;
let out = '';
let err = '';

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-schedules-'));
  for (const name of ['production', 'training', 'region']) {
    const url = `https://${name}.example.org`;
    const secret = { secretKind: 'password', secret: '-', allowSelfSigned: false } as const;
    await saveInstance(store.database, { name, url, username: 'sync', ...secret });
  }
});
afterAll(async () => {
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

/** A command line as a person types it. */
async function run(line: readonly string[], language: Language = 'en'): Promise<number> {
  out = '';
  err = '';
  const stream = (write: (text: string) => void) => ({ write, isLive: false, hasColour: false, columns: 100 });
  const terminal = {
    out: stream((text) => {
      out += text;
    }),
    err: stream((text) => {
      err += text;
    }),
    canAsk: false,
    ask: async () => '',
  };
  const config = readConfig({ DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory });
  return runCommandLine(composeCli({ config, terminal, language, signal: new AbortController().signal }), line);
}

test('a replication is defined, shown as it was typed, changed part by part, and forgotten', async () => {
  const options = ['--program', 'Suivi des femmes', '--deletions', 'propagate'];
  expect(await run(['replication', 'add', 'nightly', 'production', 'training', ...options])).toBe(0);
  expect(await run(['replication', 'show', 'nightly'])).toBe(0);
  expect(out).toContain("--program 'Suivi des femmes' --deletions propagate");
  expect(await run(['replication', 'change', 'nightly', '--period', '2024', '--name', 'night'])).toBe(0);
  expect(out).toContain("--program 'Suivi des femmes' --period 2024 --deletions propagate");
  expect(await run(['replication', 'change', 'night', '--everything', '--sharing', 'without'])).toBe(0);
  expect(out).toContain('production → training\n  --sharing without\n');
  expect(await run(['replication', 'list'])).toBe(0);
  expect(out).toMatch(/night\s+production → training\s+by hand/);
  expect(await run(['replication', 'remove', 'night'])).toBe(0);
  expect(await run(['replication', 'show', 'night'])).toBe(3);
  expect(err).toContain('REPLICATION_UNKNOWN');
});

test('the service is told to follow, how closely, and not to', async () => {
  expect(await run(['replication', 'add', 'close', 'production', 'training', '--only', 'metadata'])).toBe(0);
  expect(await run(['replication', 'follow', 'close', '--every', '1s', '--full-every', '7d'])).toBe(0);
  expect(out).toContain('relais serve');
  expect(await run(['replication', 'list'])).toBe(0);
  expect(out).toMatch(/close\s+production → training\s+follows the source/);
  expect(await run(['replication', 'show', 'close', '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ follow: { everyMs: 1_000, fullEveryMs: 604_800_000 } });
  expect(await run(['replication', 'follow', 'close', '--every', 'often'])).toBe(3);
  expect(err).toContain('DURATION_INVALID');
  expect(await run(['replication', 'follow', 'close', '--stop'])).toBe(0);
  expect(await run(['replication', 'show', 'close'])).toBe(0);
  expect(out).not.toContain('follows');
  expect(await run(['replication', 'remove', 'close'])).toBe(0);
});

test('what would go round is refused, and what is disjoint is not', async () => {
  expect(await run(['replication', 'add', 'down', 'production', 'region', '--only', 'metadata'])).toBe(0);
  expect(await run(['replication', 'add', 'up', 'region', 'production', '--only', 'data'])).toBe(0);
  expect(await run(['replication', 'add', 'on', 'region', 'training'])).toBe(0);
  expect(await run(['replication', 'add', 'back', 'training', 'https://PRODUCTION.example.org/'])).toBe(3);
  expect(err).toContain('REPLICATION_LOOP');
  expect(err).toContain('→ region (down) → training (on)');
  expect(await run(['replication', 'change', 'up', '--only', 'data,dataElements'])).toBe(3);
  expect(err).toContain('dataElements');
  expect(await run(['replication', 'add', 'self', 'region', 'region', '--only', 'users'])).toBe(3);
  expect(await run(['replication', 'list', '--json'])).toBe(0);
  expect(JSON.parse(out).map(({ name }: { name: string }) => name)).toEqual(['down', 'on', 'up']);
  for (const name of ['down', 'on', 'up']) await run(['replication', 'remove', name]);
});

test('what is wrong with a definition is said when it is typed', async () => {
  expect(await run(['replication', 'add', 'x', 'nowhere', 'training'])).toBe(3);
  expect(err).toContain('INSTANCE_NAME_UNKNOWN');
  expect(await run(['replication', 'add', '-', 'production', 'training'])).toBe(3);
  expect(await run(['replication', 'add', 'x', 'production', 'training', '--period', '2024-13'])).toBe(3);
  expect(err).toContain('SELECTION_PERIOD_INVALID');
  await run(['replication', 'add', 'x', 'production', 'archive:/backups']);
  expect(await run(['replication', 'add', 'x', 'production', 'training'])).toBe(3);
  expect(err).toContain('REPLICATION_EXISTS');
  await run(['replication', 'remove', 'x']);
});

test('a schedule is checked, said in words, shows what is next, can be held and taken away', async () => {
  await run(['replication', 'add', 'nightly', 'production', 'training']);
  const set = ['schedule', 'set', 'nightly', '0 22 * * 1-5', '--time-zone', 'Africa/Dakar', '--window', '22:00-05:00'];
  expect(await run(set, 'fr')).toBe(0);
  expect(out).toContain('À 22:00, de lundi à vendredi (Africa/Dakar), plage 22:00-05:00');
  expect(out.match(/· .* à 22:00/g)).toHaveLength(5);
  expect(await run(['schedule', 'list'])).toBe(0);
  expect(out).toMatch(/nightly\s+At 22:00, Monday through Friday \(Africa\/Dakar\), window 22:00-05:00\s+\w+day/);
  expect(await run(['schedule', 'pause', 'nightly'])).toBe(0);
  expect(out).toContain('paused');
  expect(await run(['schedule', 'resume', 'nightly'])).toBe(0);
  expect(await run(['schedule', 'show', 'nightly', '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ name: 'nightly', ifRunning: 'wait', isPaused: false });
  expect(JSON.parse(out).next).toHaveLength(5);
  for (const [cron, zone, code] of [
    ['22 * *', 'UTC', 'SCHEDULE_CRON_INVALID'],
    ['0 0 30 2 *', 'UTC', 'SCHEDULE_NEVER'],
    ['@daily', 'Africa/Nowhere', 'TIME_ZONE_UNKNOWN'],
  ] as const) {
    expect(await run(['schedule', 'set', 'nightly', cron, '--time-zone', zone])).toBe(3);
    expect(err).toContain(code);
  }
  expect(await run(['schedule', 'remove', 'nightly'])).toBe(0);
  expect(await run(['schedule', 'show', 'nightly'])).toBe(3);
  expect(err).toContain('SCHEDULE_UNKNOWN');
  await run(['replication', 'change', 'nightly', '--source', 'https://elsewhere.example.org']);
  expect(await run(['schedule', 'set', 'nightly', '@daily'])).toBe(3);
  expect(err).toContain('SCHEDULE_NEEDS_NAMES');
});

test('retention says what is kept and how large it is, and removes ledgers and reports alike', async () => {
  const { database } = store;
  expect(await run(['retention', 'set', '--days', '30', '--runs', 'all'])).toBe(0);
  expect(out).toBe('Kept: 30 days; the last proof always stays.\n');
  expect(await run(['retention', 'set', '--runs', 'many'])).toBe(3);
  expect(err).toContain('RETENTION_INVALID');
  const references = { sourceReference: 'production', targetReference: 'training' };
  const old = await createRun(database, { mode: 'replicate', ...references, options: {} });
  await setRunState(database, old, 'failed', 'long ago');
  await database
    .updateTable('run')
    .set({ finished_at: new Date('2020-01-01') })
    .where('id', '=', old)
    .execute();
  for (const name of [`${old}`, '999', 'notes']) await mkdir(join(dataDirectory, 'runs', name), { recursive: true });
  expect(await run(['retention', 'apply', '--dry-run'])).toBe(0);
  expect(out).toBe(`Would be removed: the ledgers of 1 runs (${old}).\n`);
  expect(await run(['retention', 'apply'])).toBe(0);
  expect(await readdir(join(dataDirectory, 'runs'))).toEqual(['999', 'notes']);
  expect(await run(['retention'])).toBe(0);
  expect(out).toContain('To be removed now: 0');
  expect(await run(['report', String(old)])).toBe(3);
  expect(err).toContain('LEDGER_REMOVED');
  expect(await run(['resume', String(old), '--yes'])).toBe(3);
  expect(err).toContain('LEDGER_REMOVED');
  const trail = await database
    .selectFrom('audit_entry')
    .select(['actor_kind', 'action', 'before', 'after'])
    .where('subject', '=', 'retention')
    .orderBy('seq')
    .execute();
  expect(trail).toEqual([
    {
      ...{ actor_kind: 'command-line', action: 'setting.changed' },
      ...{ before: { keepDays: 90, keepRuns: 30 }, after: { keepDays: 30 } },
    },
    { actor_kind: 'command-line', action: 'retention.applied', before: null, after: { count: 1, runs: [old] } },
  ]);
});
