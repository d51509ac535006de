import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunReason } from '../model/run-reason.ts';
import type { RunState } from '../model/run-state.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { type InstanceIdentity, loadRun, saveRunInstances, saveRunOutcome } from '../store/run.ts';
import { findRunningRuns, saveCarrier } from '../store/run-steps.ts';
import { moveRun } from '../store/run-transition.ts';
import { endOfRun } from './end-of-run.ts';
import { findBlocker, type WritingRun } from './rights-of-way.ts';

/** A run that one process carries out by itself, under the run's lock (`store/run-lock.ts`). */
export interface InProcessRun {
  readonly database: Database;
  readonly runId: number;
  /** Who typed the command. */
  readonly toldBy: string;
}

/**
 * The process begins with a run.
 * @throws PlatformError TARGET_IN_USE where another run writes to the same target, RUN_IN_USE where workers carry it out.
 */
export async function beginInProcess(
  { database, runId, toldBy }: InProcessRun,
  sides: { readonly source: InstanceIdentity; readonly target: InstanceIdentity },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await decideAlone(transaction);
    await saveRunInstances(transaction, runId, sides.source, sides.target);
    const run = await loadRun(transaction, runId);
    const isWorkedOn = run.carrier === 'queue' && (run.state === 'pending' || run.state === 'running');
    if (isWorkedOn) throw new PlatformError('RUN_IN_USE', { args: { run: runId } });
    await assertTargetFree(transaction, run);
    await saveCarrier(transaction, runId, 'process');
    await moveRun(transaction, runId, { to: 'running', reason: { code: 'RUN_ASKED' }, toldBy });
  });
}

/**
 * Looks whether a run may begin; it need not be a row yet. The answer holds as long as `decideAlone` does.
 * @throws PlatformError TARGET_IN_USE where another run writes to the same target.
 */
export async function assertTargetFree(
  database: Database,
  { id = Number.MAX_SAFE_INTEGER, ...run }: Omit<WritingRun, 'id'> & { readonly id: number | undefined },
): Promise<void> {
  const blocker = await findBlocker(database, { ...run, id });
  if (blocker === undefined) return;
  const target = run.target?.name ?? run.targetReference;
  throw new PlatformError('TARGET_IN_USE', { args: { run: blocker.id, target } });
}

/** The process has carried a run to its end. */
export async function endInProcess({ database, runId, toldBy }: InProcessRun, outcome: RunOutcome): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await saveRunOutcome(transaction, runId, outcome);
    await moveRun(transaction, runId, { ...endOfRun(outcome), toldBy });
  });
}

/** The process stops in the middle. A run that somebody else has stopped keeps that state; it is given back. */
export async function stopInProcess(
  { database, runId, toldBy }: InProcessRun,
  to: 'failed' | 'cancelled',
  error: unknown,
): Promise<RunState> {
  return database.transaction().execute(async (transaction) => {
    const { state } = await loadRun(transaction, runId);
    if (state !== 'running' && state !== 'pending') return state;
    await moveRun(transaction, runId, { to, reason: reasonOf(to, error), toldBy });
    return to;
  });
}

function reasonOf(to: 'failed' | 'cancelled', error: unknown): RunReason {
  if (to === 'cancelled') return { code: 'RUN_INTERRUPTED' };
  if (error instanceof PlatformError) return { code: error.code, args: error.args };
  return { code: 'RUN_FAULT', args: { reason: String(error) } };
}

const lookEveryMs = 2_000;

/** A signal that is aborted when somebody else pauses or cancels the run. Ends with `until`. */
export function whenStoppedElsewhere({ database, runId }: InProcessRun, until: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const look = async () => {
    while (!until.aborted) {
      await sleep(lookEveryMs, undefined, { signal: until });
      if (!(await findRunningRuns(database, [runId])).has(runId)) {
        controller.abort(new PlatformError('RUN_STOPPED', { args: { run: runId } }));
        return;
      }
    }
  };
  look().catch((error: unknown) => {
    // Who cannot look at the run cannot go on with it either.
    if (!until.aborted) controller.abort(error);
  });
  return controller.signal;
}
