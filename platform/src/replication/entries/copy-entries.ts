import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunContext } from '../run-context.ts';
import { type ComparedSlice, compareSlice } from './compare-slice.ts';
import type { EntryClass } from './entry-class.ts';

/** Copies one kind slice by slice: compares, writes what differs, and acknowledges the slice with the target's answers. */
export async function copyEntries(context: RunContext, kind: EntryClass): Promise<void> {
  const { source, target, ledger, progress, signal } = context;
  if (!source.entries.kinds.has(kind.kind)) return;
  const finished = await ledger.finishedKeys(kind.stage);
  let done = 0;
  for await (const slice of source.entries.slices(kind.kind, signal)) {
    signal.throwIfAborted();
    const chunk = chunkKey(kind, slice);
    if (finished.has(chunk)) continue;
    const compared = await compareSlice(context, kind, slice);
    const hasPlace = target.entries.kinds.has(kind.kind);
    const wanted = [...compared.absent, ...compared.different];
    const refusals = context.options.dryRun || !hasPlace ? [] : await writeAll(context, kind, compared, wanted);
    await finishSlice(context, kind, { chunk, compared, refusals, hasPlace });
    done += compared.read;
    progress.advanced(kind.stage, done, undefined, kind.kind);
  }
}

/** A slice's chunk in the ledger. */
export function chunkKey({ kind }: EntryClass, slice: string): string {
  return `${kind}/${slice}`;
}

async function writeAll(
  context: RunContext,
  { kind, batch = 1 }: EntryClass,
  { targetSlice }: ComparedSlice,
  entries: readonly Entry[],
): Promise<readonly EntryRefusal[]> {
  const refusals: EntryRefusal[] = [];
  for (let from = 0; from < entries.length; from += batch) {
    context.signal.throwIfAborted();
    const some = entries.slice(from, from + batch);
    refusals.push(...(await context.target.entries.write(kind, targetSlice, some, { signal: context.signal })));
  }
  return refusals;
}

interface WrittenSlice {
  readonly chunk: string;
  readonly compared: ComparedSlice;
  readonly refusals: readonly EntryRefusal[];
  readonly hasPlace: boolean;
}

async function finishSlice(context: RunContext, kind: EntryClass, written: WrittenSlice): Promise<void> {
  const { chunk, compared, refusals, hasPlace } = written;
  const refused = new Set(refusals.map(({ key }) => key));
  const count = (entries: readonly Entry[]) => entries.filter(({ key }) => !refused.has(key)).length;
  const asideBy = (cause: string) => compared.aside.filter((finding) => finding.cause === cause).length;
  const homeless = hasPlace ? 0 : compared.absent.length;
  await context.ledger.finishChunk({
    stage: kind.stage,
    key: chunk,
    counts: {
      [kind.kind]: {
        read: compared.read,
        created: count(compared.absent) - homeless,
        updated: count(compared.different),
        unchanged: compared.unchanged,
        refused: refused.size + asideBy('refused'),
        skipped: asideBy('skipped'),
        impossible: homeless + asideBy('impossible'),
      },
    },
    findings: [...compared.aside, ...findingsOf(kind, written)],
  });
}

function findingsOf({ kind }: EntryClass, { compared, refusals, hasPlace, chunk }: WrittenSlice): Finding[] {
  const findings: Finding[] = refusals.map((refusal) => ({ type: kind, cause: 'refused', ...refusal }));
  if (!hasPlace && compared.absent.length > 0) {
    const message = 'The release of the target has no such thing.';
    findings.push({
      type: kind,
      key: chunk,
      cause: 'impossible',
      code: 'NO_PLACE',
      message,
      count: compared.absent.length,
    });
  }
  for (const { key } of compared.extras) {
    const message = 'The target holds an entry that the source does not have; Relais does not delete it.';
    findings.push({ type: kind, key, cause: 'skipped', code: 'EXTRA_ON_TARGET', message });
  }
  return findings;
}
