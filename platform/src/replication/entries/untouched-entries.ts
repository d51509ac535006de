import { z } from 'zod';
import type { StageName } from '../../model/ledger.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import type { ComparedSlice } from './compare-slice.ts';
import type { EntryClass } from './entry-class.ts';

const sameSchema = z.object({ compared: z.number(), sourceDigest: z.string(), targetDigest: z.string() });
const factsSchema = z.object({ same: sameSchema.optional(), isAside: z.boolean().optional() });

/** What a slice that both sides hold alike leaves in the ledger: the verification need not read it again where nothing was written. */
export function sameFacts(
  { absenceCounts }: EntryClass,
  { absent, different, extras, unchanged, sourceDigest, targetDigest }: ComparedSlice,
): Readonly<Record<string, unknown>> {
  const differing = absent.length + different.length + (absenceCounts ? extras.length : 0);
  return differing > 0 ? {} : { same: { compared: unchanged, sourceDigest, targetDigest } };
}

/** Whose writing may change entries. That of values and registrations changes none. */
const touching: readonly StageName[] = ['files', 'metadata', 'stores', 'settings', 'approvals', 'deletions'];

/**
 * The slices of a kind as this run found them, where both sides held all of them alike and nothing was written since that could touch
 * them (decision 0020); undefined where they have to be read again. Owners change with tracker data.
 */
export async function loadUntouchedEntries(
  { ledger }: RunContext,
  { kind, stage }: EntryClass,
): Promise<readonly VerifiedSlice[] | undefined> {
  const writers: readonly StageName[] = stage === 'ownership' ? ['tracker', 'ownership'] : [];
  if (await ledger.hasWritten([...touching, ...writers])) return undefined;
  const slices: VerifiedSlice[] = [];
  let isMet = false;
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    if (!key.startsWith(`${kind}/`)) continue;
    isMet = true;
    const { same, isAside } = factsSchema.parse(facts);
    if (isAside === true) continue;
    if (same === undefined) return undefined;
    const { compared, ...digests } = same;
    slices.push({
      type: kind,
      key: key.slice(kind.length + 1),
      compared,
      identical: compared,
      ...digests,
      findings: [],
    });
  }
  return isMet ? slices : undefined;
}
