import { createDigestSum, sumOfTexts } from '../slices/part-digest.ts';
import { type RowLanes, spread } from '../slices/row-hash.ts';

/**
 * What of a slice one side has dated since a moment, as a sum over keys, contents and dates that does not hang on their order. Two
 * readings with the same sum have met the same changes: then nothing was changed, deleted or committed late in between. Dates alone
 * would not do: imports of data values date by whole seconds, and a value may change twice in one.
 */
export interface DatedSum {
  /** `changedMs` as the instance dates the change; what has no date is met by every reading, and by no question. */
  add(row: RowLanes, changedMs: number | undefined, isDeleted?: boolean): void;
  readonly text: string;
}

/** The sum of nothing. */
export const nothingDated = sumOfTexts([]);

export function createDatedSum(sinceMs: number): DatedSum {
  const sum = createDigestSum();
  const lanes: RowLanes = { keyA: 0, keyB: 0, contentA: 0, contentB: 0 };
  return {
    add(row, changedMs, isDeleted = false) {
      if (changedMs !== undefined && changedMs < sinceMs) return;
      lanes.keyA = row.keyA;
      lanes.keyB = row.keyB;
      lanes.contentA = spread(Math.floor((changedMs ?? 0) / 1000) ^ (isDeleted ? 1 << 31 : 0)) ^ spread(row.contentA);
      lanes.contentB =
        spread(((changedMs ?? 0) % 1000) | (changedMs === undefined ? 1 << 30 : 0)) ^ spread(row.contentB);
      sum.add(lanes);
    },
    get text() {
      return sum.text;
    },
  };
}
