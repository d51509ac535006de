/** The hashes of one row: two lanes of 32 bits for its key and two for its content. Written over by each row. */
export interface RowLanes {
  keyA: number;
  keyB: number;
  contentA: number;
  contentB: number;
}

export function createRowLanes(): RowLanes {
  return { keyA: 0, keyB: 0, contentA: 0, contentB: 0 };
}

/** A second lane that is no function of the first: another start and other multipliers. */
const startA = 0x811c9dc5 | 0;
const startB = 0x2545f491 | 0;

/** Spreads every bit of a hash over all of its bits (the finaliser of MurmurHash3, public domain). */
export function spread(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Adds a number to the first lane; the order in which numbers are added counts. */
export function mixA(hash: number, part: number): number {
  return Math.imul((hash << 5) | (hash >>> 27), 0x01000193) ^ Math.imul(part, 0x9e3779b1);
}

/** Adds a number to the second lane. */
export function mixB(hash: number, part: number): number {
  return Math.imul((hash << 7) | (hash >>> 25), 0x27d4eb2f) ^ Math.imul(part, 0x165667b1);
}

export function textLaneA(text: string, from = 0, to = text.length): number {
  let h = startA;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return spread(h ^ (to - from));
}

export function textLaneB(text: string, from = 0, to = text.length): number {
  let h = startB;
  for (let i = from; i < to; i++) h = Math.imul((h << 5) - h + text.charCodeAt(i), 0x2c1b3c6d);
  return spread(h + (to - from));
}

/**
 * The lanes of short texts that come again and again (UIDs, periods), worked out once. Its size is that of the
 * metadata that data refers to, not that of the data.
 */
export interface TextLanes {
  /** The number under which `laneA` and `laneB` know this text. */
  indexOf(text: string): number;
  laneA(index: number): number;
  laneB(index: number): number;
}

/** `rename` is applied before hashing, so that a source UID and its counterpart on the target hash alike. */
export function createTextLanes(rename: (text: string) => string = (text) => text): TextLanes {
  const indexes = new Map<string, number>();
  const lanesA: number[] = [];
  const lanesB: number[] = [];
  return {
    indexOf(text) {
      const known = indexes.get(text);
      if (known !== undefined) return known;
      const renamed = rename(text);
      const index = lanesA.push(textLaneA(renamed)) - 1;
      lanesB.push(textLaneB(renamed));
      indexes.set(text, index);
      return index;
    },
    laneA: (index) => lanesA[index] ?? 0,
    laneB: (index) => lanesB[index] ?? 0,
  };
}
