import type { Database } from './database.ts';
import { findLiveWorkers } from './worker.ts';

/** How much all runs and workers together may ask of an instance. */
export interface InstanceLimit {
  /** Requests under way at a time. */
  readonly connections: number;
  /** No bound where undefined. */
  readonly requestsPerMinute: number | undefined;
}

/** What an instance is asked for where nobody said otherwise: the servers of DHIS2 are made for many browsers. */
export const usualLimit: InstanceLimit = { connections: 16, requestsPerMinute: undefined };

export async function saveLimit(database: Database, address: string, limit: InstanceLimit): Promise<void> {
  const row = { connections: limit.connections, requests_per_minute: limit.requestsPerMinute ?? null };
  await database
    .insertInto('instance_limit')
    .values({ address, ...row })
    .onConflict((conflict) => conflict.column('address').doUpdateSet(row))
    .execute();
}

export async function loadLimit(database: Database, address: string): Promise<InstanceLimit> {
  const row = await database.selectFrom('instance_limit').selectAll().where('address', '=', address).executeTakeFirst();
  return row ? { connections: row.connections, requestsPerMinute: row.requests_per_minute ?? undefined } : usualLimit;
}

/** A worker opens an instance: from now on it counts among those who share the limit. */
export async function takeLease(database: Database, address: string, workerId: number): Promise<void> {
  await database
    .insertInto('instance_lease')
    .values({ address, worker_id: workerId })
    .onConflict((conflict) => conflict.columns(['address', 'worker_id']).doNothing())
    .execute();
}

export async function releaseLease(database: Database, address: string, workerId: number): Promise<void> {
  await database
    .deleteFrom('instance_lease')
    .where('address', '=', address)
    .where('worker_id', '=', workerId)
    .execute();
}

/**
 * A worker's part of an instance's limit: the limit, divided by the live workers that have it open. Workers that were killed
 * do not count. Everybody gets at least one connection, so more workers than connections go beyond a very small limit.
 */
export async function shareOf(database: Database, address: string): Promise<InstanceLimit> {
  const limit = await loadLimit(database, address);
  const leases = await database
    .selectFrom('instance_lease')
    .select('worker_id')
    .where('address', '=', address)
    .execute();
  const live = await findLiveWorkers(database);
  const sharers = Math.max(1, leases.filter((lease) => live.has(lease.worker_id)).length);
  return {
    connections: Math.max(1, Math.floor(limit.connections / sharers)),
    requestsPerMinute:
      limit.requestsPerMinute === undefined ? undefined : Math.max(1, Math.floor(limit.requestsPerMinute / sharers)),
  };
}
