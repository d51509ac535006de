import { sql } from 'kysely';
import type { Finding, FindingCause } from '../model/finding.ts';
import type { Database } from './database.ts';
import { toFinding } from './ledger.ts';

/** Which findings of a run a page shows. */
export interface FindingFilter {
  readonly cause?: FindingCause | undefined;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly limit?: number | undefined;
  /** The `next` of the page before. */
  readonly after?: number | undefined;
}

export interface FindingPage {
  readonly findings: readonly Finding[];
  /** Where the next page begins; absent on the last one. */
  readonly next: number | undefined;
}

const usualPage = 200;

/** Findings of a run in the order in which they were told. */
export async function loadFindings(
  database: Database,
  runId: number,
  filter: FindingFilter = {},
): Promise<FindingPage> {
  const limit = filter.limit ?? usualPage;
  const rows = await queryOf(database, runId, filter, limit).execute();
  const page = rows.slice(0, limit);
  return { findings: page.map(toFinding), next: rows.length > limit ? page.at(-1)?.id : undefined };
}

/** One row more than the page, which says whether there is another one. */
function queryOf(database: Database, runId: number, filter: FindingFilter, limit: number) {
  let query = database
    .selectFrom('finding')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('id')
    .limit(limit + 1);
  if (filter.cause !== undefined) query = query.where('cause', '=', filter.cause);
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.code !== undefined) query = query.where('code', '=', filter.code);
  if (filter.after !== undefined) query = query.where('id', '>', filter.after);
  return query;
}

/** A finding with its number, by which a page names it. */
export type NumberedFinding = Finding & { readonly id: number };

/** The same page with the numbers of the findings. */
export async function loadNumberedFindings(
  database: Database,
  runId: number,
  filter: FindingFilter = {},
): Promise<{ readonly findings: readonly NumberedFinding[]; readonly next: number | undefined }> {
  const limit = filter.limit ?? usualPage;
  const rows = await queryOf(database, runId, filter, limit).execute();
  const findings = rows.slice(0, limit).map((row) => ({ id: row.id, ...toFinding(row) }));
  return { findings, next: rows.length > limit ? findings.at(-1)?.id : undefined };
}

/** One finding of a run. */
export async function findFinding(database: Database, runId: number, id: number): Promise<Finding | undefined> {
  const row = await database
    .selectFrom('finding')
    .selectAll()
    .where('run_id', '=', runId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toFinding(row);
}

/** Every finding of a run, page by page. */
export async function* readFindings(
  database: Database,
  runId: number,
  filter: Omit<FindingFilter, 'after' | 'limit'> = {},
): AsyncIterable<Finding> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: FindingPage = await loadFindings(database, runId, { ...filter, after, limit: 1_000 });
    yield* page.findings;
    after = page.next;
  }
}

/** Findings alike: one cause, one type, one code. */
export interface FindingGroup {
  readonly cause: FindingCause;
  readonly type: string;
  readonly code: string;
  /** How many objects they stand for; an object that two stages complained of counts once. */
  readonly objects: number;
  /** One of the messages, in the server's own words. */
  readonly message: string;
}

/** The findings of a run in groups, the largest of each cause first. */
export async function loadFindingGroups(database: Database, runId: number): Promise<readonly FindingGroup[]> {
  // Chunks of rows share none: what several of them say of one group is of different rows.
  const inStage = database
    .selectFrom('finding')
    .innerJoin('chunk', 'chunk.id', 'finding.chunk_id')
    .select(['cause', 'type', 'code', 'finding.key'])
    .select(
      sql<number>`case when type in ('dataValues', 'completeDataSetRegistrations') then sum(count) else max(count) end`.as(
        'objects',
      ),
    )
    .select(sql<string>`min(message)`.as('message'))
    .where('finding.run_id', '=', runId)
    .groupBy(['cause', 'type', 'code', 'finding.key', 'chunk.stage']);
  const once = database
    .selectFrom(inStage.as('in_stage'))
    .select(['cause', 'type', 'code', 'key'])
    .select(sql<number>`max(objects)`.as('objects'))
    .select(sql<string>`min(message)`.as('message'))
    .groupBy(['cause', 'type', 'code', 'key']);
  return database
    .selectFrom(once.as('once'))
    .select(['cause', 'type', 'code'])
    .select(sql<number>`sum(objects)`.as('objects'))
    .select(sql<string>`min(message)`.as('message'))
    .groupBy(['cause', 'type', 'code'])
    .orderBy('cause')
    .orderBy('objects', 'desc')
    .orderBy('type')
    .orderBy('code')
    .execute();
}
