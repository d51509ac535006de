import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Spaces of the advisory locks that are named by a text. */
const spaces = {
  metadataImport: 'metadata import into',
  admission: 'right of way',
  queue: 'tables of the queue',
  newPeriods: 'new periods of',
  vault: 'keys of the vault',
} as const;

const pauseBetweenTriesMs = 150;

/**
 * Works while no other process of any machine does the same to the same thing. The lock is the connection's: it is free again
 * as soon as a process is killed. Waits for as long as the signal allows.
 */
export async function whileNobodyElse<T>(
  database: Database,
  space: keyof typeof spaces,
  name: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const key = lockNumber(space, name);
  for (;;) {
    signal.throwIfAborted();
    const outcome = await database.connection().execute(async (connection) => {
      const answer = await sql<{ is_ours: boolean }>`select pg_try_advisory_lock(${key}::bigint) as is_ours`.execute(
        connection,
      );
      if (answer.rows[0]?.is_ours !== true) return undefined;
      try {
        return { value: await work() };
      } finally {
        await sql`select pg_advisory_unlock(${key}::bigint)`.execute(connection);
      }
    });
    if (outcome !== undefined) return outcome.value;
    await sleep(pauseBetweenTriesMs, undefined, { signal });
  }
}

/** Holds until the end of the transaction what decides who may write where: decisions are taken one after the other. */
export async function decideAlone(transaction: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockNumber('admission', '')}::bigint)`.execute(transaction);
}

/** PostgreSQL's one-number locks are a space of their own, apart from the pairs that runs and workers use. */
function lockNumber(space: keyof typeof spaces, name: string): string {
  const digest = createHash('sha256').update(`relais ${spaces[space]} ${name}`).digest();
  return digest.readBigInt64BE(0).toString();
}
