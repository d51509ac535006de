import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from './database.ts';

/** One lock for every Relais that migrates this database; the number only has to be ours. */
const migrationLock = 7_354_725;

const migrationsFolder = join(import.meta.dirname, '../../migrations');

export interface Migration {
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
  // Before anything is changed: what a newer Relais has made stays as it is.
  await refuseNewerDatabase(database, migrations);
  const applied: string[] = [];
  for (const migration of migrations) {
    const isNew = await database.transaction().execute((transaction) => applyOnce(transaction, migration));
    if (isNew) applied.push(migration.name);
  }
  // Once more: a newer one may have begun at the same time.
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

/** The migrations of this version of Relais, in their order. */
export async function readMigrations(folder: string = migrationsFolder): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Applies a migration in the caller's transaction unless the database has it; says whether it had not.
 * @throws PlatformError MIGRATION_CHANGED where it has another one of this name.
 */
export async function applyOnce(transaction: Database, { name, digest, text }: Migration): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
  await sql`create table if not exists migration (
    name text primary key, digest text not null, applied_at timestamptz not null default now()
  )`.execute(transaction);
  const known = await sql<{ digest: string }>`select digest from migration where name = ${name}`.execute(transaction);
  const knownDigest = known.rows[0]?.digest;
  if (knownDigest === digest) return false;
  if (knownDigest !== undefined) throw new PlatformError('MIGRATION_CHANGED', { args: { name } });
  await sql.raw(text).execute(transaction);
  await sql`insert into migration (name, digest) values (${name}, ${digest})`.execute(transaction);
  return true;
}

async function refuseNewerDatabase(database: Database, migrations: readonly Migration[]): Promise<void> {
  if (!(await hasRelais(database))) return;
  const applied = await sql<{ name: string }>`select name from migration order by name`.execute(database);
  const ours = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.rows.find((row) => !ours.has(row.name));
  if (unknown) throw new PlatformError('DATABASE_IS_NEWER', { args: { name: unknown.name } });
}

/** Whether a Relais has ever used this database. */
export async function hasRelais(database: Database): Promise<boolean> {
  const answer = await sql<{ is_there: boolean }>`select to_regclass('migration') is not null as is_there`.execute(
    database,
  );
  return answer.rows[0]?.is_there === true;
}
