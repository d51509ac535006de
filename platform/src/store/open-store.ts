import { sql } from 'kysely';
import { PlatformError } from '../model/errors/platform-error.ts';
import { type Database, openDatabase } from './database.ts';
import { joinEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';

export interface StoreOptions {
  /** A PostgreSQL of the user's; the embedded one in `dataDirectory` when absent. */
  readonly databaseUrl?: string | undefined;
  readonly dataDirectory: string;
  readonly signal: AbortSignal;
}

/** The open database, migrated. */
export interface Store {
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens Relais's database, and starts the embedded PostgreSQL first where the user has named none. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return openWhere(options, async (database) => {
    await migrate(database);
  });
}

/** The same without migrations: for what fills an empty database. */
export async function openStoreAsItIs(options: StoreOptions): Promise<Store> {
  return openWhere(options, async () => undefined);
}

type Preparation = (database: Database) => Promise<void>;

async function openWhere({ databaseUrl, dataDirectory, signal }: StoreOptions, prepare: Preparation): Promise<Store> {
  if (databaseUrl !== undefined) return openAt(databaseUrl, async () => undefined, prepare);
  const stay = await joinEmbeddedPostgres(dataDirectory, signal);
  return openAt(stay.connectionString('postgres'), stay.leave, prepare);
}

async function openAt(connectionString: string, leave: () => Promise<void>, prepare: Preparation): Promise<Store> {
  const database = openDatabase(connectionString);
  const close = async () => {
    await database.destroy();
    await leave();
  };
  try {
    await connect(database);
    await prepare(database);
    return { database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connect(database: Database): Promise<void> {
  try {
    await sql`select 1`.execute(database);
  } catch (cause) {
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
    throw new PlatformError('DATABASE_UNREACHABLE', { args: { reason }, cause });
  }
}
