import { z } from 'zod';
import { findingCauses } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { RunContext, VerifiedSlice } from '../../run-context.ts';
import type { Comparison } from './canonical-form.ts';
import { toImportForm } from './import-form.ts';
import { createLossCount } from './losses.ts';
import { addToSum, textOfSum } from './slice-sum.ts';
import type { TrackerSlice } from './tracker-slice.ts';
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
const factsSchema = z.object({ objects: z.number(), digest: z.string(), losses: z.array(findingSchema) });

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
    facts: () => ({ objects, digest: textOfSum(sum), losses: losses.findings() }),
  };
}

/**
 * The slices that both sides held alike when this run read them, by their key, where nothing was written since that could touch
 * them: what is written of one slice may change another by the target's program rules (decision 0020).
 */
export async function loadUntouchedSlices({ ledger }: RunContext): Promise<ReadonlyMap<string, VerifiedSlice>> {
  const untouched = new Map<string, VerifiedSlice>();
  if (await ledger.hasWritten(['metadata', 'tracker', 'ownership', 'deletions'])) return untouched;
  for await (const { key, facts } of ledger.chunkFacts('tracker')) {
    if (facts.digest === undefined) continue;
    const { objects, digest, losses } = factsSchema.parse(facts);
    const slice = key.slice(0, -ending.length);
    const type = slice.split('/')[0] ?? '';
    const digests = { sourceDigest: digest, targetDigest: digest };
    untouched.set(slice, { type, key: slice, compared: objects, identical: objects, ...digests, findings: losses });
  }
  return untouched;
}
