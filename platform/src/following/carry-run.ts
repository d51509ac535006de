import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunOptions } from '../replication/run-context.ts';

/** A run that was carried out to its end. */
export interface CarriedRun {
  readonly runId: number;
  readonly outcome: RunOutcome;
}

/**
 * Carries out a run between the two instances of a following, and resolves when it has ended. Whoever follows says how: in this process, or by the queue.
 * `began` is told the run's number before anything is written. Fails as the run fails.
 */
export type CarryRun = (order: {
  readonly options: RunOptions;
  /** A run that was interrupted, to be gone on with. */
  readonly runId?: number | undefined;
  began(runId: number): Promise<void>;
  readonly signal: AbortSignal;
}) => Promise<CarriedRun>;

/** Whether all that a run had to carry arrived, or was refused and told: then its changes need not be carried again. */
export function endedWell({ verdict }: RunOutcome): boolean {
  return verdict === 'identical' || verdict === 'identical-except-refusals';
}
