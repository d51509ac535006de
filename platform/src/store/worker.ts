import { sql } from 'kysely';
import type { Database } from './database.ts';
import { isDatabaseTrouble } from './database-trouble.ts';
import { storableText } from './storable-text.ts';

/** Space of the advisory locks that say which workers live; the worker's number is the second part. */
const workerLocks = 7_354_729;

/** A worker that says nothing for so long is taken for dead even where its connection still stands, as behind a dead link. */
export const silenceOfTheDeadMs = 45_000;

/** A worker's place in the database, for as long as its connection lives. */
export interface WorkerPresence {
  readonly workerId: number;
  /** Says that the worker is there. Fails when its connection is gone: what it holds may be somebody else's by then. */
  beat(): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Enters a worker. Its advisory lock hangs on one connection, so PostgreSQL frees it at once when the process is killed.
 */
export async function enterWorker(database: Database, name: string): Promise<WorkerPresence> {
  const stay = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<{ workerId: number; connection: Database }>();
  const held = database.connection().execute(async (connection) => {
    const { id: workerId } = await connection
      .insertInto('worker')
      .values({ name: storableText(name), stopped_at: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`select pg_advisory_lock(${workerLocks}, ${workerId})`.execute(connection);
    entered.resolve({ workerId, connection });
    await stay.promise;
    try {
      await connection
        .updateTable('worker')
        .set({ stopped_at: sql<Date>`clock_timestamp()` })
        .where('id', '=', workerId)
        .execute();
    } finally {
      await sql`select pg_advisory_unlock(${workerLocks}, ${workerId})`.execute(connection);
    }
  });
  held.catch(entered.reject);
  const { workerId, connection } = await entered.promise;
  return {
    workerId,
    beat: async () => {
      await connection
        .updateTable('worker')
        .set({ seen_at: sql<Date>`clock_timestamp()` })
        .where('id', '=', workerId)
        .execute();
    },
    leave: async () => {
      stay.resolve();
      await held.catch((error: unknown) => {
        // With its connection the worker has left already.
        if (!isDatabaseTrouble(error)) throw error;
      });
    },
  };
}

const isHeld = sql<boolean>`exists (
  select 1 from pg_locks
  where locktype = 'advisory' and classid::bigint = ${workerLocks} and objid::bigint = worker.id and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())
)`;
const isHeard = sql<boolean>`seen_at > clock_timestamp() - ${silenceOfTheDeadMs} * interval '1 millisecond'`;

/** The workers that live: their connection stands and they were heard lately. */
export async function findLiveWorkers(database: Database): Promise<ReadonlyMap<number, string>> {
  const rows = await database
    .selectFrom('worker')
    .select(['id', 'name'])
    .where('stopped_at', 'is', null)
    .where(isHeld)
    .where(isHeard)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Forgets workers that are no more, and were last heard of before a moment. What they did stays. */
export async function deleteOldWorkers(database: Database, before: Date): Promise<void> {
  await database
    .deleteFrom('worker')
    .where('seen_at', '<', before)
    .where((where) => where.not(isHeld))
    .execute();
}

/** Pieces whose worker is no more, at most a hundred. */
export async function findOrphans(
  database: Database,
): Promise<readonly { readonly id: number; readonly runId: number; readonly workerId: number | undefined }[]> {
  const live = [...(await findLiveWorkers(database)).keys()];
  const rows = await database
    .selectFrom('piece')
    .select(['id', 'run_id', 'worker_id'])
    .where('state', '=', 'running')
    .where((where) => where.or([where('worker_id', 'is', null), where('worker_id', 'not in', [0, ...live])]))
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map((row) => ({ id: row.id, runId: row.run_id, workerId: row.worker_id ?? undefined }));
}
