import { sql } from 'kysely';
import type { Database } from './database.ts';

/** One process at a time follows; the number only has to be ours. */
const followingLock = 7_354_741;

/**
 * Does something while no other process does the same; undefined where another one does. The lock is the connection's: a process that is
 * killed gives it back, and one whose connection broke hears of it from `assertHeld`, which then fails.
 */
export async function whileFollowing<T>(
  database: Database,
  work: (assertHeld: () => Promise<void>) => Promise<T>,
): Promise<T | undefined> {
  return database.connection().execute(async (connection) => {
    const answer = await sql<{ is_ours: boolean }>`select pg_try_advisory_lock(${followingLock}) as is_ours`.execute(
      connection,
    );
    if (!answer.rows[0]?.is_ours) return undefined;
    try {
      return await work(async () => {
        await sql`select 1`.execute(connection);
      });
    } finally {
      await sql`select pg_advisory_unlock(${followingLock})`.execute(connection);
    }
  });
}
