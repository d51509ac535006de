import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { type EmbeddedStay, joinEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';

/** A database of a test's own, migrated and empty. */
export interface TestDatabase {
  readonly database: Database;
  readonly connectionString: string;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

const template = 'relais_template';
/** The tests of a run, in several processes, make the template once. */
const templateLock = 7_354_727;

let stayPromise: Promise<EmbeddedStay> | undefined;

/**
 * A fresh database for a test file: `beforeAll(async () => { test = await createTestDatabase(); })`, `afterAll(() => test.drop())`.
 * The run's one cluster is started by whoever asks first, and removed by Vitest's global set-up; a clone takes some 30 ms.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  stayPromise ??= joinEmbeddedPostgres(inject('testDataDirectory'), AbortSignal.timeout(600_000), {
    isThrowaway: true,
  });
  const stay = await stayPromise;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onAdministration(stay, async (administration) => {
    await sql.raw(`create database ${name} template ${template}`).execute(administration);
  });
  const connectionString = stay.connectionString(name);
  const database = openDatabase(connectionString);
  return {
    database,
    connectionString,
    drop: async () => {
      await database.destroy();
      await onAdministration(stay, async (administration) => {
        await sql.raw(`drop database ${name} with (force)`).execute(administration);
      });
    },
  };
}

/** Works on the maintenance database, alone among the test processes, with the template in place. */
async function onAdministration(stay: EmbeddedStay, work: (administration: Database) => Promise<void>): Promise<void> {
  const administration = openDatabase(stay.connectionString('postgres'), { maxConnections: 1 });
  try {
    await administration.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${templateLock})`.execute(connection);
      await makeTemplate(stay, connection);
      await work(connection);
      await sql`select pg_advisory_unlock(${templateLock})`.execute(connection);
    });
  } finally {
    await administration.destroy();
  }
}

async function makeTemplate(stay: EmbeddedStay, administration: Database): Promise<void> {
  const found = await sql`select 1 from pg_database where datname = ${template}`.execute(administration);
  if (found.rows.length > 0) return;
  const draft = `${template}_draft`;
  await sql.raw(`drop database if exists ${draft}`).execute(administration);
  await sql.raw(`create database ${draft}`).execute(administration);
  const database = openDatabase(stay.connectionString(draft), { maxConnections: 1 });
  await migrate(database).finally(() => database.destroy());
  await sql.raw(`alter database ${draft} rename to ${template}`).execute(administration);
}
