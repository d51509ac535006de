import { z } from 'zod';
import { findingCauses } from '../../../model/finding.ts';
import { type TrackerObject, trackerTypes } from '../../../model/tracker-objects.ts';
import { sliceProofSchema } from '../../proof/slice-proof.ts';
import type { VerifiedSlice } from '../../run-context.ts';
import type { Comparison } from './canonical-form.ts';
import { isStillSame } from './carried-slices.ts';
import { keepCuts } from './cut-slices.ts';
import { proofOfSlice } from './dated-slices.ts';
import { toImportForm } from './import-form.ts';
import { createLossCount } from './losses.ts';
import { addToSum, textOfSum } from './slice-sum.ts';
import { slicesOf, type TrackerSlice } from './tracker-slice.ts';
import { comparisonFor, type TrackerWork } from './tracker-work.ts';

const ending = '/same';

/** Key of the chunk that keeps what a slice is that both sides hold alike. */
export function sameKey({ key }: TrackerSlice): string {
  return `${key}${ending}`;
}

const findingSchema = z.object({
  type: z.string(),
  key: z.string(),
  name: z.string().optional(),
  cause: z.enum(findingCauses),
  code: z.string(),
  message: z.string(),
  count: z.number().optional(),
});
const factsSchema = z.object({
  objects: z.number(),
  digest: z.string(),
  losses: z.array(findingSchema),
  proof: sliceProofSchema.optional(),
});

/** Follows the copy of a slice, for as long as all of it is found unchanged on the target. */
export interface SameSlice {
  /** A window all of whose objects are unchanged. */
  add(objects: readonly TrackerObject[]): void;
  /** What the verification would find. */
  facts(): z.infer<typeof factsSchema>;
}

export function createSameSlice(work: TrackerWork, slice: TrackerSlice): SameSlice {
  const comparison: Comparison = comparisonFor(work, slice);
  const losses = createLossCount(comparison);
  let [objects, sum] = [0, 0n];
  return {
    add(sources) {
      for (const source of sources) {
        objects++;
        losses.add(source);
        sum = addToSum(sum, toImportForm(source, { slice, toTargetUid: work.target.toItsUid }), comparison);
      }
    },
    facts: () => ({ objects, digest: textOfSum(sum), losses: losses.findings(), proof: proofOfSlice(work, slice) }),
  };
}

/**
 * The slices that both sides held alike when this run read them, or an earlier one on top of which it goes, by their key. Where
 * something was written since that could touch them they are read again, because what is written of one slice may change another
 * by the target's program rules (decision 0020); a run that goes by dates asks the target first whether it has.
 */
export async function loadUntouchedSlices(work: TrackerWork): Promise<ReadonlyMap<string, VerifiedSlice>> {
  const { ledger, proven } = work.context;
  const untouched = new Map<string, VerifiedSlice>();
  const hasWritten = await ledger.hasWritten(['metadata', 'tracker', 'ownership', 'deletions']);
  if (hasWritten && proven === undefined) return untouched;
  for await (const { key, facts } of ledger.chunkFacts('tracker')) {
    if (facts.digest === undefined) continue;
    const { objects, digest, losses, proof } = factsSchema.parse(facts);
    const slice = key.slice(0, -ending.length);
    const type = slice.split('/')[0] ?? '';
    const digests = { sourceDigest: digest, targetDigest: digest };
    const counts = { compared: objects, identical: objects };
    untouched.set(slice, { type, key: slice, ...counts, ...digests, findings: losses, losses, proof });
  }
  return hasWritten ? leftAlone(work, untouched) : untouched;
}

/** Those that the target has not changed since they were read. */
async function leftAlone(
  work: TrackerWork,
  slices: ReadonlyMap<string, VerifiedSlice>,
): Promise<ReadonlyMap<string, VerifiedSlice>> {
  const left = new Map<string, VerifiedSlice>();
  const cuts = await keepCuts(work);
  const all = trackerTypes.flatMap((type) => slicesOf(type, work.catalogue).flatMap(cuts.partsOf));
  const entities = all.filter(({ type }) => type === 'trackedEntities');
  for (const slice of all) {
    const found = slices.get(slice.key);
    if (found?.proof === undefined) continue;
    const isLeft =
      slice.type === 'relationships'
        ? entities.every(({ key }) => left.has(key))
        : await isStillSame(work, slice, found.proof, found.compared);
    if (isLeft) left.set(slice.key, found);
  }
  return left;
}
