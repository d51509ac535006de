import type { Finding } from '../../../model/finding.ts';
import { type ComparisonTable, createComparisonTable } from './comparison-table.ts';
import { createFixedDifferences } from './fixed-differences.ts';
import { countSlice, readSlice } from './read-slice.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import { comparisonFor, type TrackerWork } from './tracker-work.ts';
import { isUnknownThere, unreadableSlice } from './unreadable-slice.ts';

/** What the target holds of a slice, to compare the source's objects with; or why it cannot be listed. */
export type TargetTable = { readonly table: ComparisonTable } | { readonly problem: Finding };

/** Reads a slice of the target; empty where the target does not know what the slice is listed by. */
export async function readTargetTable(
  work: TrackerWork,
  slice: TrackerSlice,
  signal: AbortSignal,
): Promise<TargetTable> {
  const comparison = comparisonFor(work, slice);
  const table = createComparisonTable(comparison, createFixedDifferences(comparison, work.target.toItsUid));
  try {
    if ((await countSlice(work.target, slice, signal)) === 0) return { table };
    for await (const object of readSlice(work.target, slice, signal)) table.add(object);
    return { table };
  } catch (error) {
    return isUnknownThere(error) ? { table } : { problem: unreadableSlice(slice, 'target', error) };
  }
}
