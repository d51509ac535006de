import type { RunOutcome } from '../model/run-outcome.ts';
import type { RunReason } from '../model/run-reason.ts';
import type { RunState } from '../model/run-state.ts';

/** In which state a run ends, and why. */
export interface EndOfRun {
  readonly to: RunState;
  readonly reason: RunReason;
}

/**
 * How an outcome ends a run. Pieces that were set aside were told as findings: what is missing for that is a refusal when
 * both sides agree otherwise, and a failure when they do not.
 */
export function endOfRun(outcome: RunOutcome, setAside = 0): EndOfRun {
  if (outcome.verdict === 'cancelled') return { to: 'cancelled', reason: { code: 'RUN_CANCEL_ASKED' } };
  if (setAside > 0) {
    const to = outcome.findings.unexplained > 0 ? 'failed' : 'completed-with-refusals';
    return { to, reason: { code: 'RUN_PIECES_SET_ASIDE', args: { count: setAside } } };
  }
  if (outcome.findings.refused > 0)
    return { to: 'completed-with-refusals', reason: { code: 'RUN_DONE_WITH_REFUSALS' } };
  return { to: 'completed', reason: { code: 'RUN_DONE' } };
}
