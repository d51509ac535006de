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

/** What a run did not read again, because an earlier one had proven it and neither instance has dated a change of it since. */
export interface ProvenBefore {
  /** How many objects, by class. */
  readonly types: Readonly<Record<string, number>>;
  /** When the oldest of these readings was, and by which run, by our clock (ISO 8601). */
  readonly oldestAt: string;
  readonly oldestBy: number;
}

/** How many objects of a run go back to earlier runs, and how many it stands for in all; undefined where it has read all. */
export function countProvenBefore({
  provenBefore,
  totals,
}: Pick<RunOutcome, 'provenBefore' | 'totals'>): { readonly before: number; readonly all: number } | undefined {
  if (provenBefore === undefined) return undefined;
  const before = Object.values(provenBefore.types).reduce((sum, count) => sum + count, 0);
  return { before, all: Object.values(totals).reduce((sum, { read }) => sum + read, 0) };
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
  /** Counted in `totals` as read, unchanged and verified, and yet not read by this run; absent where this run read all. */
  readonly provenBefore?: ProvenBefore | undefined;
}
