import type { EntryRefusal } from '../../model/entry.ts';
import type { Finding } from '../../model/finding.ts';
import { deletionPolicyOf } from '../deletions/deletion-policy.ts';
import type { RunContext } from '../run-context.ts';
import type { ComparedSlice } from './compare-slice.ts';
import type { Aside, EntryClass } from './entry-class.ts';
import { sameFacts } from './untouched-entries.ts';

/** A slice that was compared and written. */
export interface WrittenSlice {
  readonly chunk: string;
  readonly compared: ComparedSlice;
  readonly refusals: readonly EntryRefusal[];
  /** Whether the target has such things at all. */
  readonly hasPlace: boolean;
}

/** Acknowledges a slice: its counts, which add up, and what there is to tell of it. */
export async function finishSlice(context: RunContext, kind: EntryClass, written: WrittenSlice): Promise<void> {
  const { chunk, compared, refusals, hasPlace } = written;
  const refused = new Set(refusals.map(({ key }) => key));
  const taken = (keys: readonly string[]) => keys.filter((key) => !refused.has(key)).length;
  const findings = [
    ...compared.aside,
    ...compared.losses,
    ...findingsOf(kind, written),
    ...(deletionPolicyOf(context.options, kind.kind) === 'report' ? extrasOf(kind, written) : []),
  ];
  const told = (cause: Finding['cause']) => {
    return [...compared.aside, ...refusals.map((each) => ({ cause: each.cause ?? 'refused' }))].filter(
      (each) => each.cause === cause,
    ).length;
  };
  const homeless = hasPlace ? 0 : compared.absent.length;
  const reset = kind.absenceCounts ? taken(compared.extras.map(({ key }) => key)) : 0;
  await context.ledger.finishChunk({
    stage: kind.stage,
    key: chunk,
    counts: {
      [kind.kind]: {
        read: compared.read + (kind.absenceCounts ? compared.extras.length : 0),
        created: taken(compared.absent) - homeless,
        updated: taken(compared.different) + reset,
        unchanged: compared.unchanged,
        refused: told('refused'),
        skipped: told('skipped'),
        impossible: homeless + told('impossible'),
      },
    },
    findings,
    facts: refusals.length > 0 ? { again: true } : sameFacts(kind, compared),
  });
}

function findingsOf({ kind }: EntryClass, written: WrittenSlice): Finding[] {
  const { compared, refusals, hasPlace, chunk } = written;
  const findings: Finding[] = refusals.map((refusal) => ({
    type: kind,
    ...refusal,
    cause: refusal.cause ?? 'refused',
  }));
  if (!hasPlace && compared.absent.length > 0) {
    const message = 'The release of the target has no such thing.';
    const count = compared.absent.length;
    findings.push({ type: kind, key: chunk, cause: 'impossible', code: 'NO_PLACE', message, count });
  }
  return findings;
}

function extrasOf({ kind, absenceCounts }: EntryClass, { compared }: WrittenSlice): Finding[] {
  if (absenceCounts) return [];
  const message = 'The target holds an entry that the source does not have; it was not deleted.';
  return compared.extras.map(({ key }) => ({ type: kind, key, cause: 'skipped', code: 'EXTRA_ON_TARGET', message }));
}

/** Counts a slice that is left aside and tells of it once; returns how many entries it has. */
export async function finishAsideSlice(
  { source, ledger, signal }: RunContext,
  { kind, stage }: EntryClass,
  { slice, chunk, aside }: { readonly slice: string; readonly chunk: string; readonly aside: Aside },
): Promise<number> {
  let read = 0;
  for await (const _entry of source.entries.read(kind, slice, signal)) read++;
  const findings: Finding[] = read === 0 ? [] : [{ type: kind, key: slice, ...aside, count: read }];
  await ledger.finishChunk({
    stage,
    key: chunk,
    counts: { [kind]: { read, [aside.cause]: read } },
    findings,
    facts: { isAside: true },
  });
  return read;
}
