import { sql } from 'kysely';
import { type Counts, noCounts } from '../model/counts.ts';
import type { StageName } from '../model/ledger.ts';
import type { Database } from './database.ts';

/** A finished chunk, without its key: that may name a person. */
export interface ListedChunk {
  readonly id: number;
  readonly stage: StageName;
  readonly finishedAt: Date;
  /** More than 1 where a crash or a lost answer made it repeat. */
  readonly timesFinished: number;
  readonly findings: number;
  /** What became of its objects, by type. */
  readonly counts: Readonly<Record<string, Counts>>;
}

/** The chunks of a run behind the chunk `after`, in the order in which they were first finished. */
export async function loadChunkPage(
  database: Database,
  runId: number,
  page: { readonly stage?: string | undefined; readonly after?: number | undefined; readonly limit: number },
): Promise<readonly ListedChunk[]> {
  let query = database
    .selectFrom('chunk')
    .select(['id', 'stage', 'finished_at', 'times_finished'])
    .select(sql<number>`(select count(*) from finding where finding.chunk_id = chunk.id)`.as('findings'))
    .where('run_id', '=', runId)
    .where('id', '>', page.after ?? 0)
    .orderBy('id')
    .limit(page.limit);
  if (page.stage !== undefined) query = query.where(sql.ref<string>('stage'), '=', page.stage);
  const rows = await query.execute();
  const counts = await loadCounts(
    database,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...{ id: row.id, stage: row.stage, finishedAt: row.finished_at, timesFinished: row.times_finished },
    ...{ findings: row.findings, counts: counts.get(row.id) ?? {} },
  }));
}

async function loadCounts(
  database: Database,
  chunkIds: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<string, Counts>>>> {
  const found = new Map<number, Record<string, Counts>>();
  if (chunkIds.length === 0) return found;
  const rows = await database.selectFrom('chunk_count').selectAll().where('chunk_id', 'in', chunkIds).execute();
  for (const { chunk_id: id, type, ...counts } of rows) {
    found.set(id, { ...found.get(id), [type]: { ...noCounts, ...counts } });
  }
  return found;
}
