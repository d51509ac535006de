import type { StageName } from '../../model/ledger.ts';
import type { RunContext } from '../run-context.ts';
import type { Piece } from './piece.ts';

/** One step of a run. */
export interface Step {
  readonly name: StageName;
  /** All of it in this process; tells its progress. May be repeated: what the ledger holds as finished is not done again. */
  run(context: RunContext): Promise<void>;
  /** The same in pieces, where several workers can share it. Called once for each process that takes part. */
  share?(context: RunContext): Promise<SharedStep | undefined>;
}

/** A step that several workers share, as one of them has it open. */
export interface SharedStep {
  /** The same pieces whoever asks, and whenever. */
  readonly pieces: readonly Piece[];
  /** Does a piece, or the rest of it. */
  work(context: RunContext, piece: Piece): Promise<void>;
}

/** A step that tells when it begins and ends. */
export function toldStep(name: StageName, run: Step['run'], share?: Step['share']): Step {
  return {
    name,
    ...(share && { share }),
    async run(context) {
      context.signal.throwIfAborted();
      context.progress.stageStarted(name);
      await run(context);
      context.progress.stageFinished(name);
    },
  };
}
