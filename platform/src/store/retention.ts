import { sql } from 'kysely';
import { PlatformError } from '../model/errors/platform-error.ts';
import { hasEnded, runStates } from '../model/run-state.ts';
import type { Database } from './database.ts';

const endedStates = runStates.filter(hasEnded);

/** How long ledgers and reports are kept; without an end where a limit is absent. */
export interface RetentionPolicy {
  readonly keepDays: number | undefined;
  /** Runs of one replication, or between the same two instances. */
  readonly keepRuns: number | undefined;
}

export interface Retention extends RetentionPolicy {
  readonly appliedAt: Date | undefined;
}

export async function loadRetention(database: Database): Promise<Retention> {
  const row = await database.selectFrom('retention').selectAll().executeTakeFirstOrThrow();
  return {
    keepDays: row.keep_days ?? undefined,
    keepRuns: row.keep_runs ?? undefined,
    appliedAt: row.applied_at ?? undefined,
  };
}

export async function saveRetention(database: Database, { keepDays, keepRuns }: RetentionPolicy): Promise<void> {
  await database
    .updateTable('retention')
    .set({ keep_days: keepDays ?? null, keep_runs: keepRuns ?? null })
    .execute();
}

export async function markRetentionApplied(database: Database, at: Date): Promise<void> {
  await database.updateTable('retention').set({ applied_at: at }).execute();
}

/**
 * The runs whose ledgers a policy gives up, the oldest first: those that have ended and are too old or too many. Never the last one
 * of its kind that ended well: it is the proof of how two instances stood to each other.
 */
export async function findExpiredRuns(
  database: Database,
  { keepDays, keepRuns }: RetentionPolicy,
  now: Date,
): Promise<readonly number[]> {
  const oldest = keepDays === undefined ? null : new Date(now.getTime() - keepDays * 86_400_000);
  const rows = await sql<{ id: number }>`
    with ended as (
      select id, ledger_removed_at, coalesce(finished_at, created_at) as ended_at,
        row_number() over (same order by id desc) as newer,
        max(id) filter (where verdict in ('identical', 'identical-except-refusals')) over same_all as last_good
      from run
      where state in (${sql.join(endedStates)})
      window same as (partition by replication_id, source_reference, target_reference, mode),
        same_all as (partition by replication_id, source_reference, target_reference, mode)
    )
    select id from ended
    where ledger_removed_at is null and id is distinct from last_good
      and (ended_at < ${oldest}::timestamptz or newer > ${keepRuns ?? null}::bigint)
    order by id
  `.execute(database);
  return rows.rows.map(({ id }) => id);
}

/** So many chunks go in one transaction, with their findings. */
const chunksAtOnce = 2_000;

/**
 * Removes what a run left behind: chunks, counts, findings, notices, plan. The run stays with its verdict, its states and its counts.
 * Broken off in the middle, it is done again from where it was.
 */
export async function removeLedger(database: Database, runId: number, now: Date, signal: AbortSignal): Promise<void> {
  const marked = await database
    .updateTable('run')
    .set({ ledger_removed_at: now })
    .where('id', '=', runId)
    .where('state', 'in', endedStates)
    .executeTakeFirst();
  // Somebody took it up again since it was looked at.
  if (marked.numUpdatedRows === 0n) return;
  for (const table of ['notice', 'planned_object', 'target_object', 'run_progress', 'piece'] as const) {
    await database.deleteFrom(table).where('run_id', '=', runId).execute();
  }
  // Last, because what was broken off is known by its chunks.
  let removed = chunksAtOnce;
  while (removed === chunksAtOnce) {
    signal.throwIfAborted();
    const result = await sql`
      delete from chunk where id in (select id from chunk where run_id = ${runId} order by id limit ${chunksAtOnce})
    `.execute(database);
    removed = Number(result.numAffectedRows ?? 0);
  }
}

/** Runs whose removal was begun and not ended. */
export async function findHalfRemoved(database: Database): Promise<readonly number[]> {
  const rows = await database
    .selectFrom('run')
    .select('id')
    .where('ledger_removed_at', 'is not', null)
    .where('state', 'in', endedStates)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('chunk').select('chunk.id').whereRef('chunk.run_id', '=', 'run.id')),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Which of these runs have no ledger any more. */
export async function findRemovedLedgers(database: Database, runIds: readonly number[]): Promise<readonly number[]> {
  if (runIds.length === 0) return [];
  const rows = await database
    .selectFrom('run')
    .select('id')
    .where('id', 'in', runIds)
    .where('ledger_removed_at', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** @throws PlatformError LEDGER_REMOVED where retention has removed what a run left behind. */
export async function assertLedgerKept(database: Database, runId: number): Promise<void> {
  const row = await database.selectFrom('run').select('ledger_removed_at').where('id', '=', runId).executeTakeFirst();
  const removedAt = row?.ledger_removed_at ?? undefined;
  if (removedAt === undefined) return;
  throw new PlatformError('LEDGER_REMOVED', { args: { run: runId, date: removedAt.toISOString().slice(0, 10) } });
}

/** So many occurrences of each schedule are kept. */
const occurrencesKept = 500;

/** Forgets what became of occurrences long ago. */
export async function forgetOldOccurrences(database: Database): Promise<void> {
  await sql`
    delete from schedule_occurrence where (replication_id, due_at) in (
      select replication_id, due_at from (
        select replication_id, due_at, row_number() over (partition by replication_id order by due_at desc) as newer
        from schedule_occurrence
      ) as ranked where newer > ${occurrencesKept}
    )
  `.execute(database);
}
