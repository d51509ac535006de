import { allInParallel } from '../../dhis2/in-parallel.ts';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { RunContext } from '../run-context.ts';
import { type ComparedSlice, compareSlice } from './compare-slice.ts';
import type { EntryClass } from './entry-class.ts';
import { isSliceCarried } from './entry-scope.ts';
import { finishAsideSlice, finishSlice } from './finish-slice.ts';
import { unreadableEntries } from './unreadable-entries.ts';

/** Copies one kind slice by slice: compares, writes what differs, and acknowledges the slice with the target's answers. */
export async function copyEntries(context: RunContext, kind: EntryClass): Promise<void> {
  const { source, progress, signal } = context;
  if (!source.entries.kinds.has(kind.kind)) return;
  const { finished, met } = await loadFinished(context, kind);
  let done = 0;
  async function* wanted(): AsyncGenerator<string> {
    for await (const slice of readOrTell(context, kind, source.entries.slices(kind.kind, signal))) {
      signal.throwIfAborted();
      const chunk = chunkKey(kind, slice);
      if (finished.has(chunk) || !isSliceCarried(context, kind, slice)) continue;
      yield slice;
      // What is tried again each time is no progress, and no reason to stop.
      if (!met.has(chunk)) context.timeSlice?.throwIfAborted();
    }
  }
  await allInParallel(wanted(), kind.slicesAtOnce ?? 1, async (slice) => {
    const read = await copyReadableSlice(context, kind, slice);
    done += read;
    progress.advanced(kind.stage, done, undefined, kind.kind);
  });
}

interface FinishedSlices {
  /** Those that were done to the end; those with refusals are tried again when a run is resumed: the cause may be mended. */
  readonly finished: ReadonlySet<string>;
  readonly met: ReadonlySet<string>;
}

async function loadFinished({ ledger }: RunContext, { stage }: EntryClass): Promise<FinishedSlices> {
  const finished = new Set<string>();
  const met = new Set<string>();
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    met.add(key);
    if (facts.again !== true) finished.add(key);
  }
  return { finished, met };
}

/** The slices as far as they can be listed; what ended them before is told for the whole kind. */
async function* readOrTell(
  context: RunContext,
  kind: EntryClass,
  slices: AsyncIterable<string>,
): AsyncGenerator<string> {
  const iterator = slices[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await iterator.next().catch((error: unknown) => ({ error }));
      if ('error' in step) return await tellUnreadable(context, kind, kind.kind, step.error);
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function copyReadableSlice(context: RunContext, kind: EntryClass, slice: string): Promise<number> {
  try {
    return await copySlice(context, kind, slice);
  } catch (error) {
    await tellUnreadable(context, kind, slice, error);
    return 0;
  }
}

async function tellUnreadable(context: RunContext, kind: EntryClass, key: string, error: unknown): Promise<void> {
  const findings = [unreadableEntries(context, kind, key, error)];
  const chunk = chunkKey(kind, key);
  await context.ledger.finishChunk({ stage: kind.stage, key: chunk, counts: {}, findings, facts: { again: true } });
}

/** A slice's chunk in the ledger. */
export function chunkKey({ kind }: EntryClass, slice: string): string {
  return `${kind}/${slice}`;
}

/** Returns how many entries were read. */
async function copySlice(context: RunContext, kind: EntryClass, slice: string): Promise<number> {
  const chunk = chunkKey(kind, slice);
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
