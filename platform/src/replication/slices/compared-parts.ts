import { z } from 'zod';
import { type SliceProof, sliceProofSchema } from '../proof/slice-proof.ts';

/** A part that the copy found the same on both sides, so that nothing was written of it. */
export interface UntouchedPart {
  readonly rows: number;
  readonly digest: string;
  readonly proof?: SliceProof | undefined;
}

/** What a part that is the same on both sides leaves in the ledger. */
export function comparedFacts(
  digest: string | undefined,
  proof?: SliceProof | undefined,
): Readonly<Record<string, unknown>> {
  return digest === undefined ? {} : { same: digest, proof };
}

const factsSchema = z.object({ same: z.string(), rows: z.number(), proof: sliceProofSchema.optional() });

/** What such a part has left; undefined for all others. */
export function untouchedOf(facts: Readonly<Record<string, unknown>>): UntouchedPart | undefined {
  if (facts.same === undefined) return undefined;
  const { same: digest, rows, proof } = factsSchema.parse(facts);
  return { digest, rows, proof };
}
