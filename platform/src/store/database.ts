import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** Relais's PostgreSQL; `destroy()` gives its connections back. */
export type Database = Kysely<Tables>;

/** PostgreSQL's type numbers of `bigint` and `numeric`: sums arrive as these, and stay far below 2^53. */
const numberTypes = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

export interface DatabaseOptions {
  readonly maxConnections?: number | undefined;
  /** Told of connections that broke while nobody used them. */
  readonly onIdleError?: ((error: Error) => void) | undefined;
}

/**
 * Opens a pool on a PostgreSQL URL. Nothing is connected until the first query. A connection that breaks while it is
 * idle is dropped by the pool and replaced; the failure shows in the next query, if it lasts.
 */
export function openDatabase(connectionString: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.maxConnections ?? 8,
    application_name: 'relais',
    types: { getTypeParser: (oid, format) => (numberTypes.has(oid) ? Number : pg.types.getTypeParser(oid, format)) },
  });
  // The pool removes a broken idle connection by itself; without a listener Node would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  // The same goes for one that breaks between two queries of whoever has it in use: their next query says so.
  pool.on('connect', (client) => client.on('error', (error) => options.onIdleError?.(error)));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
