import type { Uid } from '../../../model/uid.ts';
import type { VerifiedSlice } from '../../run-context.ts';
import { readOrgUnitHierarchy } from '../../slices/org-unit-hierarchy.ts';
import type { TrackerCuts } from './cut-slices.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';

/** A slice as its verification is shared. */
export interface SliceToVerify {
  readonly slice: TrackerSlice;
  /** Verified each by itself; none where the slice is verified as a whole. */
  readonly parts: readonly TrackerSlice[];
}

/**
 * The slices as they were cut for the copy. One is verified as a whole where the target has org units that the source does not have
 * below one at which it was cut: no part lists what is there.
 */
export async function toVerify(
  work: TrackerWork,
  cuts: TrackerCuts,
  slices: readonly TrackerSlice[],
): Promise<readonly SliceToVerify[]> {
  const cut = slices.map((slice) => ({ slice, parts: cuts.partsOf(slice) }));
  if (cut.every(({ parts }) => parts.length < 2)) return slices.map((slice) => ({ slice, parts: [] }));
  const { target, catalogue, context } = work;
  const there = await readOrgUnitHierarchy(target.reader, context.signal);
  const isCovered = (uid: Uid) => {
    const below = new Set(catalogue.hierarchy.childrenOf(uid).map((child) => target.toItsUid(child)));
    return there.childrenOf(target.toItsUid(uid)).every((child) => below.has(child));
  };
  return cut.map(({ slice, parts }) => {
    const divided = parts.flatMap(({ listings }) => listings.flatMap(({ root, ownOnly }) => (ownOnly ? [root] : [])));
    return { slice, parts: parts.length > 1 && divided.every(isCovered) ? parts : [] };
  });
}

/**
 * Whether a part proves something by itself: all that either side shows of it the other shows, too. What is missing in one part may
 * be in another, because the owner or the org unit differs; such parts are verified together.
 */
export function isProven({ losses, sourceDigest, targetDigest }: VerifiedSlice): boolean {
  // Losses are told apart of slices that are the same on both sides, and of no others.
  return losses !== undefined && sourceDigest === targetDigest;
}

/** The parts that did not prove anything by themselves, as one slice; undefined where there are none. `finished` are keys with their type before them. */
export function restOf({ slice, parts }: SliceToVerify, finished: ReadonlySet<string>): TrackerSlice | undefined {
  const left = parts.filter(({ key }) => !finished.has(`${slice.type}/${key}`));
  if (left.length === 0) return undefined;
  return { ...slice, key: `${slice.key}/rest`, area: slice.key, listings: left.flatMap(({ listings }) => listings) };
}
