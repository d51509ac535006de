import { type Entry, type EntryKind, type EntryReader, type EntryWriter, entryKinds } from '../../model/entry.ts';
import { partsOf } from '../archive-files.ts';
import { canonicalLine } from '../format/canonical-line.ts';
import { asciiKey, entriesClass } from '../format/table-name.ts';
import { textAt } from '../org-unit-paths.ts';
import { scanTable } from '../scan.ts';
import type { ArchiveContent } from './archive-content.ts';

/** Entries of every kind that the archive's instance has: a table for each slice, in the order of keys. */
export function openEntries({ files }: ArchiveContent, kinds: readonly string[]): EntryReader & EntryWriter {
  const held = new Set(entryKinds.filter((kind) => kinds.includes(kind)));
  const tableOf = (kind: EntryKind, slice: string) => ({ class: entriesClass(kind), part: slice });
  return {
    kinds: held,
    async *slices(kind) {
      yield* partsOf(files, entriesClass(kind));
    },
    async *read(kind, slice, signal) {
      for await (const { value } of scanTable(files, tableOf(kind, slice), { keyOf: entryKey, signal })) {
        yield { key: textAt(value, 'key'), content: Object(value).content };
      }
    },
    forget: () => undefined,
    async write(kind, slice, entries) {
      const table = tableOf(kind, slice);
      const journal = await files.openForWriting();
      journal.write(entries.map((entry) => [table, { key: entryKey(entry), line: lineOf(entry) }] as const));
      return [];
    },
    async remove(kind, slice, entries) {
      const table = tableOf(kind, slice);
      const journal = await files.openForWriting();
      journal.write(entries.map((entry) => [table, { key: entryKey(entry), line: undefined }] as const));
      return [];
    },
  };
}

export function entryKey(entry: unknown): string {
  return asciiKey(textAt(entry, 'key'));
}

function lineOf({ key, content }: Entry): string {
  return canonicalLine({ key, content });
}
