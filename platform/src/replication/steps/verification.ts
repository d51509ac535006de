import { z } from 'zod';
import { digestOf } from '../../model/digest.ts';
import type { Finding } from '../../model/finding.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import { sumOfTexts } from '../slices/part-digest.ts';
import { toldFacts } from '../slices/stage-start.ts';
import { sumOfSliceTexts } from '../stages/tracker/slice-sum.ts';

/** Keeps a compared slice. In the stage `verification`, `read` is what was compared and `unchanged` what was found equal. Gives its key. */
export async function keepVerified(context: RunContext, slice: VerifiedSlice): Promise<string> {
  const { area, sourceDigest, targetDigest } = slice;
  const key = `${slice.type}/${slice.key}`;
  await context.ledger.finishChunk({
    stage: 'verification',
    key,
    counts: { [slice.type]: { read: slice.compared, unchanged: slice.identical } },
    findings: await untold(context, slice),
    facts: { area, sourceDigest, targetDigest, ...toldFacts(slice.told ?? {}), ...proofFacts(slice) },
  });
  return key;
}

/** What a run on top of this one goes by. */
function proofFacts({ proof, compared, losses }: VerifiedSlice): Readonly<Record<string, unknown>> {
  return proof === undefined ? {} : { proof, compared, losses };
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

/**
 * Signs the comparison, from the ledger alone: a digest over the digests of every slice of both sides. It comes out the same in
 * whatever order they were compared, and whatever parts an area was cut into.
 */
export async function comparisonDigest(ledger: Ledger): Promise<string> {
  const signatures: string[] = [];
  const areas = new Map<string, SidesOfArea>();
  for await (const { key, facts } of ledger.chunkFacts('verification')) {
    const { area, sourceDigest, targetDigest } = slicesSchema.parse(facts);
    if (sourceDigest === undefined || targetDigest === undefined) continue;
    if (area === undefined) {
      signatures.push(`${key}:${sourceDigest}:${targetDigest}`);
      continue;
    }
    const name = `${key.slice(0, key.indexOf('/'))}/${area}`;
    const known = areas.get(name);
    areas.set(name, {
      source: known === undefined ? sourceDigest : sumOf([known.source, sourceDigest]),
      target: known === undefined ? targetDigest : sumOf([known.target, targetDigest]),
    });
  }
  for (const [name, { source, target }] of areas) signatures.push(`${name}:${source}:${target}`);
  return digestOf(signatures.sort());
}

/** Rows have a digest of their own kind, which says how many there are. */
function sumOf(digests: readonly string[]): string {
  return digests.some((digest) => digest.includes('-')) ? sumOfTexts(digests) : sumOfSliceTexts(digests);
}

interface SidesOfArea {
  readonly source: string;
  readonly target: string;
}

const slicesSchema = z.object({
  area: z.string().optional(),
  sourceDigest: z.string().optional(),
  targetDigest: z.string().optional(),
});
