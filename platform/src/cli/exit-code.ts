import type { RunMode, RunOutcome } from '../model/run-outcome.ts';

/** What a command tells the shell; programs rely on these numbers. */
export const exitCodes = {
  /** All is identical, or all was done as asked. */
  identical: 0,
  /** Identical, except for what the target refused. */
  refusals: 1,
  /** Something differs, and nothing explains it. */
  unexplained: 2,
  /** The command could not do its work. */
  couldNotRun: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a run. A comparison (`diff`) that finds something to create, update or delete says that they differ. */
export function exitCodeOf(mode: RunMode, outcome: RunOutcome): ExitCode {
  if (outcome.verdict === 'cancelled') return exitCodes.couldNotRun;
  if (outcome.findings.unexplained > 0 || outcome.verdict === 'different') return exitCodes.unexplained;
  if (mode === 'diff' && hasChanges(outcome)) return exitCodes.unexplained;
  return outcome.findings.refused > 0 ? exitCodes.refusals : exitCodes.identical;
}

function hasChanges(outcome: RunOutcome): boolean {
  return Object.values(outcome.totals).some((counts) => counts.created + counts.updated + counts.deleted > 0);
}
