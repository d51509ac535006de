import type { Entry, EntryKind, EntryReader, EntryRefusal, EntryWriter } from '../../model/entry.ts';
import type { WritableInstance } from '../../model/instance.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createValueInstance } from './value-instance.ts';

/** Contents by kind, slice and key. */
export type EntryContents = Partial<Record<EntryKind, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface EntryInstanceOptions {
  readonly contents?: EntryContents;
  /** The kinds that the instance has; all of those in `contents` when absent. */
  readonly kinds?: readonly EntryKind[];
  /** Its metadata by type; none when absent. */
  readonly metadata?: Readonly<Record<string, readonly MetadataObject[]>>;
  readonly refuses?: (entry: Entry) => Omit<EntryRefusal, 'key'> | undefined;
  /** Called before each entry is written; throws where the process is to break. */
  readonly onWrite?: (entry: Entry) => void;
}

export interface InMemoryEntryInstance extends WritableInstance {
  /** Every write and removal, as `write kind slice key,key`. */
  readonly log: string[];
  contentsOf(kind: EntryKind, slice: string): Record<string, unknown>;
}

/** An instance that holds entries in memory: the port without a network. */
export function createEntryInstance(options: EntryInstanceOptions = {}): InMemoryEntryInstance {
  const { contents = {}, refuses = () => undefined, onWrite = () => undefined } = options;
  const log: string[] = [];
  const slices = new Map<string, Map<string, unknown>>();
  const sliceOf = (kind: EntryKind, slice: string) => {
    const found = slices.get(`${kind} ${slice}`) ?? new Map<string, unknown>();
    slices.set(`${kind} ${slice}`, found);
    return found;
  };
  for (const [kind, byslice] of Object.entries(contents)) {
    for (const [slice, entries] of Object.entries(byslice))
      slices.set(`${kind} ${slice}`, new Map(Object.entries(entries)));
  }
  const kinds = new Set(options.kinds ?? (Object.keys(contents) as EntryKind[]));

  function write(kind: EntryKind, slice: string, entries: readonly Entry[]): EntryRefusal[] {
    log.push(`write ${kind} ${slice} ${entries.map(({ key }) => key).join()}`);
    return entries.flatMap((entry) => {
      onWrite(entry);
      const refusal = refuses(entry);
      if (refusal === undefined) sliceOf(kind, slice).set(entry.key, entry.content);
      return refusal === undefined ? [] : [{ key: entry.key, ...refusal }];
    });
  }

  const entries: EntryReader & EntryWriter = {
    kinds,
    async *slices(kind) {
      for (const name of slices.keys()) if (name.startsWith(`${kind} `)) yield name.slice(kind.length + 1);
    },
    async *read(kind, slice) {
      for (const [key, content] of slices.get(`${kind} ${slice}`) ?? []) yield { key, content };
    },
    forget: () => undefined,
    write: async (kind, slice, some) => write(kind, slice, some),
    async remove(kind, slice, some) {
      log.push(`remove ${kind} ${slice} ${some.map(({ key }) => key).join()}`);
      for (const { key } of some) sliceOf(kind, slice).delete(key);
      return [];
    },
  };
  return {
    ...createValueInstance({ release: '2.42.4.1', metadata: options.metadata ?? {} }),
    entries,
    log,
    contentsOf: (kind, slice) => Object.fromEntries(slices.get(`${kind} ${slice}`) ?? []),
  };
}
