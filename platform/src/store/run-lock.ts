import { sql } from 'kysely';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from './database.ts';

/** Space of the advisory locks that say which runs are being carried out; the run's number is the second part. */
const runLocks = 7_354_728;

/**
 * Carries out a run while no other process does: `RUN_IN_USE` otherwise. The lock is the database connection's, so it is free again when a
 * process is killed.
 */
export async function withRunLock<T>(database: Database, runId: number, work: () => Promise<T>): Promise<T> {
  return database.connection().execute(async (connection) => {
    const answer = await sql<{
      is_ours: boolean;
    }>`select pg_try_advisory_lock(${runLocks}, ${runId}) as is_ours`.execute(connection);
    if (!answer.rows[0]?.is_ours) throw new PlatformError('RUN_IN_USE', { args: { run: runId } });
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${runLocks}, ${runId})`.execute(connection);
    }
  });
}

/** The runs that some process is carrying out now; one that is `running` and not among them was interrupted. */
export async function findRunsInUse(database: Database): Promise<ReadonlySet<number>> {
  const answer = await sql<{ run: number }>`
    select objid::bigint as run from pg_locks
    where locktype = 'advisory' and classid::bigint = ${runLocks} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  `.execute(database);
  return new Set(answer.rows.map((row) => row.run));
}
