import type { Entry } from '../../model/entry.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import { type ComparedSlice, compareSlice } from './compare-slice.ts';
import type { EntryClass } from './entry-class.ts';

/** Compares one kind on both sides by a second reading. What an earlier stage told is not told as unexplained. */
export async function* verifyEntries(context: RunContext, kind: EntryClass): AsyncGenerator<VerifiedSlice> {
  const { source, target, signal } = context;
  if (!source.entries.kinds.has(kind.kind) || !target.entries.kinds.has(kind.kind)) return;
  for await (const slice of source.entries.slices(kind.kind, signal)) {
    const first = await compareSlice(context, kind, slice);
    // Somebody may have written between the two readings: what differs is looked at again before it is told.
    const compared = isEqual(first) ? first : await compareSlice(context, kind, slice);
    yield {
      type: kind.kind,
      key: slice,
      compared: compared.unchanged + compared.absent.length + compared.different.length,
      identical: compared.unchanged,
      sourceDigest: compared.sourceDigest,
      targetDigest: compared.targetDigest,
      findings: await unexplained(context, kind, [...compared.absent, ...compared.different]),
    };
  }
}

function isEqual({ absent, different }: ComparedSlice): boolean {
  return absent.length === 0 && different.length === 0;
}

async function unexplained(context: RunContext, { kind }: EntryClass, entries: readonly Entry[]): Promise<Finding[]> {
  if (entries.length === 0) return [];
  const keys = entries.map(({ key }) => key);
  const told = new Set((await context.ledger.findingsFor(kind, keys)).map(({ key }) => key));
  const message = 'After writing, the two instances do not say the same.';
  return keys
    .filter((key) => !told.has(key))
    .map((key) => ({ type: kind, key, cause: 'unexplained', code: 'DIFFERS', message }));
}
