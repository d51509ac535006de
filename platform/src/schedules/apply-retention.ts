import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
}

/** The runs whose ledgers and reports the policy in force gives up, and that nobody is working on. */
export async function findGivenUpRuns(database: Database, now: Date): Promise<readonly number[]> {
  const expired = await findExpiredRuns(database, await loadRetention(database), now);
  const inUse = await findRunsInUse(database);
  return expired.filter((id) => !inUse.has(id));
}

/** Removes ledgers and reports as the policy says, and gives the runs whose ledgers went. Broken off, it goes on at the next call. */
export async function applyRetention(
  { database, dataDirectory }: RetentionPlaces,
  now: Date,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const removed = await findGivenUpRuns(database, now);
  for (const runId of [...(await findHalfRemoved(database)), ...removed]) {
    await removeLedger(database, runId, now, signal);
  }
  await removeReports({ database, dataDirectory });
  await forgetOldOccurrences(database);
  await markRetentionApplied(database, now);
  return removed;
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
