import { z } from 'zod';
import type { StageName } from '../../model/ledger.ts';
import { type SliceProof, sliceProofSchema } from '../proof/slice-proof.ts';
import type { RunContext } from '../run-context.ts';

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

/**
 * The parts of a stage, by key, that both sides held alike when this run read them. Nothing was written of them since: to read
 * them again would prove no more than that reading did (decision 0020).
 */
export async function loadUntouchedParts(
  { ledger }: RunContext,
  stage: StageName,
): Promise<ReadonlyMap<string, UntouchedPart>> {
  const untouched = new Map<string, UntouchedPart>();
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    if (facts.same === undefined) continue;
    const { same: digest, rows, proof } = factsSchema.parse(facts);
    untouched.set(key, { digest, rows, proof });
  }
  return untouched;
}
