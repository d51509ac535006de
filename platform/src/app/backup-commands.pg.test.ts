import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandinPair, startBlankPair } from '../replication/fixtures/standin-pair.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';
import { createProcesses, until } from './testing/relais-process.ts';

/** A machine: its data directory and its database. */
interface Machine {
  readonly store: TestDatabase;
  readonly dataDirectory: string;
  readonly commands: CommandLine;
  readonly processes: ReturnType<typeof createProcesses>;
}

const machines: Machine[] = [];
let pair: StandinPair;
let directory: string;
let old: Machine;
const file = (name: string) => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relais-backups-'));
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await loadDemoWorld(pair.source.url, {
    organisationUnits: 20,
    dataValues: 2_000,
    trackedEntities: 30,
    packages: false,
  });
  old = await createMachine('old');
  for (const [name, { url }] of [
    ['source', pair.source],
    ['target', pair.target],
  ] as const) {
    const argv = ['instance', 'add', name, url, '--username', 'admin'];
    expect(await old.commands.run(argv, { answers: ['district'] })).toBe(0);
  }
  await old.commands.run(['user', 'add', 'awa', '--role', 'administrator'], {
    answers: Array(2).fill('trois pirogues vertes'),
  });
  await old.commands.run(['replication', 'add', 'nightly', 'source', 'target']);
  await old.commands.run(['replication', 'follow', 'nightly', '--every', '90s', '--full-every', '24h']);
  await old.commands.run(['schedule', 'set', 'nightly', '0 2 * * *', '--time-zone', 'UTC']);
});
afterAll(async () => {
  for (const { store, processes } of machines) {
    processes.killAll();
    await store.drop();
  }
  await pair.close();
  await rm(directory, { recursive: true });
});

async function createMachine(name: string): Promise<Machine> {
  const store = await createTestDatabase();
  const dataDirectory = join(directory, name);
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory };
  const machine = {
    store,
    dataDirectory,
    commands: createCommandLine(environment),
    processes: createProcesses(environment),
  };
  machines.push(machine);
  return machine;
}

/** One on which no Relais has ever been. */
async function createFreshMachine(name: string): Promise<Machine> {
  const machine = await createMachine(name);
  await sql`drop schema public cascade`.execute(machine.store.database);
  await sql`create schema public`.execute(machine.store.database);
  return machine;
}

async function rowsOf({ store }: Machine, query: string): Promise<readonly unknown[]> {
  return (await sql.raw(query).execute(store.database)).rows;
}

test('in the middle of a run it is saved, restored elsewhere, held there, and the run goes on to its end', async () => {
  expect(await old.commands.run(['replication', 'run', 'nightly', '--detach', '--yes', '--json'])).toBe(0);
  const { run } = JSON.parse(old.commands.out);
  const worker = old.processes.start(['worker']);
  await until(async () => (await rowsOf(old, `select 1 from chunk where stage = 'dataValues' limit 1`)).length > 0);
  expect(await old.commands.run(['backup', file('middle.gz')])).toBe(0);
  expect(old.commands.out).toContain(`keep ${join(old.dataDirectory, 'key')}, or RELAIS_KEY, elsewhere`);
  await worker.end('SIGKILL');

  const fresh = await createFreshMachine('fresh');
  expect(await fresh.commands.run(['restore', file('middle.gz')])).toBe(1);
  expect(fresh.commands.out).toContain(`Runs that are paused: ${run} `);
  expect(fresh.commands.out).toContain('Schedules that are paused: nightly ');
  expect(fresh.commands.out).toContain('relais replication follow nightly --every 90s --full-every 1d');
  expect(await rowsOf(fresh, 'select 1 from replication where follow_every_ms is not null')).toEqual([]);
  expect(fresh.commands.out).toContain('relais instance source');
  expect(fresh.commands.out).toContain(`put ${join(fresh.dataDirectory, 'key')} back`);
  // Nothing makes a new key that nobody asked for.
  await expect(stat(join(fresh.dataDirectory, 'key'))).rejects.toThrow('ENOENT');
  await fresh.commands.run(['runs']);
  expect(fresh.commands.out).toContain('a person decides whether the run goes on');

  await mkdir(fresh.dataDirectory, { recursive: true });
  await copyFile(join(old.dataDirectory, 'key'), join(fresh.dataDirectory, 'key'));
  const other = fresh.processes.start(['worker']);
  await until(async () => (await rowsOf(fresh, 'select 1 from worker where stopped_at is null')).length === 2);
  expect(await rowsOf(fresh, `select 1 from piece where state in ('queued', 'running')`)).toEqual([]);
  expect(await rowsOf(fresh, `select state, reason_code from run`)).toEqual([
    { state: 'paused', reason_code: 'RUN_RESTORED' },
  ]);
  expect(await fresh.commands.run(['run', 'resume', String(run)])).toBe(0);
  expect(await fresh.commands.run(['run', 'watch', String(run), '--json'])).toBe(0);
  expect(JSON.parse(fresh.commands.out)).toMatchObject({ run, verdict: 'identical' });
  expect(await other.end()).toBe(0);
  expect(await fresh.commands.run(['verify', 'source', 'target'])).toBe(0);
  expect(await fresh.commands.run(['audit', 'verify'])).toBe(0);
  expect(await rowsOf(fresh, `select username from user_account`)).toEqual([{ username: 'awa' }]);
});

test('with the key it says so, and needs nothing else', async () => {
  expect(await old.commands.run(['backup', file('plain.gz'), '--json'])).toBe(0);
  expect(JSON.parse(old.commands.out)).toMatchObject({ holdsKey: false, rows: { instance: 2, user_account: 1 } });
  const key = await readFile(join(old.dataDirectory, 'key'), 'utf8');
  const digits = /[0-9a-f]{64}/.exec(key)?.[0] ?? 'no key';
  expect(gunzipSync(await readFile(file('plain.gz'))).toString()).not.toContain(digits);
  expect(await old.commands.run(['backup', file('keyed.gz'), '--with-key'])).toBe(0);
  expect(old.commands.out).toContain('in clear: whoever reads this file reads every stored password');
  expect(await old.commands.run(['restore', '--check', file('keyed.gz')], { language: 'fr' })).toBe(0);
  expect(old.commands.out).toContain('avec les clés du coffre');

  const fresh = await createFreshMachine('keyed');
  expect(await fresh.commands.run(['restore', file('keyed.gz'), '--go-on', '--json'])).toBe(0);
  expect(JSON.parse(fresh.commands.out)).toMatchObject({
    held: { runs: [], schedules: [], followed: [] },
    secrets: { readable: 2, unreadable: [] },
  });
  expect(fresh.commands.out).not.toContain(digits);
  expect(await readFile(join(fresh.dataDirectory, 'key'), 'utf8')).toBe(key);
  expect((await stat(join(fresh.dataDirectory, 'key'))).mode & 0o777).toBe(0o600);
  expect(await fresh.commands.run(['instance', 'test', 'target'])).toBe(0);
  expect(await rowsOf(fresh, 'select is_paused from schedule')).toEqual([{ is_paused: false }]);
  expect(await rowsOf(fresh, 'select 1 from replication where follow_every_ms = 90000')).toHaveLength(1);
});

test('another key that is there is not overwritten, one of the environment goes before, a database in use is left alone', async () => {
  const used = await createFreshMachine('used');
  await mkdir(used.dataDirectory);
  await writeFile(join(used.dataDirectory, 'key'), `1:${'7'.repeat(64)}\n`, { mode: 0o600 });
  expect(await used.commands.run(['restore', file('keyed.gz')])).toBe(3);
  expect(used.commands.err).toContain('RESTORE_KEY_EXISTS');
  const environment = { RELAIS_KEY: (await readFile(join(old.dataDirectory, 'key'), 'utf8')).trim() };
  expect(await used.commands.run(['restore', file('keyed.gz')], { environment })).toBe(0);
  expect(await readFile(join(used.dataDirectory, 'key'), 'utf8')).toContain('7777');
  expect(await used.commands.run(['restore', file('keyed.gz')], { environment })).toBe(3);
  expect(used.commands.err).toContain('RESTORE_NOT_EMPTY');
  expect(await used.commands.run(['runs'])).toBe(0);
});

test('who took a copy of everything is in the audit trail', async () => {
  const entries = await rowsOf(
    old,
    `select subject, after from audit_entry where action = 'database.saved' order by seq`,
  );
  expect(entries).toEqual([
    { subject: 'middle.gz', after: expect.objectContaining({ holdsKey: false }) },
    { subject: 'plain.gz', after: expect.objectContaining({ holdsKey: false }) },
    { subject: 'keyed.gz', after: expect.objectContaining({ holdsKey: true }) },
  ]);
});
