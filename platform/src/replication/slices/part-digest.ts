import type { Part } from './part.ts';
import type { RowClass, Side } from './row-class.ts';
import { createRowLanes, type RowLanes, spread } from './row-hash.ts';

/** Rows are told apart into so many buckets by their key, so that only the differing ones are looked at again. */
const bucketBits = 10;

/**
 * What one side holds of a part, in any order: per bucket the number of rows and two sums of 32-bit hashes of key and
 * content. Two different parts have the same digest with odds of 2^-64.
 */
export interface PartDigest {
  readonly rows: number;
  readonly sums: Int32Array;
  /** As text, for the ledger and the signature of the comparison. */
  readonly text: string;
}

export function bucketOf(lanes: RowLanes): number {
  return lanes.keyA >>> (32 - bucketBits);
}

/** Reads one side of a part to its end; nothing when it has more than `limit` rows. */
export async function digestPart<Row>(
  rows: Pick<RowClass<Row>, 'read' | 'hash'>,
  side: Side,
  part: Part,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<PartDigest | undefined> {
  const sums = new Int32Array(3 << bucketBits);
  const lanes = createRowLanes();
  let count = 0;
  for await (const row of rows.read(side, part, limit === undefined ? undefined : limit + 1, signal)) {
    count++;
    if (limit !== undefined && count > limit) return undefined;
    rows.hash(side, row, lanes);
    add(sums, bucketOf(lanes) * 3, 1);
    add(sums, bucketOf(lanes) * 3 + 1, laneA(lanes));
    add(sums, bucketOf(lanes) * 3 + 2, laneB(lanes));
  }
  return { rows: count, sums, text: textOf(count, sums) };
}

/** The digest of rows that are met one by one, as text. */
export interface DigestSum {
  add(lanes: RowLanes): void;
  readonly text: string;
}

export function createDigestSum(): DigestSum {
  let [count, a, b] = [0, 0, 0];
  return {
    add(lanes) {
      count++;
      a = (a + laneA(lanes)) | 0;
      b = (b + laneB(lanes)) | 0;
    },
    get text() {
      return `${count}-${hex(a)}${hex(b)}`;
    },
  };
}

function laneA(lanes: RowLanes): number {
  return spread(lanes.keyA ^ Math.imul(lanes.contentA, 0x9e3779b1));
}

function laneB(lanes: RowLanes): number {
  return spread(lanes.keyB + Math.imul(lanes.contentB, 0x85ebca6b));
}

/** The text of several parts together: it is the same whatever they were cut into. */
export function sumOfTexts(texts: Iterable<string>): string {
  let [count, a, b] = [0, 0, 0];
  for (const text of texts) {
    const sums = sumsOf(text);
    count += sums.count;
    a = (a + sums.a) | 0;
    b = (b + sums.b) | 0;
  }
  return `${count}-${hex(a)}${hex(b)}`;
}

/** The text of what is left without some of the rows; undefined where there were fewer than these. */
export function textWithout(whole: string, some: string): string | undefined {
  const [all, less] = [sumsOf(whole), sumsOf(some)];
  const count = all.count - less.count;
  return count < 0 ? undefined : `${count}-${hex((all.a - less.a) | 0)}${hex((all.b - less.b) | 0)}`;
}

/** How many rows a text stands for. */
export function countOfText(text: string): number {
  return sumsOf(text).count;
}

function sumsOf(text: string): { readonly count: number; readonly a: number; readonly b: number } {
  const found = /^(\d+)-([0-9a-f]{8})([0-9a-f]{8})$/.exec(text);
  if (found === null) throw new Error(`No digest of a part: ${text}`);
  const [, count, a, b] = found;
  return { count: Number(count), a: Number.parseInt(a ?? '0', 16), b: Number.parseInt(b ?? '0', 16) };
}

/** The buckets in which two digests differ. */
export function differingBuckets(left: PartDigest, right: PartDigest): ReadonlySet<number> {
  const differing = new Set<number>();
  for (let at = 0; at < left.sums.length; at++) {
    if (left.sums[at] !== right.sums[at]) differing.add(Math.floor(at / 3));
  }
  return differing;
}

function textOf(count: number, sums: Int32Array): string {
  let a = 0;
  let b = 0;
  for (let at = 0; at < sums.length; at += 3) {
    a = (a + (sums[at + 1] ?? 0)) | 0;
    b = (b + (sums[at + 2] ?? 0)) | 0;
  }
  return `${count}-${hex(a)}${hex(b)}`;
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}

function add(sums: Int32Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}
