import type { Entry } from '../../../model/entry.ts';
import type { Finding } from '../../../model/finding.ts';
import { compareSlice } from '../../entries/compare-slice.ts';
import type { EntryClass } from '../../entries/entry-class.ts';
import { isEntryOfSelection, isSliceCarried } from '../../entries/entry-scope.ts';
import type { RunContext } from '../../run-context.ts';
import type { PlannedDeletion } from '../deletion-bound.ts';
import { deletionPolicyOf } from '../deletion-policy.ts';

/** One slice of the target in which only the target has entries. */
interface SliceExtras {
  readonly targetSlice: string;
  readonly extras: readonly Entry[];
  readonly held: number;
}

/** Kinds of entries whose extras go: those whose absence says something are carried as differences, by their stage. */
export function deletedKinds({ options, source, target }: RunContext, kinds: readonly EntryClass[]): EntryClass[] {
  return kinds.filter(
    ({ kind, absenceCounts }) =>
      absenceCounts !== true &&
      (options.only === undefined || options.only.includes(kind)) &&
      deletionPolicyOf(options, kind) === 'propagate' &&
      source.entries.kinds.has(kind) &&
      target.entries.kinds.has(kind),
  );
}

/** Reads both sides, and counts what would go. */
export async function findDoomedEntries(
  context: RunContext,
  kinds: readonly EntryClass[],
): Promise<readonly PlannedDeletion[]> {
  const planned: PlannedDeletion[] = [];
  for (const kind of deletedKinds(context, kinds)) {
    let [deletions, held] = [0, 0];
    for await (const slice of slicesWithExtras(context, kind)) {
      deletions += slice.extras.length;
      held += slice.held;
    }
    planned.push({ type: kind.kind, deletions, held });
  }
  return planned;
}

/** Removes the entries that only the target has, of every kind whose deletions are propagated. */
export async function deleteEntries(context: RunContext, kinds: readonly EntryClass[]): Promise<void> {
  const { target, ledger, signal } = context;
  const finished = await ledger.finishedKeys('deletions');
  for (const kind of deletedKinds(context, kinds)) {
    for await (const { targetSlice, extras } of slicesWithExtras(context, kind)) {
      const key = `${kind.kind}/${targetSlice}`;
      if (extras.length === 0 || finished.has(key)) continue;
      signal.throwIfAborted();
      const refusals = await target.entries.remove(kind.kind, targetSlice, extras, { signal });
      const findings: Finding[] = refusals.map((each) => ({
        type: kind.kind,
        ...each,
        cause: each.cause ?? 'refused',
      }));
      const counts = { [kind.kind]: { deleted: extras.length - refusals.length } };
      await ledger.finishChunk({ stage: 'deletions', key, counts, findings });
    }
  }
}

/** Every slice of either side, as the target names it, with what only the target has in it. */
async function* slicesWithExtras(context: RunContext, kind: EntryClass): AsyncGenerator<SliceExtras> {
  const { source, target, signal } = context;
  const met = new Set<string>();
  for await (const slice of source.entries.slices(kind.kind, signal)) {
    const targetSlice = kind.targetSlice?.(slice, context) ?? slice;
    met.add(targetSlice);
    if (!isSliceCarried(context, kind, slice)) continue;
    if ((await kind.asideSlice?.(slice, context)) !== undefined) continue;
    const { extras, unchanged, different } = await compareSlice(context, kind, slice);
    yield { targetSlice, extras, held: unchanged + different.length + extras.length };
  }
  // Of a slice that the source does not have nobody can say whether a selection would carry it.
  if (!context.scope.isEverything) return;
  for await (const targetSlice of target.entries.slices(kind.kind, signal)) {
    // What is left aside on the source is so on the target too, though the source has nothing of it.
    if (met.has(targetSlice) || (await kind.asideSlice?.(targetSlice, context)) !== undefined) continue;
    const extras: Entry[] = [];
    let held = 0;
    for await (const { key } of target.entries.read(kind.kind, targetSlice, signal)) {
      if (!isEntryOfSelection(context, kind, key)) continue;
      held++;
      const entry = { key, content: undefined };
      if (!(kind.isTargetsOwn?.(entry, context) ?? false)) extras.push(entry);
    }
    yield { targetSlice, extras, held };
  }
}
