import { type StageName, stageNames } from '../model/ledger.ts';
import type { RunReason } from '../model/run-reason.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { addPieces, findReadyPieces, keepQueued } from '../store/piece.ts';
import type { PieceTask } from '../store/queue-tables.ts';
import { listRuns, loadRun, type Run } from '../store/run.ts';
import { loadSteps } from '../store/run-steps.ts';
import { keepRunReason } from '../store/run-transition.ts';
import { saveStageEnd } from '../store/stage.ts';
import { findBlocker } from './rights-of-way.ts';

/** The first thing to be done with a run: it is made ready, which is all that happens in the steps `preflight` and `plan`. */
export const opening = { task: 'open', step: 'plan', round: 0, key: '*' } as const;

/** Gives every piece that may be done now, and has none, a job. Says how many got one. */
export async function enqueueReady(queue: WorkQueue, transaction: Database, runId: number): Promise<number> {
  const ready = (await findReadyPieces(transaction, runId)).filter(({ state }) => state === 'waiting');
  const jobs = await queue.enqueue(
    transaction,
    ready.map(({ id }) => ({ runId, pieceId: id })),
  );
  if (jobs.length > 0) await keepQueued(transaction, jobs);
  return jobs.length;
}

/**
 * After a piece has ended: the rest of its round, the next round, the next step, or the verdict. A step is begun by a piece of
 * its own, because only a worker that has the run open can say which pieces it has.
 */
export async function goOn(
  queue: WorkQueue,
  transaction: Database,
  runId: number,
  ended: { readonly task: PieceTask; readonly step: string },
): Promise<void> {
  const left = await findReadyPieces(transaction, runId);
  if (left.length === 0 && ended.task !== 'conclude') {
    if (ended.task === 'work' && isStageName(ended.step)) await saveStageEnd(transaction, runId, ended.step);
    const next = stepAfter(await loadSteps(transaction, runId), ended);
    const place =
      next === undefined ? { task: 'conclude' as const, step: 'verification' } : { task: 'begin' as const, step: next };
    await addPieces(transaction, runId, [{ ...place, round: 0, key: '*' }]);
  }
  await enqueueReady(queue, transaction, runId);
}

function stepAfter(steps: readonly string[], ended: { readonly task: PieceTask; readonly step: string }) {
  if (ended.task === 'open') return steps[0];
  return steps[steps.indexOf(ended.step) + 1];
}

/** Lets a pending run be taken by workers, or says for whom it waits. Whoever calls has decided alone (`decideAlone`). */
export async function admitRun(queue: WorkQueue, transaction: Database, runId: number): Promise<void> {
  const run = await loadRun(transaction, runId);
  if (run.state !== 'pending' || run.carrier !== 'queue') return;
  const blocker = await findBlocker(transaction, run);
  if (blocker !== undefined) return tellWait(transaction, run, blocker);
  await enqueueReady(queue, transaction, runId);
  if (run.stateReason?.code === 'RUN_WAITS_FOR') await keepRunReason(transaction, runId, { code: 'RUN_HAS_WAY' });
}

/** Says why a run waits. */
export async function tellWait(transaction: Database, run: Run, blocker: Run): Promise<void> {
  const reason: RunReason = {
    code: 'RUN_WAITS_FOR',
    args: { run: blocker.id, target: run.target?.name ?? run.targetReference },
  };
  await keepRunReason(transaction, run.id, reason);
}

/** After a run has ended: whoever waited may begin, in the order in which they came. */
export async function admitWaiting(queue: WorkQueue, transaction: Database): Promise<void> {
  await decideAlone(transaction);
  const pending = await listRuns(transaction, { states: ['pending'], limit: 1_000 });
  for (const { id } of pending.toReversed()) await admitRun(queue, transaction, id);
}

/** Whether a text names a stage. */
export function isStageName(name: string): name is StageName {
  return (stageNames as readonly string[]).includes(name);
}
