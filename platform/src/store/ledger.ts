import { type Selectable, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { addCounts, noCounts } from '../model/counts.ts';
import type { Finding } from '../model/finding.ts';
import type { FinishedChunk, Ledger, StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { FindingTable, Tables } from './tables.ts';

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const rowsPerInsert = 1_000;
const chunksPerPage = 500;

const factsSchema = z.record(z.string(), z.unknown());

/**
 * The ledger of one run in PostgreSQL. Counts are the chunk's own: what is finished again replaces what it said before.
 * In the stage `verification`, `read` is what was compared and `unchanged` what was found equal (see `totals.ts`).
 * `assertHeld` fails where the work is somebody else's by now: then the chunk is not kept. It holds until the chunk is. `onKept` is told of what
 * is kept.
 */
export function createLedger(
  database: Database,
  runId: number,
  assertHeld: (transaction: Database) => Promise<void> = async () => undefined,
  onKept?: (chunkId: number, chunk: FinishedChunk) => void,
): Ledger {
  return {
    runId,
    finishedKeys: (stage) => loadFinishedKeys(database, runId, stage),
    finishChunk: async (chunk) => {
      const chunkId = await database.transaction().execute(async (transaction) => {
        const id = await saveFinishedChunk(transaction, runId, chunk);
        // Last, because a new chunk locks its run: whoever takes a piece away locks the run before the piece, too.
        await assertHeld(transaction);
        return id;
      });
      onKept?.(chunkId, chunk);
    },
    keepOnce: (stage, key, facts) => keepFirstFacts(database, { runId, stage, key }, facts),
    hasWritten: (stages) => findWrites(database, runId, stages),
    chunkFacts: (stage) => loadChunkFacts(database, runId, stage),
    findingsFor: (type, keys) => loadFindingsFor(database, runId, type, keys),
  };
}

async function loadFinishedKeys(database: Database, runId: number, stage: StageName): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('chunk')
    .select('key')
    .where('run_id', '=', runId)
    .where('stage', '=', stage)
    .execute();
  return new Set(rows.map((row) => row.key));
}

async function saveFinishedChunk(transaction: Transaction<Tables>, runId: number, chunk: FinishedChunk) {
  const chunkId = await saveChunkRow(transaction, runId, chunk);
  await transaction.deleteFrom('chunk_count').where('chunk_id', '=', chunkId).execute();
  await transaction.deleteFrom('finding').where('chunk_id', '=', chunkId).execute();
  const counts = Object.entries(chunk.counts).map(([type, partial]) => ({
    chunk_id: chunkId,
    type,
    ...addCounts(noCounts, partial),
  }));
  if (counts.length > 0) await transaction.insertInto('chunk_count').values(counts).execute();
  for (let start = 0; start < chunk.findings.length; start += rowsPerInsert) {
    const rows = chunk.findings.slice(start, start + rowsPerInsert).map((finding) => toRow(finding, runId, chunkId));
    await transaction.insertInto('finding').values(rows).execute();
  }
  return chunkId;
}

/** A chunk that is finished again keeps its place in the order; the row lock lets only one writer at a time replace it. */
async function saveChunkRow(transaction: Transaction<Tables>, runId: number, chunk: FinishedChunk): Promise<number> {
  const row = await transaction
    .insertInto('chunk')
    .values({
      run_id: runId,
      stage: chunk.stage,
      key: storableText(chunk.key),
      facts: storableJson(chunk.facts ?? {}),
    })
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'stage', 'key']).doUpdateSet((excluded) => ({
        facts: excluded.ref('excluded.facts'),
        times_finished: sql<number>`chunk.times_finished + 1`,
        finished_at: sql<Date>`now()`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function keepFirstFacts(
  database: Database,
  { runId, stage, key }: { readonly runId: number; readonly stage: StageName; readonly key: string },
  facts: Readonly<Record<string, unknown>>,
) {
  await database
    .insertInto('chunk')
    .values({ run_id: runId, stage, key: storableText(key), facts: storableJson(facts) })
    .onConflict((conflict) => conflict.columns(['run_id', 'stage', 'key']).doNothing())
    .execute();
  const row = await database
    .selectFrom('chunk')
    .select('facts')
    .where('run_id', '=', runId)
    .where('stage', '=', stage)
    .where('key', '=', storableText(key))
    .executeTakeFirstOrThrow();
  return factsSchema.parse(row.facts);
}

async function findWrites(database: Database, runId: number, stages: readonly StageName[]): Promise<boolean> {
  const found = await database
    .selectFrom('chunk')
    .innerJoin('chunk_count', 'chunk_count.chunk_id', 'chunk.id')
    .select('chunk.id')
    .where('run_id', '=', runId)
    .where('stage', 'in', stages)
    .where(sql<boolean>`created + updated + deleted > 0`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

function toRow(finding: Finding, runId: number, chunkId: number) {
  return {
    run_id: runId,
    chunk_id: chunkId,
    type: finding.type,
    key: storableText(finding.key),
    name: finding.name === undefined ? null : storableText(finding.name),
    cause: finding.cause,
    code: storableText(finding.code),
    message: storableText(finding.message),
    count: finding.count ?? 1,
  };
}

async function* loadChunkFacts(database: Database, runId: number, stage: StageName) {
  let after = 0;
  for (;;) {
    const page = await database
      .selectFrom('chunk')
      .select(['id', 'key', 'facts'])
      .where('run_id', '=', runId)
      .where('stage', '=', stage)
      .where('id', '>', after)
      .orderBy('id')
      .limit(chunksPerPage)
      .execute();
    for (const row of page) yield { key: row.key, facts: factsSchema.parse(row.facts) };
    const last = page.at(-1);
    if (!last || page.length < chunksPerPage) return;
    after = last.id;
  }
}

async function loadFindingsFor(
  database: Database,
  runId: number,
  type: string,
  keys: readonly string[],
): Promise<readonly Finding[]> {
  if (keys.length === 0) return [];
  const rows = await database
    .selectFrom('finding')
    .selectAll()
    .where('run_id', '=', runId)
    .where('type', '=', type)
    .where('key', '=', sql<string>`any(${keys.map(storableText)}::text[])`)
    .orderBy('id')
    .execute();
  return rows.map(toFinding);
}

/** A finding as it was told. */
export function toFinding(row: Selectable<FindingTable>): Finding {
  return {
    type: row.type,
    key: row.key,
    name: row.name ?? undefined,
    cause: row.cause,
    code: row.code,
    message: row.message,
    count: row.count,
  };
}
