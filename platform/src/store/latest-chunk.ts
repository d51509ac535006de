import { z } from 'zod';
import type { StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';

const factsSchema = z.record(z.string(), z.unknown());

/** Runs that are looked at, the newest first: each by the index over run, stage and key. */
const runsLookedAt = 500;

/** The chunk of that name in the newest run that has one, beside the run that asks. */
export async function findLatestChunk(
  database: Database,
  { stage, key }: { readonly stage: StageName; readonly key: string },
  exceptRunId: number,
): Promise<{ readonly runId: number; readonly facts: Readonly<Record<string, unknown>> } | undefined> {
  const newest = database
    .selectFrom('run')
    .select('id')
    .where('id', '<>', exceptRunId)
    .where('ledger_removed_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(runsLookedAt);
  const row = await database
    .selectFrom(newest.as('newest'))
    .innerJoin('chunk', 'chunk.run_id', 'newest.id')
    .select(['chunk.run_id', 'chunk.facts'])
    .where('chunk.stage', '=', stage)
    .where('chunk.key', '=', key)
    .orderBy('chunk.run_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { runId: row.run_id, facts: factsSchema.parse(row.facts) };
}
