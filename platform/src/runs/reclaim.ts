import type { WorkQueue } from '../queue/work-queue.ts';
import type { Database } from '../store/database.ts';
import { keepWaiting, listPieces, lockPiece } from '../store/piece.ts';
import { listRuns } from '../store/run.ts';
import { lockRunState } from '../store/run-transition.ts';
import { findOrphans } from '../store/worker.ts';
import { admitWaiting, enqueueReady } from './go-on.ts';

/**
 * Gives back the pieces of workers that are no more, and the jobs of pieces that have lost theirs, whatever the reason. Any
 * worker does this every now and then. Says how many pieces were given back.
 */
export async function reclaimPieces(queue: WorkQueue, database: Database): Promise<number> {
  let count = 0;
  for (const orphan of await findOrphans(database)) {
    const isOurs = await database.transaction().execute(async (transaction) => {
      const state = await lockRunState(transaction, orphan.runId);
      const piece = await lockPiece(transaction, orphan.id);
      // Its worker may have finished it, and another one may have given it back.
      if (piece?.state !== 'running' || piece.workerId !== orphan.workerId) return false;
      if (piece.jobId !== undefined) await queue.finish(transaction, [piece.jobId]);
      await keepWaiting(transaction, piece.id);
      if (state === 'running') await enqueueReady(queue, transaction, piece.runId);
      return true;
    });
    if (isOurs) count += 1;
  }
  return count;
}

/** So many pieces of a run are looked at; where the jobs of more are gone, it is the next time. */
const piecesRevised = 1_000;

/**
 * Whoever waits for a run whose process was killed is let in here: nobody told that it had ended. And a piece whose job is gone from the queue,
 * whatever the reason, gets another.
 */
export async function reviseQueue(queue: WorkQueue, database: Database): Promise<void> {
  for (const { id, carrier } of await listRuns(database, { states: ['pending', 'running'], limit: 1_000 })) {
    if (carrier !== 'queue') continue;
    await database.transaction().execute(async (transaction) => {
      const state = await lockRunState(transaction, id);
      await putBackForgotten(queue, transaction, id);
      if (state === 'running') await enqueueReady(queue, transaction, id);
    });
  }
  await database.transaction().execute((transaction) => admitWaiting(queue, transaction));
}

async function putBackForgotten(queue: WorkQueue, transaction: Database, runId: number): Promise<void> {
  const queuedPieces = await listPieces(transaction, runId, { states: ['queued'], limit: piecesRevised });
  if (queuedPieces.length === 0) return;
  const waiting = await queue.findWaiting(transaction, runId);
  for (const queued of queuedPieces) {
    if (queued.jobId !== undefined && waiting.has(queued.jobId)) continue;
    // A worker may have taken it between the two looks.
    const piece = await lockPiece(transaction, queued.id);
    if (piece?.state === 'queued' && piece.jobId === queued.jobId) await keepWaiting(transaction, piece.id);
  }
}
