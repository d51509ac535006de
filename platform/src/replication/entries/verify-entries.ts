import type { Finding } from '../../model/finding.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import { lookTwice } from '../second-look.ts';
import { type ComparedSlice, compareSlice } from './compare-slice.ts';
import type { EntryClass } from './entry-class.ts';
import { isSliceCarried } from './entry-scope.ts';
import { unreadableEntries } from './unreadable-entries.ts';
import { loadUntouchedEntries } from './untouched-entries.ts';

/**
 * Compares one kind on both sides by a second reading, unless all of it was found alike and left alone. What an earlier stage told is
 * not told as unexplained.
 */
export async function* verifyEntries(context: RunContext, kind: EntryClass): AsyncGenerator<VerifiedSlice> {
  const { source, target, signal } = context;
  if (!source.entries.kinds.has(kind.kind) || !target.entries.kinds.has(kind.kind)) return;
  let count = 0;
  const untouched = await loadUntouchedEntries(context, kind);
  for (const slice of untouched ?? []) {
    count += slice.identical;
    yield slice;
  }
  try {
    const slices = untouched === undefined ? source.entries.slices(kind.kind, signal) : [];
    for await (const slice of slices) {
      signal.throwIfAborted();
      if (!isSliceCarried(context, kind, slice)) continue;
      if ((await kind.asideSlice?.(slice, context)) !== undefined) continue;
      const verified = await verifyReadableSlice(context, kind, slice);
      count += verified.identical;
      yield verified;
    }
  } catch (error) {
    yield await unreadable(context, kind, kind.kind, error);
  }
  if (kind.lost === undefined || count === 0) return;
  const finding: Finding = { type: kind.kind, key: kind.kind, cause: 'impossible', ...kind.lost, count };
  yield { type: kind.kind, key: 'lost', ...nothingCompared, findings: [finding] };
}

const nothingCompared = { compared: 0, identical: 0, sourceDigest: '', targetDigest: '' };

async function verifyReadableSlice(context: RunContext, kind: EntryClass, slice: string): Promise<VerifiedSlice> {
  try {
    return await lookTwice(context, () => verifySlice(context, kind, slice));
  } catch (error) {
    return unreadable(context, kind, slice, error);
  }
}

async function verifySlice(context: RunContext, kind: EntryClass, slice: string): Promise<VerifiedSlice> {
  const compared = await compareSlice(context, kind, slice);
  const others = differing(kind, compared);
  return {
    type: kind.kind,
    key: slice,
    compared: compared.unchanged + others.length,
    identical: compared.unchanged,
    sourceDigest: compared.sourceDigest,
    targetDigest: compared.targetDigest,
    findings: await unexplained(context, kind, others),
  };
}

/** Told once: the copying met it too. */
async function unreadable(context: RunContext, kind: EntryClass, key: string, error: unknown): Promise<VerifiedSlice> {
  const finding = unreadableEntries(context, kind, key, error);
  const told = await context.ledger.findingsFor(kind.kind, [key]);
  const isTold = told.some(({ code }) => code === finding.code);
  return { type: kind.kind, key, ...nothingCompared, findings: isTold ? [] : [finding] };
}

function differing({ absenceCounts }: EntryClass, { absent, different, extras }: ComparedSlice): string[] {
  return [...absent, ...different, ...(absenceCounts ? extras.map(({ key }) => key) : [])];
}

async function unexplained(context: RunContext, { kind }: EntryClass, keys: readonly string[]): Promise<Finding[]> {
  if (keys.length === 0) return [];
  const told = new Set((await context.ledger.findingsFor(kind, keys)).map(({ key }) => key));
  const message = 'After writing, the two instances do not say the same.';
  return keys
    .filter((key) => !told.has(key))
    .map((key) => ({ type: kind, key, cause: 'unexplained', code: 'DIFFERS', message }));
}
