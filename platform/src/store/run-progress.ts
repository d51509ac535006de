import { sql } from 'kysely';
import type { StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';

/** How far a stage is; never less than was said before. */
export interface StageAdvance {
  readonly stage: StageName;
  /** A metadata type or data class. */
  readonly unit: string;
  readonly done: number;
  /** Of the stage as a whole. */
  readonly expected: number | undefined;
  readonly perSecond: number | undefined;
}

/** How much further somebody is. */
export interface StageAdvanceToSave extends StageAdvance {
  /** Since it was last told: what is done in parts is added up, also where somebody begins to count anew. */
  readonly more: number;
}

/**
 * Keeps how far a worker, or the one process of a run, is with a stage. Where it is known how much there is, the count is that of the whole
 * stage; else it is what this one has done of it.
 */
export async function saveAdvance(
  database: Database,
  runId: number,
  toldBy: string,
  advance: StageAdvanceToSave,
): Promise<void> {
  const row = {
    unit: storableText(advance.unit),
    expected: advance.expected ?? null,
    per_second: advance.perSecond ?? null,
    updated_at: sql<Date>`clock_timestamp()`,
  };
  const done =
    advance.expected === undefined
      ? sql<number>`run_progress.done + ${advance.more}`
      : sql<number>`greatest(run_progress.done, ${advance.done})`;
  await database
    .insertInto('run_progress')
    .values({ run_id: runId, stage: advance.stage, told_by: storableText(toldBy), done: advance.done, ...row })
    .onConflict((conflict) => conflict.columns(['run_id', 'stage', 'told_by']).doUpdateSet({ ...row, done }))
    .execute();
}

/**
 * How far the stages of a run are: as far as whoever is furthest, where all know how much there is; else everybody's part added up, and
 * what is expected is unknown.
 */
export async function loadAdvances(database: Database, runId: number): Promise<readonly StageAdvance[]> {
  const rows = await database
    .selectFrom('run_progress')
    .where('run_id', '=', runId)
    .groupBy('stage')
    .select('stage')
    .select(sql<string>`(array_agg(unit order by updated_at desc))[1]`.as('unit'))
    .select(sql<number>`case when count(expected) = count(*) then max(done) else sum(done) end`.as('done'))
    .select(sql<number | null>`case when count(expected) = count(*) then max(expected) end`.as('expected'))
    .select(
      sql<number | null>`sum(per_second) filter (where updated_at > clock_timestamp() - interval '10 seconds')`.as(
        'per_second',
      ),
    )
    .execute();
  return rows.map((row) => ({
    stage: row.stage,
    unit: row.unit,
    done: row.done,
    expected: row.expected ?? undefined,
    perSecond: row.per_second ?? undefined,
  }));
}
