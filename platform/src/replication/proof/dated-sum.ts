import { createDigestSum, sumOfTexts } from '../slices/part-digest.ts';
import { type RowLanes, spread } from '../slices/row-hash.ts';

/**
 * What of a slice one side has dated since a moment, as a sum over keys and dates that does not hang on their order. Two readings
 * with the same sum have met the same changes: then nothing was changed, deleted or committed late in between.
 */
export interface DatedSum {
  /** `changedMs` as the instance dates the change; what has no date is met by every reading, and by no question. */
  add(key: Pick<RowLanes, 'keyA' | 'keyB'>, changedMs: number | undefined, isDeleted?: boolean): void;
  readonly text: string;
}

/** The sum of nothing. */
export const nothingDated = sumOfTexts([]);

export function createDatedSum(sinceMs: number): DatedSum {
  const sum = createDigestSum();
  const lanes: RowLanes = { keyA: 0, keyB: 0, contentA: 0, contentB: 0 };
  return {
    add(key, changedMs, isDeleted = false) {
      if (changedMs !== undefined && changedMs < sinceMs) return;
      lanes.keyA = key.keyA;
      lanes.keyB = key.keyB;
      lanes.contentA = spread(Math.floor((changedMs ?? 0) / 1000) ^ (isDeleted ? 1 << 31 : 0));
      lanes.contentB = spread(((changedMs ?? 0) % 1000) | (changedMs === undefined ? 1 << 30 : 0));
      sum.add(lanes);
    },
    get text() {
      return sum.text;
    },
  };
}
