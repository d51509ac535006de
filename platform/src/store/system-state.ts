import { sql } from 'kysely';
import type { Database } from './database.ts';
import { findLiveWorkers } from './worker.ts';

/** A worker that works, or that has not been gone for long. */
export interface KnownWorker {
  readonly id: number;
  readonly name: string;
  readonly isLive: boolean;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly stoppedAt: Date | undefined;
}

const shownWorkers = 100;

/** The workers that are there, and those that were heard of within a day; the latest first. */
export async function listWorkers(database: Database): Promise<readonly KnownWorker[]> {
  const live = await findLiveWorkers(database);
  const rows = await database
    .selectFrom('worker')
    .selectAll()
    .where('seen_at', '>', sql<Date>`clock_timestamp() - interval '1 day'`)
    .orderBy('id', 'desc')
    .limit(shownWorkers)
    .execute();
  return rows.map(({ id, name, started_at: startedAt, seen_at: seenAt, stopped_at: stoppedAt }) => ({
    ...{ id, name, startedAt, seenAt },
    isLive: live.has(id),
    stoppedAt: stoppedAt ?? undefined,
  }));
}

/** What the database says of itself; `migration` is the last one that was applied. */
export async function loadDatabaseFacts(
  database: Database,
): Promise<{ readonly version: string; readonly sizeBytes: number; readonly migration: string | undefined }> {
  const answer = await sql<{ version: string; size: number; migration: string | null }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as size,
      (select max(name) from migration) as migration
  `.execute(database);
  const [row] = answer.rows;
  if (row === undefined) throw new Error('a query without a table gave no row');
  return { version: row.version, sizeBytes: row.size, migration: row.migration ?? undefined };
}
