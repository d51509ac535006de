import type { Counts } from './counts.ts';
import type { FindingCause } from './finding.ts';

/** What is asked of the engine: copy and prove, only compare, or only verify what is there. */
export const runModes = ['replicate', 'diff', 'verify'] as const;
export type RunMode = (typeof runModes)[number];

/** The one word at the end of a run. `planned` is a run that wrote nothing because it was a dry run or was not confirmed. */
export const verdicts = ['identical', 'identical-except-refusals', 'different', 'cancelled', 'planned'] as const;
export type Verdict = (typeof verdicts)[number];

/** The counts of one type, with the number of objects that the second reading found equal. */
export interface VerifiedCounts extends Counts {
  readonly verified: number;
}

/** How a run ended. */
export interface RunOutcome {
  readonly verdict: Verdict;
  /** By metadata type or data class, in the order in which people read them. */
  readonly totals: Readonly<Record<string, VerifiedCounts>>;
  /** How many objects the findings stand for, by cause. */
  readonly findings: Readonly<Record<FindingCause, number>>;
  /** Signature of the comparison: a digest over the digests of every slice that was compared. */
  readonly comparisonDigest?: string | undefined;
}
