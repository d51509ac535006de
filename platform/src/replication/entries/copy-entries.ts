import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { RunContext } from '../run-context.ts';
import { type ComparedSlice, compareSlice } from './compare-slice.ts';
import type { EntryClass } from './entry-class.ts';
import { isSliceCarried } from './entry-scope.ts';
import { finishAsideSlice, finishSlice } from './finish-slice.ts';

/** Copies one kind slice by slice: compares, writes what differs, and acknowledges the slice with the target's answers. */
export async function copyEntries(context: RunContext, kind: EntryClass): Promise<void> {
  const { source, ledger, progress, signal } = context;
  if (!source.entries.kinds.has(kind.kind)) return;
  const finished = await ledger.finishedKeys(kind.stage);
  let done = 0;
  for await (const slice of source.entries.slices(kind.kind, signal)) {
    signal.throwIfAborted();
    const chunk = chunkKey(kind, slice);
    if (finished.has(chunk) || !isSliceCarried(context, kind, slice)) continue;
    done += await copySlice(context, kind, slice, chunk);
    progress.advanced(kind.stage, done, undefined, kind.kind);
  }
}

/** A slice's chunk in the ledger. */
export function chunkKey({ kind }: EntryClass, slice: string): string {
  return `${kind}/${slice}`;
}

/** Returns how many entries were read. */
async function copySlice(context: RunContext, kind: EntryClass, slice: string, chunk: string): Promise<number> {
  const aside = await kind.asideSlice?.(slice, context);
  if (aside !== undefined) return finishAsideSlice(context, kind, { slice, chunk, aside });
  const hasPlace = context.target.entries.kinds.has(kind.kind);
  const writer = context.options.dryRun || !hasPlace ? idleWriter : createSliceWriter(context, kind);
  const compared = await compareSlice(context, kind, slice, writer.take);
  const refusals = await writer.finish(compared);
  await finishSlice(context, kind, { chunk, compared, refusals, hasPlace });
  return compared.read;
}

/** Writes the differences of one slice in batches, while the slice is being read. */
interface SliceWriter {
  take(entry: Entry, targetSlice: string): Promise<void>;
  finish(compared: ComparedSlice): Promise<readonly EntryRefusal[]>;
}

const idleWriter: SliceWriter = { take: async () => undefined, finish: async () => [] };

function createSliceWriter(context: RunContext, kind: EntryClass): SliceWriter {
  const { target, signal } = context;
  const size = kind.batch ?? 1;
  const refusals: EntryRefusal[] = [];
  let waiting: Entry[] = [];

  async function flush(targetSlice: string): Promise<void> {
    if (waiting.length === 0) return;
    signal.throwIfAborted();
    const batch = waiting;
    waiting = [];
    refusals.push(...(await target.entries.write(kind.kind, targetSlice, batch, { signal })));
  }

  return {
    async take(entry, targetSlice) {
      waiting.push(entry);
      if (waiting.length >= size) await flush(targetSlice);
    },
    async finish({ targetSlice, extras }) {
      await flush(targetSlice);
      if (!kind.absenceCounts || extras.length === 0) return refusals;
      signal.throwIfAborted();
      return [...refusals, ...(await target.entries.remove(kind.kind, targetSlice, extras, { signal }))];
    },
  };
}
