import { digestOf } from '../../model/digest.ts';
import type { Finding } from '../../model/finding.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';

/** Keeps a compared slice. In the stage `verification`, `read` is what was compared and `unchanged` what was found equal. */
export async function keepVerified(context: RunContext, slice: VerifiedSlice): Promise<void> {
  await context.ledger.finishChunk({
    stage: 'verification',
    key: `${slice.type}/${slice.key}`,
    counts: { [slice.type]: { read: slice.compared, unchanged: slice.identical } },
    findings: await untold(context, slice),
    facts: { sourceDigest: slice.sourceDigest, targetDigest: slice.targetDigest },
  });
}

/** A refusal that an earlier stage told is not told twice. */
async function untold(context: RunContext, slice: VerifiedSlice): Promise<readonly Finding[]> {
  const suspects = slice.findings.filter((finding) => finding.cause !== 'unexplained');
  const told = await context.ledger.findingsFor(
    slice.type,
    suspects.map((finding) => finding.key),
  );
  const known = new Set(told.map((finding) => `${finding.key}/${finding.cause}`));
  return slice.findings.filter((finding) => !known.has(`${finding.key}/${finding.cause}`));
}

/** Signs the comparison, from the ledger alone: a digest over the digests of every slice of both sides. */
export async function comparisonDigest(ledger: Ledger): Promise<string> {
  const signatures: string[] = [];
  for await (const { key, facts } of ledger.chunkFacts('verification')) {
    signatures.push(`${key}:${String(facts.sourceDigest)}:${String(facts.targetDigest)}`);
  }
  return digestOf(signatures.sort());
}
