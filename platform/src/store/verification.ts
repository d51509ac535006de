import { sql } from 'kysely';
import { piecesKey } from '../model/ledger.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable-text.ts';

/** Key of the chunk of the stage `verification` that says for which state of the ledger the others stand. */
export const verificationStart = 'start';

/**
 * Begins the verification of a run, or goes on with it: what was compared before anything more was written stands for nothing any
 * more, and is forgotten. Of several processes that begin at the same time one decides.
 */
export async function beginVerification(database: Database, runId: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const written = await transaction
      .selectFrom('chunk')
      .select(sql<number>`coalesce(sum(times_finished), 0)`.as('chunks'))
      .where('run_id', '=', runId)
      .where('stage', '<>', 'verification')
      .where('key', '<>', piecesKey)
      .executeTakeFirstOrThrow();
    const facts = storableJson({ chunksBefore: written.chunks });
    const begun = await transaction
      .insertInto('chunk')
      .values({ run_id: runId, stage: 'verification', key: verificationStart, facts })
      .onConflict((conflict) =>
        conflict
          .columns(['run_id', 'stage', 'key'])
          .doUpdateSet({ facts, times_finished: sql<number>`chunk.times_finished + 1`, finished_at: sql<Date>`now()` })
          .where(sql<string>`chunk.facts::text`, '<>', facts),
      )
      .returning('id')
      .executeTakeFirst();
    if (begun === undefined) return;
    await transaction
      .deleteFrom('chunk')
      .where('run_id', '=', runId)
      .where('stage', '=', 'verification')
      .where('key', '<>', verificationStart)
      .execute();
  });
}
