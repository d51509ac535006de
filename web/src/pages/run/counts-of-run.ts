import type { RunDetail } from '../../api/runs.ts';

type Totals = RunDetail['totals'];
type Counts = Totals[string];
export type CountKey = keyof Counts;

/** In the order in which people read them. */
export const countKeys = [
  'read',
  'created',
  'updated',
  'unchanged',
  'deleted',
  'refused',
  'skipped',
  'impossible',
  'verified',
] as const satisfies readonly CountKey[];

export function sumOf(totals: Totals, key: CountKey): number {
  return Object.values(totals).reduce((sum, counts) => sum + counts[key], 0);
}

/** Types with refusals first, then those of which most was written or deleted, then by size: what somebody looks for stands above. */
export function typesBySize(totals: Totals): readonly { readonly type: string; readonly counts: Counts }[] {
  const weightOf = (counts: Counts) => [counts.refused, counts.created + counts.updated + counts.deleted, counts.read];
  return Object.entries(totals)
    .map(([type, counts]) => ({ type, counts }))
    .filter(({ counts }) => countKeys.some((key) => counts[key] > 0))
    .sort(
      (left, right) => compare(weightOf(right.counts), weightOf(left.counts)) || left.type.localeCompare(right.type),
    );
}

function compare(left: readonly number[], right: readonly number[]): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place < 0 ? 0 : (left[place] ?? 0) - (right[place] ?? 0);
}
