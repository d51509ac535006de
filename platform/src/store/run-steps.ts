import { z } from 'zod';
import type { Database } from './database.ts';

const stepsSchema = z.array(z.string()).nullable();

/** Keeps the steps of a run in their order, as they were found when it was first opened. */
export async function saveSteps(transaction: Database, runId: number, steps: readonly string[]): Promise<void> {
  await transaction
    .updateTable('run')
    .set({ steps: JSON.stringify(steps) })
    .where('id', '=', runId)
    .execute();
}

/** The steps of a run; none before it was opened. */
export async function loadSteps(database: Database, runId: number): Promise<readonly string[]> {
  const row = await database.selectFrom('run').select('steps').where('id', '=', runId).executeTakeFirst();
  return stepsSchema.parse(row?.steps ?? null) ?? [];
}

/** Who carries a run out from now on. */
export async function saveCarrier(transaction: Database, runId: number, carrier: 'process' | 'queue'): Promise<void> {
  await transaction.updateTable('run').set({ carrier }).where('id', '=', runId).execute();
}

/** Those of some runs that are running. */
export async function findRunningRuns(database: Database, runIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (runIds.length === 0) return new Set();
  const rows = await database
    .selectFrom('run')
    .select('id')
    .where('id', 'in', runIds)
    .where('state', '=', 'running')
    .execute();
  return new Set(rows.map(({ id }) => id));
}
