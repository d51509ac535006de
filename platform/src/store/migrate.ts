import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from './database.ts';

/** One lock for every Relais that migrates this database; the number only has to be ours. */
const migrationLock = 7_354_725;

const migrationsFolder = join(import.meta.dirname, '../../migrations');

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly digest: string;
}

/**
 * Brings the database to the state that this version of Relais needs. Forward only; each migration is one transaction
 * under an advisory lock, so that processes that start together do not meet. An applied file that was changed since, or a
 * database that a newer Relais has migrated, is an error.
 */
export async function migrate(database: Database, folder: string = migrationsFolder): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const applied: string[] = [];
  for (const migration of migrations) {
    if (await applyOnce(database, migration)) applied.push(migration.name);
  }
  await refuseNewerDatabase(database, migrations);
  return applied;
}

/** Whether the database is in the state that this version of Relais needs. */
export async function isMigrated(database: Database, folder: string = migrationsFolder): Promise<boolean> {
  const ours = await readMigrations(folder);
  const applied = await sql<{ name: string; digest: string }>`select name, digest from migration`.execute(database);
  const digests = new Map(applied.rows.map(({ name, digest }) => [name, digest]));
  return digests.size === ours.length && ours.every(({ name, digest }) => digests.get(name) === digest);
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyOnce(database: Database, migration: Migration): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
    await sql`create table if not exists migration (
      name text primary key, digest text not null, applied_at timestamptz not null default now()
    )`.execute(transaction);
    const known = await sql<{ digest: string }>`select digest from migration where name = ${migration.name}`.execute(
      transaction,
    );
    const digest = known.rows[0]?.digest;
    if (digest === migration.digest) return false;
    if (digest !== undefined) throw new PlatformError('MIGRATION_CHANGED', { args: { name: migration.name } });
    await sql.raw(migration.text).execute(transaction);
    await sql`insert into migration (name, digest) values (${migration.name}, ${migration.digest})`.execute(
      transaction,
    );
    return true;
  });
}

async function refuseNewerDatabase(database: Database, migrations: readonly Migration[]): Promise<void> {
  const applied = await sql<{ name: string }>`select name from migration order by name`.execute(database);
  const ours = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.rows.find((row) => !ours.has(row.name));
  if (unknown) throw new PlatformError('DATABASE_IS_NEWER', { args: { name: unknown.name } });
}
