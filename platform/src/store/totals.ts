import { sql } from 'kysely';
import { z } from 'zod';
import { stageNames } from '../model/ledger.ts';
import type { ProvenBefore, VerifiedCounts } from '../model/run-outcome.ts';
import type { Database } from './database.ts';

/**
 * The stages that say what became of objects: the plan counts the metadata that was read and what of it stays as it is,
 * the others what they wrote. Verification counts what it looked at.
 */
const writingStages = stageNames.filter((name) => name !== 'verification');

const columns = ['read', 'created', 'updated', 'unchanged', 'refused', 'skipped', 'impossible', 'deleted'] as const;

/**
 * The counts of a run by type, summed over its finished chunks. `verified` is what the stage `verification` counted as `unchanged`: found
 * equal by the second reading.
 */
export async function loadTotals(database: Database, runId: number): Promise<Readonly<Record<string, VerifiedCounts>>> {
  const inWriting = sql`chunk.stage in (${sql.join(writingStages)})`;
  const rows = await database
    .selectFrom('chunk')
    .innerJoin('chunk_count', 'chunk_count.chunk_id', 'chunk.id')
    .where('chunk.run_id', '=', runId)
    .where('chunk.stage', 'in', stageNames)
    .groupBy('chunk_count.type')
    .select('chunk_count.type')
    .select(sql<number>`min(chunk.id)`.as('first'))
    .select(
      columns.map((column) => sql<number>`coalesce(sum(${sql.ref(column)}) filter (where ${inWriting}), 0)`.as(column)),
    )
    .select(sql<number>`coalesce(sum(unchanged) filter (where chunk.stage = 'verification'), 0)`.as('verified'))
    .orderBy('first')
    .execute();
  return Object.fromEntries(rows.map(({ type, first: _first, ...counts }) => [type, counts]));
}

const provenRowSchema = z.array(
  z.object({ type: z.string(), objects: z.number(), run: z.coerce.number(), at: z.string() }),
);

/** What of a run's verification goes back to readings of earlier runs; undefined where all was read by this one. */
export async function loadProvenBefore(database: Database, runId: number): Promise<ProvenBefore | undefined> {
  const provenBy = sql<string>`chunk.facts->'proof'->>'run'`;
  const provenAt = sql<string>`chunk.facts->'proof'->>'at'`;
  const readNewly = sql<number>`coalesce((chunk.facts->'proof'->>'newly')::int, 0)`;
  const found = await database
    .selectFrom('chunk')
    .innerJoin('chunk_count', 'chunk_count.chunk_id', 'chunk.id')
    .where('chunk.run_id', '=', runId)
    .where('chunk.stage', '=', 'verification')
    .where(provenBy, '<>', String(runId))
    .groupBy(['chunk_count.type', provenBy])
    .select(['chunk_count.type', provenBy.as('run')])
    .select([sql<number>`sum(unchanged - ${readNewly})`.as('objects'), sql<string>`min(${provenAt})`.as('at')])
    .execute();
  const rows = provenRowSchema.parse(found).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const [oldest] = rows;
  if (oldest === undefined) return undefined;
  const types: Record<string, number> = {};
  for (const { type, objects } of rows) types[type] = (types[type] ?? 0) + objects;
  return { types, oldestAt: oldest.at, oldestBy: oldest.run };
}
