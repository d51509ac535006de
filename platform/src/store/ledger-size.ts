import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What ledgers take in the database. */
export interface LedgerSizes {
  /** Tables and indexes of all runs together, in bytes; space that was freed is used again and does not go back to the disk. */
  readonly bytes: number;
  /** The runs with the most rows. */
  readonly largest: readonly RunLedgerSize[];
  /** How many runs have a ledger. */
  readonly runs: number;
}

export interface RunLedgerSize {
  readonly runId: number;
  readonly chunks: number;
  readonly findings: number;
  /** Measured row by row, without indexes. */
  readonly bytes: number;
}

const shownRuns = 10;

/** How large ledgers are, all together and those of the largest runs. */
export async function loadLedgerSizes(database: Database): Promise<LedgerSizes> {
  const total = await sql<{ bytes: number }>`
    select sum(pg_total_relation_size(name::regclass))::bigint as bytes
    from unnest(array['chunk', 'chunk_count', 'finding', 'notice', 'planned_object', 'target_object']) as name
  `.execute(database);
  const counts = await sql<{ run_id: number; chunks: number; runs: number }>`
    select run_id, count(*)::int as chunks, count(*) over ()::int as runs from chunk
    group by run_id order by chunks desc, run_id desc limit ${shownRuns}
  `.execute(database);
  const largest = await Promise.all(counts.rows.map(({ run_id, chunks }) => sizeOf(database, run_id, chunks)));
  return { bytes: total.rows[0]?.bytes ?? 0, largest, runs: counts.rows[0]?.runs ?? 0 };
}

async function sizeOf(database: Database, runId: number, chunks: number): Promise<RunLedgerSize> {
  const row = await sql<{ findings: number; bytes: number }>`
    select
      (select count(*)::int from finding where run_id = ${runId}) as findings,
      (
        (select coalesce(sum(pg_column_size(chunk)), 0) from chunk where run_id = ${runId})
        + (select coalesce(sum(pg_column_size(counted)), 0) from chunk_count as counted
            join chunk on chunk.id = counted.chunk_id where chunk.run_id = ${runId})
        + (select coalesce(sum(pg_column_size(finding)), 0) from finding where run_id = ${runId})
      )::bigint as bytes
  `.execute(database);
  return { runId, chunks, findings: row.rows[0]?.findings ?? 0, bytes: row.rows[0]?.bytes ?? 0 };
}
