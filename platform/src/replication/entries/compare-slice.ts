import { digestOf } from '../../model/digest.ts';
import type { Entry } from '../../model/entry.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunContext } from '../run-context.ts';
import type { EntryClass } from './entry-class.ts';

/** One slice on both sides, by key; entries are named as the target names them. */
export interface ComparedSlice {
  readonly targetSlice: string;
  readonly read: number;
  readonly unchanged: number;
  readonly absent: readonly Entry[];
  readonly different: readonly Entry[];
  /** Entries that only the target has. */
  readonly extras: readonly Entry[];
  /** Entries of the source that are left aside, each with its reason. */
  readonly aside: readonly Finding[];
  readonly sourceDigest: string;
  readonly targetDigest: string;
}

/** Reads a slice on both sides and compares it, in memory. */
export async function compareSlice(context: RunContext, kind: EntryClass, slice: string): Promise<ComparedSlice> {
  const { source, signal } = context;
  const targetSlice = kind.targetSlice?.(slice, context) ?? slice;
  const held = await readTarget(context, kind, targetSlice);
  const targetDigest = sliceDigest(held, ({ digest }) => digest);
  const wanted = new Map<string, string>();
  const [absent, different, aside]: [Entry[], Entry[], Finding[]] = [[], [], []];
  let [read, unchanged] = [0, 0];
  for await (const entry of source.entries.read(kind.kind, slice, signal)) {
    read++;
    const prepared = (await kind.prepare?.(entry, context)) ?? { entry };
    if ('aside' in prepared) {
      aside.push({ type: kind.kind, key: entry.key, ...prepared.aside });
      held.delete(entry.key);
      continue;
    }
    const { key } = prepared.entry;
    const digest = digestOfEntry(kind, prepared.entry);
    wanted.set(key, digest);
    const there = held.get(key);
    held.delete(key);
    if (there === undefined) absent.push(prepared.entry);
    else if (there.digest === digest) unchanged++;
    else different.push(prepared.entry);
  }
  const extras = [...held.values()]
    .map(({ entry }) => entry)
    .filter((entry) => !(kind.isTargetsOwn?.(entry, context) ?? false));
  const sourceDigest = sliceDigest(wanted, (digest) => digest);
  return { targetSlice, read, unchanged, absent, different, extras, aside, sourceDigest, targetDigest };
}

interface HeldEntry {
  readonly entry: Entry;
  readonly digest: string;
}

async function readTarget(context: RunContext, kind: EntryClass, slice: string): Promise<Map<string, HeldEntry>> {
  const { target, signal } = context;
  const held = new Map<string, HeldEntry>();
  if (!target.entries.kinds.has(kind.kind)) return held;
  for await (const entry of target.entries.read(kind.kind, slice, signal)) {
    // The content is not kept: what is deleted is named by its key.
    held.set(entry.key, { entry: { key: entry.key, content: undefined }, digest: digestOfEntry(kind, entry) });
  }
  return held;
}

function digestOfEntry(kind: EntryClass, { content }: Entry): string {
  return digestOf(kind.compared?.(content) ?? content);
}

function sliceDigest<T>(entries: ReadonlyMap<string, T>, digest: (held: T) => string): string {
  return digestOf([...entries].map(([key, held]) => `${key}=${digest(held)}`).sort());
}
