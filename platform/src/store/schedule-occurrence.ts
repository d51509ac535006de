import type { Selectable } from 'kysely';
import type { RunReason } from '../model/run-reason.ts';
import type { Database } from './database.ts';
import { toReason } from './run.ts';
import type { OccurrenceOutcome, ScheduleOccurrenceTable } from './schedule-tables.ts';
import { storableJson } from './storable-text.ts';

/** One moment at which a replication was to be run, and what became of it. */
export interface ScheduleOccurrence {
  readonly replicationId: number;
  readonly dueAt: Date;
  readonly outcome: OccurrenceOutcome;
  /** How many other occurrences it stands for. */
  readonly merged: number;
  readonly runId: number | undefined;
  /** The newest run there was before this one was started. */
  readonly afterRun: number | undefined;
  /** Why it waits, or why nothing was started. */
  readonly reason: RunReason | undefined;
  readonly decidedAt: Date;
}

/** The occurrence that has been seen and neither started nor been given up. */
export async function findOpenOccurrence(
  database: Database,
  replicationId: number,
): Promise<ScheduleOccurrence | undefined> {
  const row = await database
    .selectFrom('schedule_occurrence')
    .selectAll()
    .where('replication_id', '=', replicationId)
    .where('outcome', 'in', ['waiting', 'starting'])
    .executeTakeFirst();
  return row && toOccurrence(row);
}

/** Writes what an occurrence has come to; a second time replaces the first. */
export async function saveOccurrence(database: Database, occurrence: ScheduleOccurrence): Promise<void> {
  const row = {
    replication_id: occurrence.replicationId,
    due_at: occurrence.dueAt,
    outcome: occurrence.outcome,
    merged: occurrence.merged,
    run_id: occurrence.runId ?? null,
    after_run: occurrence.afterRun ?? null,
    code: occurrence.reason?.code ?? null,
    args: storableJson(occurrence.reason?.args ?? {}),
    decided_at: occurrence.decidedAt,
  };
  await database
    .insertInto('schedule_occurrence')
    .values(row)
    .onConflict((conflict) => conflict.columns(['replication_id', 'due_at']).doUpdateSet(row))
    .execute();
}

/** The latest occurrences of a schedule, the newest first. */
export async function listOccurrences(
  database: Database,
  replicationId: number,
  limit = 10,
): Promise<readonly ScheduleOccurrence[]> {
  const rows = await database
    .selectFrom('schedule_occurrence')
    .selectAll()
    .where('replication_id', '=', replicationId)
    .orderBy('due_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toOccurrence);
}

/** The number of the newest run; 0 where there is none. */
export async function newestRun(database: Database): Promise<number> {
  const row = await database
    .selectFrom('run')
    .select((select) => select.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** The first run of a replication after another run: the one that was started right before a crash. */
export async function findRunAfter(
  database: Database,
  replicationId: number,
  runId: number,
): Promise<number | undefined> {
  const row = await database
    .selectFrom('run')
    .select('id')
    .where('replication_id', '=', replicationId)
    .where('id', '>', runId)
    .orderBy('id')
    .executeTakeFirst();
  return row?.id;
}

function toOccurrence(row: Selectable<ScheduleOccurrenceTable>): ScheduleOccurrence {
  return {
    replicationId: row.replication_id,
    dueAt: row.due_at,
    outcome: row.outcome,
    merged: row.merged,
    runId: row.run_id ?? undefined,
    afterRun: row.after_run ?? undefined,
    reason: toReason(row.code, row.args),
    decidedAt: row.decided_at,
  };
}
