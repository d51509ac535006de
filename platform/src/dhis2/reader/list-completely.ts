import { createUidSet, type UidSet } from '../uid-set.ts';

/** One page of a listing and, where the instance says it, how many objects the whole listing has. */
export interface ListPage<T> {
  readonly objects: readonly T[];
  readonly total?: number | undefined;
}

export interface Listing<T> {
  uidOf(object: T): string;
  /** The totals count more than objects: they prove nothing but that nothing moved, if the last page tells one again. */
  readonly totalsCountRows?: boolean | undefined;
  /** Lists from the start; `pass` counts from 1, so that a repeated listing can be cut otherwise. */
  pages(pass: number): AsyncIterable<ListPage<T>>;
  /** How many more the instance counts than it can list by any request; nothing when absent. */
  countUnlisted?(isListed: (uid: string) => boolean): Promise<number>;
  /** The failure for a listing that stays shorter than the instance says. */
  incomplete(expected: number, listed: number): Error;
}

const GREATEST_PASSES = 3;

/**
 * Every object of a paged listing once. Pages are cut by position, so an object that is removed, added or ordered anew
 * meanwhile shifts the others between pages: some would come twice, some not at all. Doubles are dropped by UID; for holes
 * the count is the proof: unless a pass saw as many different objects as the instance says it has, and that number
 * stood still, all is listed again and what was missed is handed on.
 */
export async function* listCompletely<T>(listing: Listing<T>): AsyncGenerator<T> {
  const handedOn = createUidSet();
  for (let pass = 1; ; pass += 1) {
    const seen = pass === 1 ? handedOn : createUidSet();
    let total: number | undefined;
    let isSteady = true;
    for await (const page of listing.pages(pass)) {
      isSteady &&= total === undefined || page.total === undefined || page.total === total;
      total = page.total ?? total;
      for (const object of page.objects) {
        if (isUnseen(listing.uidOf(object), seen, handedOn)) yield object;
      }
    }
    const isAllThere = total === undefined || seen.size >= total || listing.totalsCountRows === true;
    if (isSteady && isAllThere) return;
    if (isSteady && seen.size + ((await listing.countUnlisted?.(seen.has)) ?? 0) === total) return;
    if (pass === GREATEST_PASSES) throw listing.incomplete(total ?? 0, seen.size);
  }
}

function isUnseen(uid: string, seen: UidSet, handedOn: UidSet): boolean {
  const isNew = seen.add(uid);
  return seen === handedOn ? isNew : isNew && handedOn.add(uid);
}
