import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../model/errors/platform-error.ts';
import { hasEnded } from '../model/run-state.ts';
import type { RunOptions } from '../replication/run-context.ts';
import { resumeRun } from '../runs/control-run.ts';
import { startRun } from '../runs/start-run.ts';
import type { Database } from '../store/database.ts';
import { loadRun, type Run } from '../store/run.ts';
import { followerName } from './carry-in-process.ts';
import type { CarryRun } from './carry-run.ts';

/** What runs of a following share when workers carry them out. */
export interface ByQueue {
  readonly database: Database;
  readonly sourceReference: string;
  readonly targetReference: string;
  /** The definition that they are executions of. */
  readonly replicationId: number;
  /** Between two looks whether a run has ended. */
  readonly lookMs?: number | undefined;
}

const usualLookMs = 500;

/**
 * Has runs carried out by the workers, and waits for their end: whatever pauses one, an instance that is down or a person, lets it go on
 * in its time. Where whoever follows has to stop the run goes on without it, and is asked after later.
 * @throws PlatformError RUN_STOPPED where a run was cancelled, or could not go on.
 */
export function carryByQueue(given: ByQueue): CarryRun {
  const { database, lookMs = usualLookMs } = given;
  return async ({ options, runId: before, began, signal }) => {
    const runId = (await goOnWith(database, before)) ?? (await start(given, options));
    await began(runId);
    for (;;) {
      const run = await loadRun(database, runId);
      if (hasEnded(run.state)) return { runId, outcome: outcomeOf(run) };
      await sleep(lookMs, undefined, { signal });
    }
  };
}

function start({ database, sourceReference, targetReference, replicationId }: ByQueue, options: RunOptions) {
  return startRun(database, {
    mode: 'replicate',
    source: sourceReference,
    target: targetReference,
    options,
    replicationId,
    startedBy: followerName,
  });
}

/** A run that was begun before: under way, or ended while nobody looked, or to be taken up again. One that was cancelled stays so. */
async function goOnWith(database: Database, runId: number | undefined): Promise<number | undefined> {
  if (runId === undefined) return undefined;
  const { state, outcome } = await loadRun(database, runId);
  if (state === 'cancelled') return undefined;
  if (state === 'failed' && outcome === undefined) await resumeRun(database, runId);
  return runId;
}

function outcomeOf({ id, outcome, state }: Run) {
  if (outcome === undefined || state === 'cancelled') throw new PlatformError('RUN_STOPPED', { args: { run: id } });
  return outcome;
}
