import type { RowLanes } from './row-hash.ts';

/** What the target holds of one row. */
export type RowComparison = 'absent' | 'equal' | 'different';

/**
 * The rows of one slice as hashes only: 17 bytes a slot, at most 60 % full, so 200,000 rows take 9 MB.
 * Two different keys of a slice of n rows meet with odds of n²/2^65 (200,000 rows: one in 900 million slices), a changed
 * content looks unchanged with odds of 2^-64; the verification, which sums other hashes, would tell.
 */
export interface RowTable {
  readonly size: number;
  /** Rows that no call of `compare` has asked for. */
  readonly unseen: number;
  add(row: RowLanes): void;
  /** Compares a row with its counterpart, which from then on counts as seen. */
  compare(row: RowLanes): RowComparison;
  /** Whether the row is here and was not asked for. */
  isUnseen(row: RowLanes): boolean;
}

const lanesPerRow = 4;
const free = 0;
const unseenMark = 1;
const seenMark = 2;

/** An empty table; it grows by doubling. */
export function createRowTable(initialCapacity = 1024): RowTable {
  let capacity = powerOfTwo(initialCapacity);
  let lanes = new Int32Array(capacity * lanesPerRow);
  let marks = new Uint8Array(capacity);
  let size = 0;
  let seen = 0;

  function slotOf(keyA: number, keyB: number): number {
    let slot = (keyA ^ Math.imul(keyB, 0x9e3779b1)) & (capacity - 1);
    while (marks[slot] !== free && (lanes[slot * lanesPerRow] !== keyA || lanes[slot * lanesPerRow + 1] !== keyB)) {
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  }

  function put(keyA: number, keyB: number, contentA: number, contentB: number, mark: number): void {
    const slot = slotOf(keyA, keyB);
    const at = slot * lanesPerRow;
    if (marks[slot] === free) size++;
    marks[slot] = mark;
    lanes[at] = keyA;
    lanes[at + 1] = keyB;
    lanes[at + 2] = contentA;
    lanes[at + 3] = contentB;
  }

  function grow(): void {
    const oldLanes = lanes;
    const oldMarks = marks;
    capacity *= 2;
    lanes = new Int32Array(capacity * lanesPerRow);
    marks = new Uint8Array(capacity);
    size = 0;
    for (let slot = 0; slot < oldMarks.length; slot++) {
      const at = slot * lanesPerRow;
      const mark = oldMarks[slot] ?? free;
      if (mark !== free)
        put(at0(oldLanes, at), at0(oldLanes, at + 1), at0(oldLanes, at + 2), at0(oldLanes, at + 3), mark);
    }
  }

  return {
    get size() {
      return size;
    },
    get unseen() {
      return size - seen;
    },
    add(row) {
      if (size + 1 > capacity * 0.6) grow();
      put(row.keyA | 0, row.keyB | 0, row.contentA | 0, row.contentB | 0, unseenMark);
    },
    compare(row) {
      const slot = slotOf(row.keyA | 0, row.keyB | 0);
      if (marks[slot] === free) return 'absent';
      if (marks[slot] === unseenMark) {
        marks[slot] = seenMark;
        seen++;
      }
      const at = slot * lanesPerRow;
      return lanes[at + 2] === (row.contentA | 0) && lanes[at + 3] === (row.contentB | 0) ? 'equal' : 'different';
    },
    isUnseen(row) {
      return marks[slotOf(row.keyA | 0, row.keyB | 0)] === unseenMark;
    },
  };
}

function at0(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}

function powerOfTwo(atLeast: number): number {
  let power = 16;
  while (power < atLeast) power *= 2;
  return power;
}
