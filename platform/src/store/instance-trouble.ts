import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../model/errors/codes.ts';
import type { ErrorArguments } from '../model/errors/platform-error.ts';
import type { Database } from './database.ts';
import { tellEvent } from './notice-event.ts';
import type { InstanceTroubleTable } from './queue-tables.ts';
import { storableJson } from './storable-text.ts';

/** An instance that nobody should ask for now, known to all workers: the circuit is open. */
export interface InstanceTrouble {
  readonly address: string;
  /** `down` is looked after by itself; `refused` (its account) waits for a person. */
  readonly kind: 'down' | 'refused';
  readonly code: ErrorCode;
  readonly args: ErrorArguments;
  readonly since: Date;
  readonly probes: number;
}

/** Opens the circuit of an instance, and tells those who want to know; where it is open already only the reason is renewed. */
export async function saveTrouble(
  transaction: Database,
  trouble: Pick<InstanceTrouble, 'address' | 'kind' | 'code' | 'args'> & { readonly firstProbeMs: number },
): Promise<void> {
  const reason = { kind: trouble.kind, error_code: trouble.code, error_args: storableJson(trouble.args) };
  const { is_new: isNew } = await transaction
    .insertInto('instance_trouble')
    .values({ address: trouble.address, ...reason, next_probe_at: inMs(trouble.firstProbeMs) })
    .onConflict((conflict) => conflict.column('address').doUpdateSet(reason))
    // A row that was inserted has never been locked or changed.
    .returning(sql<boolean>`xmax = 0`.as('is_new'))
    .executeTakeFirstOrThrow();
  if (!isNew) return;
  const name = trouble.kind === 'down' ? 'instance.down' : 'instance.refused';
  await tellEvent(transaction, { name, args: { instance: trouble.address, code: trouble.code } });
}

/** An account is taken again, or may be: somebody gave new credentials, or let a run go on. */
export async function removeRefusals(transaction: Database, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await transaction
    .deleteFrom('instance_trouble')
    .where('address', 'in', addresses)
    .where('kind', '=', 'refused')
    .execute();
}

/** Closes the circuit. False where it was closed. */
export async function removeTrouble(transaction: Database, address: string): Promise<boolean> {
  const removed = await transaction
    .deleteFrom('instance_trouble')
    .where('address', '=', address)
    .returning(sql<number>`extract(epoch from clock_timestamp() - since) * 1000`.as('durationMs'))
    .executeTakeFirst();
  if (!removed) return false;
  const durationMs = Math.round(Number(removed.durationMs));
  await tellEvent(transaction, { name: 'instance.back', args: { instance: address, durationMs } });
  return true;
}

export async function findTroubles(
  database: Database,
  addresses: readonly string[],
): Promise<readonly InstanceTrouble[]> {
  if (addresses.length === 0) return [];
  const rows = await database
    .selectFrom('instance_trouble')
    .selectAll()
    .where('address', 'in', addresses)
    .orderBy('since')
    .execute();
  return rows.map(toTrouble);
}

/** A look at an instance that is down: of one worker at a time. */
export interface Probe {
  readonly trouble: InstanceTrouble;
  /** Ends the look where nobody answered: it is looked at again after a pause, in milliseconds. */
  release(pauseMs: number): Promise<void>;
}

/**
 * Takes the next instance that is down and due for a look, so that one worker looks and the others do not: not before it has released it, or,
 * where it died meanwhile, after `longestLookMs`.
 */
export async function takeProbe(database: Database, longestLookMs: number): Promise<Probe | undefined> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('instance_trouble')
      .selectAll()
      .where('kind', '=', 'down')
      .where('next_probe_at', '<=', sql<Date>`clock_timestamp()`)
      .orderBy('next_probe_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return undefined;
    const probes = row.probes + 1;
    const { address } = row;
    await transaction
      .updateTable('instance_trouble')
      .set({ probes, next_probe_at: inMs(longestLookMs) })
      .where('address', '=', address)
      .execute();
    const release = async (pauseMs: number) => {
      await database
        .updateTable('instance_trouble')
        .set({ next_probe_at: inMs(pauseMs) })
        .where('address', '=', address)
        // Unless somebody has taken this look for dead, or the circuit was closed and opened again.
        .where('probes', '=', probes)
        .execute();
    };
    return { trouble: toTrouble(row), release };
  });
}

function inMs(ms: number) {
  return sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;
}

const argumentsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

function toTrouble(row: Selectable<InstanceTroubleTable>): InstanceTrouble {
  const { address, kind, since, probes } = row;
  const code = row.error_code in errorCodes ? (row.error_code as ErrorCode) : 'DHIS2_UNREACHABLE';
  return { address, kind, code, args: argumentsSchema.parse(row.error_args), since, probes };
}
