import { type Selectable, sql } from 'kysely';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from './database.ts';
import { inTransaction } from './in-transaction.ts';
import { findRunsInUse } from './run-lock.ts';
import type { ReplicationTable } from './schedule-tables.ts';
import { storableJson } from './storable-text.ts';

/** How closely a source is followed. */
export interface FollowPace {
  /** The longest time between two looks. */
  readonly everyMs: number;
  /** The time between two comparisons of everything. */
  readonly fullEveryMs: number;
}

/** What to copy from where to where, and how. */
export interface Replication {
  readonly id: number;
  readonly name: string;
  /** As typed: the name of an instance, a URL, an archive. */
  readonly sourceReference: string;
  readonly targetReference: string;
  /** As they were given; the engine's own schema parses them. */
  readonly options: unknown;
  /** Where the service keeps its target close behind its source. */
  readonly follow: FollowPace | undefined;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export type ReplicationToSave = Pick<Replication, 'name' | 'sourceReference' | 'targetReference' | 'options'>;

/**
 * A new replication.
 * @throws PlatformError REPLICATION_EXISTS.
 */
export async function createReplication(database: Database, replication: ReplicationToSave): Promise<Replication> {
  const row = await database
    .insertInto('replication')
    .values(toRow(replication))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new PlatformError('REPLICATION_EXISTS', { args: { name: replication.name } });
  return toReplication(row);
}

/**
 * A replication by its number, changed.
 * @throws PlatformError REPLICATION_EXISTS where another one has its new name.
 */
export async function changeReplication(database: Database, id: number, changed: ReplicationToSave): Promise<void> {
  const other = await findReplication(database, changed.name);
  if (other !== undefined && other.id !== id) {
    throw new PlatformError('REPLICATION_EXISTS', { args: { name: changed.name } });
  }
  await database
    .updateTable('replication')
    .set({ ...toRow(changed), changed_at: new Date() })
    .where('id', '=', id)
    .execute();
}

/** Looks at all replications and changes one, while nobody else changes any. */
export async function whileNobodyDefines<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return inTransaction(database, async (transaction) => {
    await sql`lock table replication in share row exclusive mode`.execute(transaction);
    return work(transaction);
  });
}

export async function findReplication(database: Database, name: string): Promise<Replication | undefined> {
  const row = await database.selectFrom('replication').selectAll().where('name', '=', name).executeTakeFirst();
  return row && toReplication(row);
}

/**
 * A replication by its name.
 * @throws PlatformError REPLICATION_UNKNOWN.
 */
export async function loadReplication(database: Database, name: string): Promise<Replication> {
  const found = await findReplication(database, name);
  if (!found) throw new PlatformError('REPLICATION_UNKNOWN', { args: { name } });
  return found;
}

/** Lets the service follow the source of a replication, or not any more. */
export async function setFollowPace(database: Database, id: number, pace: FollowPace | undefined): Promise<void> {
  await database
    .updateTable('replication')
    .set({ follow_every_ms: pace?.everyMs ?? null, follow_full_every_ms: pace?.fullEveryMs ?? null })
    .where('id', '=', id)
    .execute();
}

/** The names of some replications, by their numbers. */
export async function loadReplicationNames(
  database: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .selectFrom('replication')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** All replications, by name. */
export async function listReplications(database: Database): Promise<readonly Replication[]> {
  const rows = await database.selectFrom('replication').selectAll().orderBy('name').execute();
  return rows.map(toReplication);
}

/** Forgets a replication with its schedule; its runs stay. */
export async function removeReplication(database: Database, id: number): Promise<void> {
  await database.deleteFrom('replication').where('id', '=', id).execute();
}

/** States of a run that may still write. */
const unfinished = ['pending', 'running', 'paused'] as const;

/** The oldest run of a replication that has not ended. A command that was killed says that its run goes on, and does nothing. */
export async function findUnfinishedRun(
  database: Database,
  replicationId: number,
): Promise<{ readonly id: number; readonly state: (typeof unfinished)[number] } | undefined> {
  const rows = await database
    .selectFrom('run')
    .select(['id', 'carrier'])
    .select((select) => select.ref('state').$castTo<(typeof unfinished)[number]>().as('state'))
    .where('replication_id', '=', replicationId)
    .where('state', 'in', unfinished)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return undefined;
  const inUse = await findRunsInUse(database);
  const row = rows.find(({ id, carrier }) => carrier === 'queue' || inUse.has(id));
  return row && { id: row.id, state: row.state };
}

function toRow({ name, sourceReference, targetReference, options }: ReplicationToSave) {
  return {
    name,
    source_reference: sourceReference,
    target_reference: targetReference,
    options: storableJson(options),
  };
}

function toReplication(row: Selectable<ReplicationTable>): Replication {
  const { follow_every_ms: everyMs, follow_full_every_ms: fullEveryMs } = row;
  return {
    id: row.id,
    name: row.name,
    sourceReference: row.source_reference,
    targetReference: row.target_reference,
    options: row.options,
    follow: everyMs === null || fullEveryMs === null ? undefined : { everyMs, fullEveryMs },
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
