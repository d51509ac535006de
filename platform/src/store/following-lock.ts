import { sql } from 'kysely';
import type { Database } from './database.ts';

/** One process at a time follows; the number only has to be ours. */
const followingLock = 7_354_741;
/** With the number of a replication: this one is followed at the moment. */
const underWayLock = 7_354_742;

/** What the process that follows holds. */
export interface HeldFollowing {
  /** Fails where the connection broke, and with it all that it held. */
  assertHeld(): Promise<void>;
  /** Says to everybody that a replication is followed from now on. */
  begin(replicationId: number): Promise<void>;
  /** Says that it no longer is, once nothing of it is under way. */
  end(replicationId: number): Promise<void>;
}

/**
 * Does something while no other process does the same; undefined where another one does. The locks are the connection's: a process that is
 * killed gives them back, and one whose connection broke hears of it from `assertHeld`, which then fails.
 */
export async function whileFollowing<T>(
  database: Database,
  work: (held: HeldFollowing) => Promise<T>,
): Promise<T | undefined> {
  return database.connection().execute(async (connection) => {
    const answer = await sql<{ is_ours: boolean }>`select pg_try_advisory_lock(${followingLock}) as is_ours`.execute(
      connection,
    );
    if (!answer.rows[0]?.is_ours) return undefined;
    try {
      return await work({
        assertHeld: async () => {
          await sql`select 1`.execute(connection);
        },
        begin: async (id) => {
          await sql`select pg_advisory_lock(${underWayLock}, ${id})`.execute(connection);
        },
        end: async (id) => {
          await sql`select pg_advisory_unlock(${underWayLock}, ${id})`.execute(connection);
        },
      });
    } finally {
      await sql`select pg_advisory_unlock_all()`.execute(connection);
    }
  });
}

/**
 * The replications that some process follows at this moment, or has not quite let go of. Read from PostgreSQL's list of locks, so that
 * nothing is left of a process that was killed.
 */
export async function followedNow(database: Database): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select objid::bigint::integer as id from pg_locks
    where locktype = 'advisory' and classid = ${underWayLock} and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())`.execute(database);
  return new Set(rows.map(({ id }) => id));
}
