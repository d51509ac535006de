import type { RunReason } from '../model/run-reason.ts';
import { canDoWithout, failureOf, judgeFailure, mostAttempts, retryPauseMs } from '../runs/judge-failure.ts';
import type { PieceEnd } from '../runs/settle-piece.ts';
import type { TakenPiece } from '../runs/take-piece.ts';
import { reasonOf } from '../runs/take-piece.ts';
import { saveTrouble } from '../store/instance-trouble.ts';
import type { KeptPiece, PieceFailure } from '../store/piece.ts';

/** How soon an instance that was found down is looked at again. */
const firstProbeMs = 1_000;

/**
 * What becomes of a piece that failed. An instance that is down and an account that is refused stop the run, for all workers, and cost the piece
 * none of its tries; so does trouble of our own database. All else is tried again, with an end.
 */
export async function endOfFailure(
  error: unknown,
  { piece }: TakenPiece,
  isUp: (address: string) => Promise<boolean>,
  random: number,
): Promise<PieceEnd> {
  const failure = failureOf(error);
  const judgement = judgeFailure(error);
  switch (judgement.kind) {
    case 'store':
      return { kind: 'again', failure, counts: false, delayMs: retryPauseMs(Math.min(piece.timesTaken, 4), random) };
    case 'instance-down': {
      // A server that answers is not down: then something is wrong with what was asked.
      if (await isUp(judgement.address)) return tryAgain(piece, failure, random);
      return stopForTrouble(failure, judgement.address, 'down');
    }
    case 'account-refused':
      return stopForTrouble(failure, judgement.address, 'refused');
    case 'no-use':
      return giveUp(piece, failure);
    case 'try-again':
      return tryAgain(piece, failure, random);
  }
}

function tryAgain(piece: KeptPiece, failure: PieceFailure, random: number): PieceEnd {
  if (piece.attempts + 1 >= mostAttempts) return giveUp(piece, failure);
  return { kind: 'again', failure, counts: true, delayMs: retryPauseMs(piece.attempts, random) };
}

function giveUp(piece: KeptPiece, failure: PieceFailure): PieceEnd {
  if (canDoWithout(piece)) return { kind: 'set-aside', failure };
  return { kind: 'stop', to: 'failed', reason: reasonFor(failure), failure, counts: true };
}

function stopForTrouble(failure: PieceFailure, address: string | undefined, kind: 'down' | 'refused'): PieceEnd {
  const stop = { kind: 'stop', to: 'paused', failure, counts: false } as const;
  const { code, args } = failure;
  if (code === 'FAULT' || address === undefined) return { ...stop, reason: reasonFor(failure) };
  const trouble = { address, kind, code, args };
  return {
    ...stop,
    reason: reasonOf(trouble),
    also: (transaction) => saveTrouble(transaction, { ...trouble, firstProbeMs }),
  };
}

function reasonFor({ code, args }: PieceFailure): RunReason {
  return code === 'FAULT' ? { code: 'RUN_FAULT', args } : { code, args };
}
