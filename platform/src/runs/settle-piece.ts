import type { RunReason } from '../model/run-reason.ts';
import type { RunState } from '../model/run-state.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import {
  type KeptPiece,
  keepDone,
  keepFailure,
  keepQueued,
  keepWaiting,
  lockPiece,
  type PieceFailure,
} from '../store/piece.ts';
import { loadRun } from '../store/run.ts';
import { lockRunState, moveRun } from '../store/run-transition.ts';
import { admitRun, admitWaiting, goOn } from './go-on.ts';
import type { Taker } from './take-piece.ts';

/** How a worker's time with a piece ended. */
export type PieceEnd =
  /** `also` is done in the same transaction, before anything follows. */
  | { readonly kind: 'done'; readonly also?: ((transaction: Database) => Promise<void>) | undefined }
  /** Its time was up, or the worker has to stop: it goes on as soon as somebody is free. */
  | { readonly kind: 'later' }
  /** It failed, and is tried again after a while; not every failure counts. */
  | { readonly kind: 'again'; readonly failure: PieceFailure; readonly counts: boolean; readonly delayMs: number }
  /** It failed too often; the run goes on without it. */
  | { readonly kind: 'set-aside'; readonly failure: PieceFailure }
  /** The run stops here, in one of the states that somebody or something has to lift. */
  | {
      readonly kind: 'stop';
      readonly to: RunState;
      readonly reason: RunReason;
      readonly failure: PieceFailure;
      readonly counts: boolean;
      readonly also?: ((transaction: Database) => Promise<void>) | undefined;
    };

/**
 * Ends a worker's time with a piece: what became of it and what follows are one transaction. False where somebody else holds the
 * piece by now (this worker was taken for dead): what it did is in the ledger, and is not undone by being done again.
 */
export async function settlePiece(
  queue: WorkQueue,
  database: Database,
  taker: Taker,
  held: KeptPiece,
  end: PieceEnd,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    // Who may begin is decided before the run is locked, as everywhere.
    const isPending = (await loadRun(transaction, held.runId)).state === 'pending';
    if (isPending || endsRun(held, end)) await decideAlone(transaction);
    const state = await lockRunState(transaction, held.runId);
    const piece = await lockPiece(transaction, held.id);
    const isOurs = piece?.state === 'running' && piece.jobId === held.jobId && piece.workerId === taker.workerId;
    if (!isOurs || held.jobId === undefined) return false;
    await queue.finish(transaction, [held.jobId]);
    await settle(queue, transaction, taker, held, end, state);
    // Paused and resumed while the piece was at hand.
    if (isPending) await admitRun(queue, transaction, held.runId);
    return true;
  });
}

/** Whether others may begin because of it. */
function endsRun({ task }: KeptPiece, { kind }: PieceEnd): boolean {
  return kind === 'stop' || task === 'conclude';
}

async function settle(
  queue: WorkQueue,
  transaction: Database,
  taker: Taker,
  piece: KeptPiece,
  end: PieceEnd,
  state: RunState,
): Promise<void> {
  const { id, runId } = piece;
  if ('failure' in end) await keepFailure(transaction, id, end.failure, 'counts' in end ? end.counts : true);
  switch (end.kind) {
    case 'done':
      // A run that was paused while its verdict was found has none yet.
      if (piece.task === 'conclude' && state !== 'running') return keepWaiting(transaction, id);
      await end.also?.(transaction);
      await keepDone(transaction, id, 'done');
      return follow(queue, transaction, piece, state);
    case 'set-aside':
      await keepDone(transaction, id, 'set-aside');
      return follow(queue, transaction, piece, state);
    case 'later':
    case 'again':
      return putBack(queue, transaction, piece, state, end.kind === 'again' ? end.delayMs : 0);
    case 'stop':
      await end.also?.(transaction);
      await keepWaiting(transaction, id);
      // Somebody may have stopped it for another reason meanwhile: that one stays.
      if (state !== 'running') return;
      await moveRun(transaction, runId, { to: end.to, reason: end.reason, toldBy: taker.name });
      return admitWaiting(queue, transaction);
  }
}

/** What comes after the piece gets its job now, or when the run goes on. */
async function follow(queue: WorkQueue, transaction: Database, piece: KeptPiece, state: RunState): Promise<void> {
  if (state === 'running') await goOn(queue, transaction, piece.runId, piece);
  else await goOn(noJobs, transaction, piece.runId, piece);
  if (piece.task === 'conclude') await admitWaiting(queue, transaction);
}

/** For runs that are not running: pieces come to be, and wait. */
const noJobs: WorkQueue = {
  enqueue: async () => [],
  take: async () => undefined,
  finish: async () => undefined,
  findWaiting: async () => new Set(),
  countWaiting: async () => 0,
  close: async () => undefined,
};

async function putBack(
  queue: WorkQueue,
  transaction: Database,
  { id, runId }: KeptPiece,
  state: RunState,
  delayMs: number,
): Promise<void> {
  await keepWaiting(transaction, id);
  if (state === 'running')
    await keepQueued(transaction, await queue.enqueue(transaction, [{ runId, pieceId: id, delayMs }]));
}
