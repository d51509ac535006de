import { sql } from 'kysely';
import type { MetadataType } from '../model/metadata-object.ts';
import type { Uid } from '../model/uid.ts';
import type { Database } from './database.ts';
import type { PlannedAction } from './tables.ts';

/** Which objects of a plan a page shows: from the position `after` on, in the order of types and UIDs. */
export interface DiffFilter {
  readonly type?: MetadataType | undefined;
  /** Everything that would be done but `unchanged` when absent. */
  readonly action?: PlannedAction | undefined;
  /** A part of the name, or the whole UID. */
  readonly search?: string | undefined;
  readonly after: number;
  readonly limit: number;
}

export interface DiffPage<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface DiffObject {
  readonly type: MetadataType;
  readonly uid: Uid;
  readonly name: string | undefined;
  readonly action: PlannedAction;
}

/** Whether a run still has its plan. */
export async function hasPlan(database: Database, runId: number): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from planned_object where run_id = ${runId} and action is not null)
      or exists (select from target_object where run_id = ${runId}) as has
  `.execute(database);
  return rows[0]?.has === true;
}

/** What would be done with objects of the source, page by page. */
export async function listPlanned(
  database: Database,
  runId: number,
  filter: DiffFilter,
): Promise<DiffPage<DiffObject>> {
  const { type = null, action = null, after, limit } = filter;
  const from = sql`
    from planned_object
    where run_id = ${runId} and (${type}::text is null or type = ${type}) and ${matches(filter.search)}
      and action is not null and action = coalesce(${action}::text, nullif(action, 'unchanged'))
  `;
  const { rows } = await sql<Omit<DiffObject, 'name'> & { name: string | null }>`
    select type, uid, name, action ${from} order by type, uid limit ${limit} offset ${after}
  `.execute(database);
  const items = rows.map((row) => ({ ...row, name: row.name ?? undefined }));
  return { items, total: await count(database, from) };
}

/** What only the target had when the run was planned, but for what stands for an object of the source under another UID. */
export async function listOnlyOnTarget(
  database: Database,
  runId: number,
  filter: Omit<DiffFilter, 'action'>,
  claimed: readonly Uid[],
): Promise<DiffPage<Pick<DiffObject, 'type' | 'uid' | 'name'>>> {
  const { type = null, after, limit } = filter;
  const from = sql`
    from ${onlyOnTarget(runId, claimed)} as target_only
    where (${type}::text is null or type = ${type}) and ${matches(filter.search)}
  `;
  const { rows } = await sql<{ type: string; uid: string; name: string | null }>`
    select type, uid, name ${from} order by type, uid limit ${limit} offset ${after}
  `.execute(database);
  const items = rows.map((row) => ({ ...row, name: row.name ?? undefined }));
  return { items, total: await count(database, from) };
}

/** How many objects of each type only the target had. */
export async function countOnlyOnTarget(
  database: Database,
  runId: number,
  claimed: readonly Uid[],
): Promise<ReadonlyMap<MetadataType, number>> {
  const { rows } = await sql<{ type: string; objects: number }>`
    select type, count(*) as objects from ${onlyOnTarget(runId, claimed)} as target_only group by type order by type
  `.execute(database);
  return new Map(rows.map(({ type, objects }) => [type, objects]));
}

/** What is planned for one object of the source. */
export async function findPlanned(
  database: Database,
  runId: number,
  type: MetadataType,
  uid: Uid,
): Promise<DiffObject | undefined> {
  const row = await database
    .selectFrom('planned_object')
    .select(['type', 'uid', 'name', 'action'])
    .where('run_id', '=', runId)
    .where('type', '=', type)
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row?.action ? { ...row, name: row.name ?? undefined, action: row.action } : undefined;
}

/** The names of objects that a plan holds of either side, by UID. */
export async function loadPlannedNames(
  database: Database,
  runId: number,
  uids: readonly Uid[],
): Promise<ReadonlyMap<Uid, { readonly type: MetadataType; readonly name: string }>> {
  const { rows } = await sql<{ uid: string; type: string; name: string }>`
    select uid, type, name from planned_object
    where run_id = ${runId} and uid = any(${uids}::text[]) and name is not null
    union
    select uid, type, name from target_object
    where run_id = ${runId} and uid = any(${uids}::text[]) and name is not null
  `.execute(database);
  return new Map(rows.map(({ uid, type, name }) => [uid, { type, name }]));
}

/** Users and user groups of either side, which sharing may name. */
export async function loadRecipients(database: Database, runId: number): Promise<ReadonlySet<Uid>> {
  const { rows } = await sql<{ uid: string }>`
    select uid from planned_object where run_id = ${runId} and type in ('users', 'userGroups')
    union
    select uid from target_object where run_id = ${runId} and type in ('users', 'userGroups')
  `.execute(database);
  return new Set(rows.map(({ uid }) => uid));
}

function onlyOnTarget(runId: number, claimed: readonly Uid[]) {
  return sql`(
    select type, uid, name from target_object as target
    where run_id = ${runId} and not (uid = any(${claimed}::text[])) and not exists (
      select from planned_object as planned
      where planned.run_id = target.run_id and planned.type = target.type and planned.uid = target.uid
    )
  )`;
}

function matches(search: string | undefined) {
  if (search === undefined) return sql<boolean>`true`;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(name ilike ${pattern} or uid = ${search})`;
}

async function count(database: Database, from: ReturnType<typeof onlyOnTarget>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total ${from}`.execute(database);
  return rows[0]?.total ?? 0;
}
