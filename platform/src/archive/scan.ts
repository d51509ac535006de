import type { ArchiveFiles } from './archive-files.ts';
import { readSlice, type Slice } from './format/slice-file.ts';
import type { TableName } from './format/table-name.ts';
import { everyKey, type KeyRange } from './journal.ts';

/** A line of a table, parsed. */
export interface KeyedValue {
  readonly key: string;
  readonly value: unknown;
}

export interface ScanOptions {
  /** The key of a line of a slice, which says its place in the order. */
  keyOf(value: unknown): string;
  /** The keys to read, ranges in order and apart; all when absent. Slices that hold none of them are not opened. */
  readonly ranges?: readonly KeyRange[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * What a table holds, in the order of keys: the lines of its slices, with the changes of the journal laid over them.
 * @throws PlatformError ARCHIVE_DAMAGED before any line of a damaged slice is handed out.
 */
export async function* scanTable(
  files: ArchiveFiles,
  table: TableName,
  { keyOf, ranges, signal }: ScanOptions,
): AsyncGenerator<KeyedValue> {
  const changes = changesIn(files, table, ranges ?? [everyKey]);
  let change = changes.next();
  const isWanted = rangeTest(ranges);
  for (const slice of slicesIn(files.slicesOf(table), ranges)) {
    signal.throwIfAborted();
    for (const line of await readSlice(files.storage, slice)) {
      const value: unknown = JSON.parse(line);
      const key = keyOf(value);
      if (!isWanted(key)) continue;
      while (change.done !== true && change.value.key < key) {
        if (change.value.line !== undefined) yield parsed(change.value.key, change.value.line);
        change = changes.next();
      }
      if (change.done === true || change.value.key !== key) yield { key, value };
    }
  }
  for (; change.done !== true; change = changes.next()) {
    if (change.value.line !== undefined) yield parsed(change.value.key, change.value.line);
  }
}

/** Ranges in order, those that touch made one. */
export function inOrder(ranges: readonly KeyRange[]): KeyRange[] {
  const joined: KeyRange[] = [];
  for (const range of ranges.toSorted((left, right) => (left.from < right.from ? -1 : 1))) {
    const last = joined.at(-1);
    if (last === undefined || range.from > last.below) joined.push(range);
    else if (range.below > last.below) joined[joined.length - 1] = { from: last.from, below: range.below };
  }
  return joined;
}

/** The range of one key alone. */
export function onlyKey(key: string): KeyRange {
  return { from: key, below: `${key}\x00` };
}

function parsed(key: string, line: string): KeyedValue {
  return { key, value: JSON.parse(line) };
}

function* changesIn(files: ArchiveFiles, table: TableName, ranges: readonly KeyRange[]) {
  const journal = files.journal();
  if (journal === undefined) return;
  for (const range of ranges) yield* journal.changes(table, range);
}

function slicesIn(slices: readonly Slice[], ranges: readonly KeyRange[] | undefined): readonly Slice[] {
  if (ranges === undefined) return slices;
  return slices.filter(({ first, last }) => ranges.some(({ from, below }) => from <= last && first < below));
}

/** Whether keys that come in their order lie in the ranges. */
function rangeTest(ranges: readonly KeyRange[] | undefined): (key: string) => boolean {
  if (ranges === undefined) return () => true;
  let at = 0;
  return (key) => {
    for (let range = ranges[at]; range !== undefined && key >= range.below; range = ranges[at]) at += 1;
    const range = ranges[at];
    return range !== undefined && key >= range.from;
  };
}
