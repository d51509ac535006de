import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceReader, WritableInstance } from '../model/instance.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import { replicate } from '../replication/replicate.ts';
import type { ProgressSink } from '../replication/run-context.ts';
import { guardTarget } from '../runs/guard-target.ts';
import { identityOf } from '../runs/identity-of.ts';
import {
  assertTargetFree,
  beginInProcess,
  endInProcess,
  type InProcessRun,
  stopInProcess,
  whenStoppedElsewhere,
} from '../runs/in-process-run.ts';
import type { Database } from '../store/database.ts';
import { createLedger } from '../store/ledger.ts';
import { createRun } from '../store/run.ts';
import { withRunLock } from '../store/run-lock.ts';
import type { CarryRun } from './carry-run.ts';

/** What runs of a following share when one process carries them all out over the same two connections. */
export interface InProcess {
  readonly database: Database;
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly sourceReference: string;
  readonly targetReference: string;
  progressOf(runId: number): ProgressSink & { flush?(): Promise<void> };
}

type CarryOrder = Parameters<CarryRun>[0];

/** Who follows, among those who begin and end runs. */
export const followerName = 'following';

/**
 * Carries runs out here and now; each is a row with its ledger, like any other, and has its right of way like any other.
 * @throws PlatformError TARGET_IN_USE, which passes, where another run writes the same to the same target.
 */
export function carryInProcess(given: InProcess): CarryRun {
  const { database, source, target, sourceReference, targetReference } = given;
  return async (order) => {
    const newRun = { mode: 'replicate', sourceReference, targetReference, options: order.options } as const;
    const sides = { source: identityOf(source.facts), target: identityOf(target.facts) };
    const run = { ...newRun, target: sides.target, id: order.runId };
    await whichPasses(assertTargetFree(database, run));
    const runId = order.runId ?? (await createRun(database, newRun));
    await order.began(runId);
    const inProcess = { database, runId, toldBy: followerName };
    return withRunLock(database, runId, async () => {
      await whichPasses(beginInProcess(inProcess, sides));
      return { runId, outcome: await carryOut(given, order, inProcess) };
    });
  };
}

async function carryOut(given: InProcess, order: CarryOrder, inProcess: InProcessRun): Promise<RunOutcome> {
  const { database, runId } = inProcess;
  const progress = given.progressOf(runId);
  const ended = new AbortController();
  try {
    const outcome = await replicate({
      source: given.source,
      target: guardTarget(database, given.target),
      ledger: createLedger(database, runId),
      database,
      options: order.options,
      progress,
      signal: AbortSignal.any([order.signal, whenStoppedElsewhere(inProcess, ended.signal)]),
      mode: 'replicate',
    });
    await endInProcess(inProcess, outcome);
    return outcome;
  } catch (error) {
    await stopInProcess(inProcess, order.signal.aborted ? 'cancelled' : 'failed', error);
    throw error;
  } finally {
    ended.abort();
    await progress.flush?.();
  }
}

/** Whoever follows need not be told to wait: the next cycle tries again. */
async function whichPasses(begun: Promise<void>): Promise<void> {
  try {
    await begun;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'TARGET_IN_USE') throw error;
    throw new PlatformError(error.code, { args: error.args, cause: error, retryable: true });
  }
}
