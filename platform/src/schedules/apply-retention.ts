import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditActor } from '../model/audit.ts';
import { recordAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import {
  findExpiredRuns,
  findHalfRemoved,
  findRemovedLedgers,
  forgetOldOccurrences,
  loadRetention,
  markRetentionApplied,
  removeLedger,
} from '../store/retention.ts';
import { findRunsInUse } from '../store/run-lock.ts';

/** Where ledgers and reports are. */
export interface RetentionPlaces {
  readonly database: Database;
  readonly dataDirectory: string;
  /** Who has asked, for the audit trail; the service by itself when absent. */
  readonly actor?: AuditActor | undefined;
}

const byItself: AuditActor = { kind: 'system', name: 'retention' };

/** The runs whose ledgers and reports the policy in force gives up, and that nobody is working on. */
export async function findGivenUpRuns(database: Database, now: Date): Promise<readonly number[]> {
  const expired = await findExpiredRuns(database, await loadRetention(database), now);
  const inUse = await findRunsInUse(database);
  return expired.filter((id) => !inUse.has(id));
}

/** Removes ledgers and reports as the policy says, and gives the runs whose ledgers went. Broken off, it goes on at the next call. */
export async function applyRetention(
  { database, dataDirectory, actor = byItself }: RetentionPlaces,
  now: Date,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const removed = await findGivenUpRuns(database, now);
  // Before the first one goes: who stops it in the middle has begun all the same.
  if (removed.length > 0) await tellRemoval(database, actor, removed);
  for (const runId of [...(await findHalfRemoved(database)), ...removed]) {
    await removeLedger(database, runId, now, signal);
  }
  await removeReports({ database, dataDirectory });
  await forgetOldOccurrences(database);
  await markRetentionApplied(database, now);
  return removed;
}

/** More numbers than that tell nobody anything. */
const mostTold = 1_000;

async function tellRemoval(database: Database, actor: AuditActor, removed: readonly number[]): Promise<void> {
  await database.transaction().execute((transaction) =>
    recordAudit(transaction, {
      ...{ actor, action: 'retention.applied', subject: { kind: 'setting', name: 'retention' } },
      after: { count: removed.length, runs: removed.slice(0, mostTold) },
    }),
  );
}

/** Reports on this machine's disk whose runs have no ledger any more. */
async function removeReports({ database, dataDirectory }: RetentionPlaces): Promise<void> {
  const folder = join(dataDirectory, 'runs');
  const runIds = (await readdir(folder).catch(nothingThere)).filter((name) => /^\d{1,9}$/.test(name)).map(Number);
  for (const runId of await findRemovedLedgers(database, runIds)) {
    await rm(join(folder, String(runId)), { recursive: true, force: true });
  }
}

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

const onceADayMs = 24 * 3_600_000;

/** Applies retention once a day: a chore of the scheduler. */
export function createRetentionChore(places: RetentionPlaces): (now: Date, signal: AbortSignal) => Promise<void> {
  return async (now, signal) => {
    const { appliedAt } = await loadRetention(places.database);
    if (appliedAt !== undefined && now.getTime() - appliedAt.getTime() < onceADayMs) return;
    await applyRetention(places, now, signal);
  };
}
