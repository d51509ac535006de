import type { DeletionBound } from './deletion-policy.ts';

/** What would be deleted of one type, and how much of it the target holds. */
export interface PlannedDeletion {
  readonly type: string;
  readonly deletions: number;
  readonly held: number;
}

/** Without a word of the user: enough for what is deleted between two runs, far from what an emptied source would take. */
export const usualBound: DeletionBound = { percent: 5 };

/**
 * The rows that go beyond the bound, `*` for all types together; none when everything may go. A share is rounded up, so
 * that a single object may always go, of however few.
 */
export function beyondBound(
  planned: readonly PlannedDeletion[],
  bound: DeletionBound = usualBound,
): readonly PlannedDeletion[] {
  const whole = planned.reduce(
    (sum, { deletions, held }) => ({ type: '*', deletions: sum.deletions + deletions, held: sum.held + held }),
    { type: '*', deletions: 0, held: 0 },
  );
  if ('count' in bound) return whole.deletions > bound.count ? [whole] : [];
  const allowed = (held: number) => Math.ceil((held * bound.percent) / 100);
  return [...planned, whole].filter(({ deletions, held }) => deletions > allowed(held));
}

/** The bound as it was written: `5%` or `50`. */
export function boundText(bound: DeletionBound): string {
  return 'count' in bound ? String(bound.count) : `${bound.percent}%`;
}
