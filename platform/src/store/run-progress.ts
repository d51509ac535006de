import { sql } from 'kysely';
import type { StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';

/** How far somebody is with a stage. */
export interface StageAdvance {
  readonly stage: StageName;
  /** A metadata type or data class. */
  readonly unit: string;
  readonly done: number;
  readonly expected: number | undefined;
  readonly perSecond: number | undefined;
}

/** Keeps how far a worker, or the one process of a run, is with a stage; replaces what it said before. */
export async function saveAdvance(
  database: Database,
  runId: number,
  toldBy: string,
  advance: StageAdvance,
): Promise<void> {
  const row = {
    unit: storableText(advance.unit),
    done: advance.done,
    expected: advance.expected ?? null,
    per_second: advance.perSecond ?? null,
    updated_at: sql<Date>`clock_timestamp()`,
  };
  await database
    .insertInto('run_progress')
    .values({ run_id: runId, stage: advance.stage, told_by: storableText(toldBy), ...row })
    .onConflict((conflict) => conflict.columns(['run_id', 'stage', 'told_by']).doUpdateSet(row))
    .execute();
}

/** How far the stages of a run are, everybody's part added up. What is expected is unknown where somebody does not know it. */
export async function loadAdvances(database: Database, runId: number): Promise<readonly StageAdvance[]> {
  const rows = await database
    .selectFrom('run_progress')
    .where('run_id', '=', runId)
    .groupBy('stage')
    .select('stage')
    .select(sql<string>`(array_agg(unit order by updated_at desc))[1]`.as('unit'))
    .select(sql<number>`sum(done)`.as('done'))
    .select(sql<number | null>`case when count(expected) = count(*) then sum(expected) end`.as('expected'))
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
