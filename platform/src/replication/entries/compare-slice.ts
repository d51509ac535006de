import { beginReading } from '../../dhis2/read-ahead.ts';
import { digestOf } from '../../model/digest.ts';
import type { Entry } from '../../model/entry.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunContext } from '../run-context.ts';
import type { EntryClass, PreparedEntry } from './entry-class.ts';
import { isEntryCarried, isEntryOfSelection } from './entry-scope.ts';
import { targetKey } from './target-key.ts';

/** One slice on both sides, by key; entries are named as the target names them. Contents are not kept. */
export interface ComparedSlice {
  readonly targetSlice: string;
  readonly read: number;
  readonly unchanged: number;
  readonly absent: readonly string[];
  readonly different: readonly string[];
  /** Entries that only the target has, without their contents. */
  readonly extras: readonly Entry[];
  /** Entries of the source that are left aside, each with its reason. */
  readonly aside: readonly Finding[];
  /** What of the others could not come along. */
  readonly losses: readonly Finding[];
  readonly sourceDigest: string;
  readonly targetDigest: string;
}

/** Takes an entry that the target lacks or holds otherwise, as the target should hold it, while the slice is being read. */
export type DifferenceSink = (entry: Entry, targetSlice: string) => Promise<void>;

/**
 * Reads a slice on both sides and compares it. Of the target only digests are held, of the source one entry at a time:
 * what differs is handed on at once.
 */
export async function compareSlice(
  context: RunContext,
  kind: EntryClass,
  slice: string,
  onDifference: DifferenceSink = async () => undefined,
): Promise<ComparedSlice> {
  const { source, signal } = context;
  // Both sides at the same time: most slices are one request to each.
  const reading = beginReading(source.entries.read(kind.kind, slice, signal));
  try {
    return await compareWith(context, kind, { slice, entries: reading.items, onDifference });
  } finally {
    await reading.stop();
  }
}

interface SourceSlice {
  readonly slice: string;
  readonly entries: AsyncIterable<Entry>;
  readonly onDifference: DifferenceSink;
}

async function compareWith(
  context: RunContext,
  kind: EntryClass,
  { slice, entries, onDifference }: SourceSlice,
): Promise<ComparedSlice> {
  const targetSlice = kind.targetSlice?.(slice, context) ?? slice;
  const held = await readTarget(context, kind, targetSlice);
  const targetDigest = sliceDigest(held);
  const wanted = new Map<string, string>();
  const [absent, different]: [string[], string[]] = [[], []];
  const [aside, losses]: [Finding[], Finding[]] = [[], []];
  let [read, unchanged] = [0, 0];
  for await (const entry of entries) {
    if (!(await isEntryCarried(context, kind, entry))) {
      held.delete(targetKeyOf(kind, entry, context));
      continue;
    }
    read++;
    const prepared: PreparedEntry = (await kind.prepare?.(entry, context)) ?? { entry };
    if ('aside' in prepared) {
      aside.push({ type: kind.kind, key: entry.key, ...prepared.aside });
      held.delete(entry.key);
      continue;
    }
    const { key } = prepared.entry;
    losses.push(...(prepared.losses ?? []).map((loss) => ({ type: kind.kind, key, ...loss })));
    const digest = digestOfEntry(context, kind, prepared.entry);
    wanted.set(key, digest);
    const there = held.get(key);
    held.delete(key);
    if (there === digest) {
      unchanged++;
      continue;
    }
    (there === undefined ? absent : different).push(key);
    await onDifference(prepared.entry, targetSlice);
  }
  const extras = [...held.keys()]
    .map((key): Entry => ({ key, content: undefined }))
    .filter((entry) => !(kind.isTargetsOwn?.(entry, context) ?? false));
  const sourceDigest = sliceDigest(wanted);
  return { targetSlice, read, unchanged, absent, different, extras, aside, losses, sourceDigest, targetDigest };
}

async function readTarget(context: RunContext, kind: EntryClass, slice: string): Promise<Map<string, string>> {
  const { target, signal } = context;
  const held = new Map<string, string>();
  if (!target.entries.kinds.has(kind.kind)) return held;
  for await (const entry of target.entries.read(kind.kind, slice, signal)) {
    if (isEntryOfSelection(context, kind, entry.key)) held.set(entry.key, digestOfEntry(context, kind, entry));
  }
  return held;
}

/** An entry's key as the target spells it. */
function targetKeyOf({ keyParts = [] }: EntryClass, { key }: Entry, { identity }: RunContext): string {
  return targetKey(
    key,
    keyParts.map((part) => (part === 'period' ? undefined : part)),
    identity,
  );
}

function digestOfEntry(context: RunContext, kind: EntryClass, { content }: Entry): string {
  return digestOf(kind.compared?.(content, context) ?? content);
}

function sliceDigest(entries: ReadonlyMap<string, string>): string {
  return digestOf([...entries].map(([key, digest]) => `${key}=${digest}`).sort());
}
