import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordAudit } from '../audit.ts';
import { openDatabase } from '../database.ts';
import { readMigrations } from '../migrate.ts';
import { createRun } from '../run.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { readBackupFile, writeBackupFile } from './backup-file.ts';
import { fleetingTables } from './backup-format.ts';
import { listSequences, listTables } from './catalogue.ts';
import { readBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const never = new AbortController().signal;
const takenAt = new Date('2026-03-01T10:00:00Z');
const nothingElse = async () => undefined;

let full: TestDatabase;
let directory: string;
let file: string;
const empties: TestDatabase[] = [];

beforeAll(async () => {
  full = await createTestDatabase();
  await fill(full);
});
afterAll(() => full.drop());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relais-backup-'));
  file = join(directory, 'relais.backup');
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  for (const each of empties.splice(0)) await each.drop();
});

/** A database in which no Relais has ever been. */
async function createEmptyDatabase(): Promise<TestDatabase> {
  const store = await createTestDatabase();
  empties.push(store);
  await sql`drop schema public cascade`.execute(store.database);
  await sql`create schema public`.execute(store.database);
  return store;
}

const take = (store = full, key?: string) =>
  writeBackupFile(file, (write) => writeBackup(store.database, { version: '9.9.9', takenAt, key }, write, never));
const restoreInto = (store: TestDatabase) => restoreBackup(store.database, readBackupFile(file), nothingElse);

/** What every table of the backup holds, as one text a table. */
async function contentsOf({ database }: TestDatabase): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const { table } of await listTables(database)) {
    const answer = await sql<{ rows: unknown }>`
      select json_agg(row::text order by row::text collate "C") as rows from ${sql.table(table)} row`.execute(database);
    contents[table] = answer.rows[0]?.rows ?? [];
  }
  return contents;
}

/** Rows in every corner that is hard to carry: chains, references both ways, odd texts, arrays, large numbers. */
async function fill({ database }: TestDatabase): Promise<void> {
  const runId = await createRun(database, {
    ...{ mode: 'replicate', sourceReference: 'source', targetReference: 'target' },
    options: { text: 'line\u2028break \\ "quoted"\t\u0001 ’ 𝒳', nothing: null },
  });
  await sql`insert into chunk (id, run_id, stage, key, facts, finished_at)
    values (9007199254740993, ${runId}, 'metadata', 'a' || chr(10) || '["b"]', '{"a":"\\u0000", "b" : null}', 'infinity')`.execute(
    database,
  );
  await sql`insert into chunk_count select id, 'dataElements', 1, 2, 3, 4, 5, 6, 7, 8 from chunk`.execute(database);
  await sql`insert into following (name, source_reference, target_reference, lag_ms) values ('f', 's', 't', 7)`.execute(
    database,
  );
  await sql`insert into following_cycle (following_id, began_at, ended_at, changes, run_ids, outcome)
    values (1, '2026-01-01 00:00:00.123456+05', now(), 'null', '{1,2,NULL}', 'carried'),
      (1, now(), now(), '[]', '{}', 'carried')`.execute(database);
  await sql`insert into run_progress (run_id, stage, told_by, unit, done, expected, per_second)
    values (${runId}, 'metadata', 'w', 'objects', 1, null, 0.1)`.execute(database);
  await sql`update retention set keep_days = 7`.execute(database);
  const actor = { kind: 'system', name: 'test' } as const;
  for (const name of ['one', 'two', 'three']) {
    await recordAudit(database, { actor, action: 'instance.added', subject: { kind: 'instance', name } });
  }
}

test('what was saved is restored: every row of every table, every sequence, every key and trigger', async () => {
  const taken = await take();
  expect(taken.rows).toMatchObject({ audit_entry: 4, chunk: 1, following_cycle: 2, retention: 1, run: 1 });
  const empty = await createEmptyDatabase();
  expect(await restoreInto(empty)).toEqual(taken);
  expect(await contentsOf(empty)).toEqual(await contentsOf(full));
  expect(await listSequences(empty.database)).toEqual(await listSequences(full.database));
  await expect(sql`delete from audit_entry`.execute(empty.database)).rejects.toThrow('only be added to');
  await expect(sql`update chunk set run_id = 77`.execute(empty.database)).rejects.toThrow('foreign key');
  const keysOf = ({ database }: TestDatabase) =>
    sql`select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace order by 1, 2`.execute(database);
  expect((await keysOf(empty)).rows).toEqual((await keysOf(full)).rows);
  const runId = await createRun(empty.database, {
    ...{ mode: 'diff', sourceReference: 'a', targetReference: 'b', options: {} },
  });
  expect(runId).toBe(2);
});

test('pieces that had a job or a worker wait for new ones: neither is in a backup', async () => {
  const from = await createTestDatabase();
  empties.push(from);
  await createRun(from.database, { mode: 'replicate', sourceReference: 'a', targetReference: 'b', options: {} });
  await sql`insert into worker (name) values ('gone')`.execute(from.database);
  await sql`insert into piece (run_id, task, step, round, key, state, attempts, job_id, worker_id)
    select 1, 'work', 'dataValues', 0, state, state, 3, gen_random_uuid(), 1
    from unnest(array['waiting', 'queued', 'running', 'done', 'set-aside']) as state`.execute(from.database);
  await take(from);
  const empty = await createEmptyDatabase();
  await restoreInto(empty);
  const pieces = await sql<{ key: string; state: string; has_job: boolean }>`
    select key, state, job_id is not null as has_job from piece where attempts = 3 order by id`.execute(empty.database);
  expect(pieces.rows).toEqual([
    { key: 'waiting', state: 'waiting', has_job: true },
    { key: 'queued', state: 'waiting', has_job: false },
    { key: 'running', state: 'waiting', has_job: false },
    { key: 'done', state: 'done', has_job: true },
    { key: 'set-aside', state: 'set-aside', has_job: true },
  ]);
});

test('any text comes back as it was', async () => {
  const from = await createTestDatabase();
  empties.push(from);
  const texts = fc.sample(
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed()),
    200,
  );
  await sql`insert into instance_certificate (address, ends_at, issuer, seen_at)
    select number || issuer, now(), issuer, now()
    from unnest(${texts}::text[]) with ordinality as text (issuer, number)`.execute(from.database);
  await take(from);
  const empty = await createEmptyDatabase();
  await restoreInto(empty);
  expect(await contentsOf(empty)).toEqual(await contentsOf(from));
});

test('every table is in the backup, or is named among those that are left out', async () => {
  const kept = (await listTables(full.database)).map(({ table }) => table);
  const all = await sql<{ name: string }>`
    select tablename::text as name from pg_tables where schemaname = 'public'`.execute(full.database);
  expect([...kept, ...fleetingTables].sort()).toEqual(all.rows.map(({ name }) => name).sort());
});

test('it is of one moment, whoever writes meanwhile', async () => {
  const before = await contentsOf(full);
  let isFirst = true;
  await writeBackupFile(file, (write) =>
    writeBackup(
      full.database,
      { version: '9.9.9', takenAt },
      async (line) => {
        if (isFirst) await sql`insert into run_traffic values (1, 'source', 1, 2, 3, 4)`.execute(full.database);
        isFirst = false;
        await write(line);
      },
      never,
    ),
  );
  await sql`delete from run_traffic`.execute(full.database);
  const empty = await createEmptyDatabase();
  await restoreInto(empty);
  expect(await contentsOf(empty)).toEqual(before);
});

describe('the file', () => {
  test('is its owner’s only, has its name when all of it is there, and replaces nothing', async () => {
    await take();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(take()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', args: { reason: 'EEXIST' } });
    const failing = writeBackupFile(join(directory, 'half'), async (write) => {
      await write('half');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await readdir(directory)).toEqual(['relais.backup']);
    await expect(writeBackupFile(join(directory, 'no/where'), async () => undefined)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
  });

  test('holds no key unless it is told to', async () => {
    expect(await take()).toMatchObject({ holdsKey: false });
    await rm(file);
    expect(await take(full, '1:abc\n')).toMatchObject({ holdsKey: true });
    expect(await readBackup(readBackupFile(file), {})).toMatchObject({ holdsKey: true, header: { version: '9.9.9' } });
  });

  test('that is cut off, changed or something else is found, and nothing is restored', async () => {
    await take();
    const whole = gunzipSync(await readFile(file)).toString();
    const lines = whole.split('\n');
    const empty = await createEmptyDatabase();
    const expectDamage = async (reason: RegExp) => {
      await expect(restoreInto(empty)).rejects.toMatchObject({
        code: 'BACKUP_DAMAGED',
        args: { reason: expect.stringMatching(reason) },
      });
      expect(await listTables(empty.database)).toEqual([]);
    };
    const put = (text: string) => writeFile(file, gzipSync(text));
    await put(`${lines.slice(0, -2).join('\n')}\n`);
    await expectDamage(/end is missing/);
    await put(whole.replace('"instance"', '"instancf"'));
    await expectDamage(/changed/);
    await put(whole.replace(/"keep_days"/, '"keep_weeks"'));
    await expectDamage(/another one/);
    await put(`${whole}["more"]\n`);
    await expectDamage(/after its end/);
    await put(whole.slice(0, -1));
    await expectDamage(/last line/);
    await put(whole.replace('"relais":"backup"', '"relais":"report"'));
    await expectDamage(/does not begin/);
    await put('');
    await expectDamage(/empty/);
    await put('["a"]\n');
    await expectDamage(/does not begin/);
    await writeFile(file, 'no gzip at all');
    await expectDamage(/file is not whole/);
    await put(whole);
    await truncate(file, 200);
    await expectDamage(/file is not whole/);
    await rm(file);
    await expect(restoreInto(empty)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('may be left in the middle, at whatever moment', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `["${index}", "${'é'.repeat(index % 20)}"]\n`);
    await writeFile(file, gzipSync(lines.join('')));
    // An error that nobody waits for would end the process, and the run of the tests.
    for (let time = 0; time < 60; time++) {
      for await (const line of readBackupFile(file)) {
        expect(line).toBe('["0", ""]');
        if (time % 2 === 0) await new Promise((resolve) => setTimeout(resolve, time % 3));
        break;
      }
    }
  });
});

describe('what it is restored into', () => {
  test('is a database in which no Relais has been', async () => {
    await take();
    const used = await createTestDatabase();
    empties.push(used);
    await expect(restoreInto(used)).rejects.toMatchObject({ code: 'RESTORE_NOT_EMPTY' });
  });

  test('is filled whole or not at all', async () => {
    await take();
    const empty = await createEmptyDatabase();
    const failing = restoreBackup(empty.database, readBackupFile(file), async () => {
      throw new Error('no disk left');
    });
    await expect(failing).rejects.toThrow('no disk left');
    expect(await listTables(empty.database)).toEqual([]);
    await restoreInto(empty);
    expect(await contentsOf(empty)).toEqual(await contentsOf(full));
  });

  test('may be of a newer Relais, whose migrations follow; never of an older one', async () => {
    const [first] = await readMigrations();
    const older = await createEmptyDatabase();
    const one = openDatabase(older.connectionString, { maxConnections: 1 });
    await sql.raw(first?.text ?? '').execute(one);
    await sql`create table migration (name text primary key, digest text not null, applied_at timestamptz)`.execute(
      one,
    );
    await sql`insert into migration values (${first?.name}, ${first?.digest})`.execute(one);
    await sql`insert into instance (name, url, secret_kind, secret) values ('old', 'https://old', 'token', 'x')`.execute(
      one,
    );
    await one.destroy();
    await take(older);
    const empty = await createEmptyDatabase();
    await restoreInto(empty);
    const answer = await sql<{ name: string }>`select name, needs_approval from instance`.execute(empty.database);
    expect(answer.rows).toEqual([{ name: 'old', needs_approval: false }]);
    const text = gunzipSync(await readFile(file)).toString();
    await writeFile(file, gzipSync(text.replace('0001-ledger.sql', '9999-future.sql')));
    await expect(restoreInto(await createEmptyDatabase())).rejects.toMatchObject({ code: 'BACKUP_IS_NEWER' });
    await writeFile(file, gzipSync(text.replace(first?.digest ?? '', '0'.repeat(64))));
    await expect(restoreInto(await createEmptyDatabase())).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' });
  });
});
