import { sql } from 'kysely';
import type { MetadataObject, MetadataType } from '../model/metadata-object.ts';
import type { Uid } from '../model/uid.ts';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';
import type { PlannedAction } from './tables.ts';

/** An object of the source with what identifies it beside its UID. */
export interface SourceRow {
  readonly object: MetadataObject;
  readonly name: string | undefined;
  readonly uniqueKeys: readonly string[];
}

export interface TargetRow {
  readonly uid: Uid;
  readonly name: string | undefined;
  readonly uniqueKeys: readonly string[];
  readonly digest: string;
}

/** Two objects, one of each side, that claim the same unique value under different UIDs. */
export interface UniqueClash {
  readonly type: MetadataType;
  readonly sourceUid: Uid;
  readonly targetUid: Uid;
  readonly uniqueKey: string;
  readonly name: string | undefined;
}

/** What is planned for one object. */
export interface PlannedRow {
  readonly uid: Uid;
  readonly digest: string;
  readonly action: PlannedAction;
}

const pageSize = 500;

/** Keeps objects of the source; the same object again replaces what was kept. */
export async function saveSourceRows(
  database: Database,
  runId: number,
  type: MetadataType,
  rows: readonly SourceRow[],
) {
  await sql`
    insert into planned_object (run_id, type, uid, name, unique_keys, payload)
    select ${runId}, ${type}, row.uid, row.name, row.unique_keys, row.payload
    from unnest(
      ${rows.map((row) => row.object.id)}::text[], ${rows.map((row) => nameOf(row))}::text[],
      ${rows.map((row) => keysOf(row))}::text[], ${rows.map((row) => JSON.stringify(row.object).toWellFormed())}::text[]
    ) as row (uid, name, unique_keys, payload)
    on conflict (run_id, type, uid) do update
    set name = excluded.name, unique_keys = excluded.unique_keys, payload = excluded.payload, digest = null, action = null
  `.execute(database);
}

/** Keeps the digests of objects of the target. */
export async function saveTargetRows(
  database: Database,
  runId: number,
  type: MetadataType,
  rows: readonly TargetRow[],
) {
  await sql`
    insert into target_object (run_id, type, uid, name, unique_keys, digest)
    select ${runId}, ${type}, row.uid, row.name, row.unique_keys, row.digest
    from unnest(
      ${rows.map((row) => row.uid)}::text[], ${rows.map((row) => nameOf(row))}::text[],
      ${rows.map((row) => keysOf(row))}::text[], ${rows.map((row) => row.digest)}::text[]
    ) as row (uid, name, unique_keys, digest)
    on conflict (run_id, type, uid) do update
    set name = excluded.name, unique_keys = excluded.unique_keys, digest = excluded.digest
  `.execute(database);
}

/** Forgets all objects of the source but these. */
export async function keepOnlyObjects(database: Database, runId: number, uids: readonly Uid[]): Promise<void> {
  await sql`
    delete from planned_object where run_id = ${runId} and not exists (
      select from unnest(${uids}::text[]) as kept (uid) where kept.uid = planned_object.uid
    )
  `.execute(database);
}

/** Empties what a run kept of both sides. */
export async function forgetPlan(database: Database, runId: number): Promise<void> {
  await database.deleteFrom('planned_object').where('run_id', '=', runId).execute();
  await database.deleteFrom('target_object').where('run_id', '=', runId).execute();
}

/** Every pair of objects that claim the same unique value under different UIDs. */
export async function loadUniqueClashes(database: Database, runId: number): Promise<readonly UniqueClash[]> {
  const result = await sql<{ type: string; source_uid: string; target_uid: string; unique_key: string; name: string }>`
    with source as (
      select type, uid, name, unnest(string_to_array(unique_keys, chr(10))) as unique_key
      from planned_object where run_id = ${runId} and unique_keys <> ''
    ), target as (
      select type, uid, unnest(string_to_array(unique_keys, chr(10))) as unique_key
      from target_object where run_id = ${runId} and unique_keys <> ''
    )
    select source.type, source.uid as source_uid, target.uid as target_uid, unique_key, source.name
    from source join target using (type, unique_key)
    where source.uid <> target.uid
    order by source.type, source.uid, unique_key
  `.execute(database);
  return result.rows.map((row) => ({
    type: row.type,
    sourceUid: row.source_uid,
    targetUid: row.target_uid,
    uniqueKey: row.unique_key,
    name: row.name ?? undefined,
  }));
}

/** Objects of the source of one type, ordered by UID, page by page; `actions` restricts them to what is planned. */
export async function* loadSourceObjects(
  database: Database,
  runId: number,
  type: MetadataType,
  actions?: readonly PlannedAction[],
): AsyncIterable<MetadataObject> {
  for (let after = ''; ; ) {
    const page = await database
      .selectFrom('planned_object')
      .select(['uid', 'payload'])
      .where('run_id', '=', runId)
      .where('type', '=', type)
      .where('uid', '>', after)
      .$if(actions !== undefined, (query) => query.where('action', 'in', [...(actions ?? [])]))
      .orderBy('uid')
      .limit(pageSize)
      .execute();
    for (const row of page) yield parseKept(row.payload);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.uid;
  }
}

/** Single objects of the source, in no order. */
export async function loadSourceObjectsByUid(
  database: Database,
  runId: number,
  uids: readonly Uid[],
): Promise<readonly { type: MetadataType; object: MetadataObject }[]> {
  const rows = await database
    .selectFrom('planned_object')
    .select(['type', 'payload'])
    .where('run_id', '=', runId)
    .where('uid', '=', sql<string>`any(${uids}::text[])`)
    .execute();
  return rows.map((row) => ({ type: row.type, object: parseKept(row.payload) }));
}

/** Keeps what is planned for objects of one type. */
export async function savePlan(database: Database, runId: number, type: MetadataType, rows: readonly PlannedRow[]) {
  await sql`
    update planned_object set digest = row.digest, action = row.action
    from unnest(
      ${rows.map((row) => row.uid)}::text[], ${rows.map((row) => row.digest)}::text[], ${rows.map((row) => row.action)}::text[]
    ) as row (uid, digest, action)
    where run_id = ${runId} and type = ${type} and planned_object.uid = row.uid
  `.execute(database);
}

/** Digests of the target's objects of one type, by UID. */
export async function loadTargetDigests(
  database: Database,
  runId: number,
  type: MetadataType,
): Promise<ReadonlyMap<Uid, string>> {
  const rows = await database
    .selectFrom('target_object')
    .select(['uid', 'digest'])
    .where('run_id', '=', runId)
    .where('type', '=', type)
    .execute();
  return new Map(rows.map((row) => [row.uid, row.digest]));
}

/** The objects of one type that the target held as it should when the run was planned: the digest of each, by UID. */
export async function loadUnchanged(
  database: Database,
  runId: number,
  type: MetadataType,
): Promise<ReadonlyMap<Uid, string>> {
  const rows = await database
    .selectFrom('planned_object')
    .select(['uid', 'digest'])
    .where('run_id', '=', runId)
    .where('type', '=', type)
    .where('action', '=', 'unchanged')
    .execute();
  return new Map(rows.map(({ uid, digest }) => [uid, digest ?? '']));
}

/** What is to be written: type and action by UID. */
export async function loadWrites(
  database: Database,
  runId: number,
): Promise<ReadonlyMap<Uid, { readonly type: MetadataType; readonly action: 'create' | 'update' }>> {
  const rows = await database
    .selectFrom('planned_object')
    .select(['uid', 'type', 'action'])
    .where('run_id', '=', runId)
    .where('action', 'in', ['create', 'update'])
    .orderBy('type')
    .orderBy('uid')
    .execute();
  return new Map(
    rows.map((row) => [row.uid, { type: row.type, action: row.action === 'create' ? 'create' : 'update' }]),
  );
}

/** UIDs of everything kept of one side, by type. */
export async function loadUids(
  database: Database,
  runId: number,
  side: 'source' | 'target',
): Promise<ReadonlyMap<Uid, MetadataType>> {
  const rows = await database
    .selectFrom(side === 'source' ? 'planned_object' : 'target_object')
    .select(['uid', 'type'])
    .where('run_id', '=', runId)
    .execute();
  return new Map(rows.map((row) => [row.uid, row.type]));
}

function nameOf(row: { readonly name: string | undefined }): string | null {
  return row.name === undefined ? null : storableText(row.name);
}

function keysOf(row: { readonly uniqueKeys: readonly string[] }): string {
  return row.uniqueKeys.map((key) => storableText(key).replaceAll('\n', ' ')).join('\n');
}

/** A payload that this module wrote itself: an object with an id. */
function parseKept(payload: string): MetadataObject {
  return JSON.parse(payload) as MetadataObject;
}

/** How many objects have each action, by type; those of which nothing is planned are left out. */
export async function loadPlanCounts(
  database: Database,
  runId: number,
): Promise<readonly { readonly type: MetadataType; readonly action: PlannedAction | null; readonly count: number }[]> {
  return database
    .selectFrom('planned_object')
    .select(({ fn }) => ['type', 'action', fn.countAll<number>().as('count')])
    .where('run_id', '=', runId)
    .where('action', 'is not', null)
    .groupBy(['type', 'action'])
    .orderBy('type')
    .execute();
}
