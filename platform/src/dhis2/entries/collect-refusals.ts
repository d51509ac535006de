import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { inParallel } from '../in-parallel.ts';

/** What became of entries that are changed one by one, `width` of them at a time: what was not taken, in their order. */
export async function collectRefusals(
  entries: readonly Entry[],
  change: (entry: Entry) => Promise<EntryRefusal | undefined>,
  width = 1,
): Promise<EntryRefusal[]> {
  const refusals: EntryRefusal[] = [];
  for await (const refusal of inParallel(entries, width, change)) if (refusal !== undefined) refusals.push(refusal);
  return refusals;
}
