import { type Selectable, sql } from 'kysely';
import type { StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';
import type { StageTable } from './tables.ts';

/** When a stage of a run was at work. */
export interface StageTimes {
  readonly name: StageName;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
  readonly remark: string | undefined;
}

/** Keeps the first start of a stage; a resumed run starts it again, which makes it unfinished. */
export async function saveStageStart(database: Database, runId: number, name: StageName): Promise<void> {
  await database
    .insertInto('stage')
    .values({ run_id: runId, name, started_at: sql<Date>`clock_timestamp()` })
    .onConflict((conflict) => conflict.columns(['run_id', 'name']).doUpdateSet({ finished_at: null }))
    .execute();
}

export async function saveStageEnd(database: Database, runId: number, name: StageName, remark?: string): Promise<void> {
  await database
    .updateTable('stage')
    .set({ finished_at: sql<Date>`clock_timestamp()`, remark: remark === undefined ? null : storableText(remark) })
    .where('run_id', '=', runId)
    .where('name', '=', name)
    .execute();
}

/** The stages of a run in the order in which they started. */
export async function listStages(database: Database, runId: number): Promise<readonly StageTimes[]> {
  const rows = await database
    .selectFrom('stage')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('started_at')
    .execute();
  return rows.map(toStageTimes);
}

function toStageTimes(row: Selectable<StageTable>): StageTimes {
  return {
    name: row.name,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
    remark: row.remark ?? undefined,
  };
}
