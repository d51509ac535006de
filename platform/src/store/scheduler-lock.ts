import { sql } from 'kysely';
import type { Database } from './database.ts';

/** One process at a time schedules; the number only has to be ours. */
const schedulerLock = 7_354_735;

/**
 * Does something while no other process does the same; undefined where another one does. The lock is the connection's: a process that is
 * killed gives it back.
 */
export async function whileScheduling<T>(database: Database, work: () => Promise<T>): Promise<T | undefined> {
  return database.connection().execute(async (connection) => {
    const answer = await sql<{ is_ours: boolean }>`select pg_try_advisory_lock(${schedulerLock}) as is_ours`.execute(
      connection,
    );
    if (!answer.rows[0]?.is_ours) return undefined;
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${schedulerLock})`.execute(connection);
    }
  });
}
