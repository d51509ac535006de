import { type ArchiveFiles, findTable, type NewManifest } from './archive-files.ts';
import type { Table } from './format/manifest.ts';
import { type KeyedLine, readSlice, type Slice, sliceBytes, writeSlice } from './format/slice-file.ts';
import { folderOf, isSameTable, type TableName } from './format/table-name.ts';
import type { Change, Journal } from './journal.ts';

/** The key of a line of a table's slices. */
export type KeyOf = (value: unknown) => string;

/**
 * Turns what the journal holds into slices, and puts a manifest that names them in the place of the one before: until then the
 * archive is as it was, after it is as it is to be. Slices without a change stay. May be repeated after an interruption.
 */
export async function sealArchive(
  files: ArchiveFiles,
  next: Omit<NewManifest, 'tables'>,
  keyOfTable: (table: TableName) => KeyOf,
  signal: AbortSignal,
): Promise<void> {
  const journal = files.journal();
  const before = files.manifest();
  const changed: Table[] = [];
  for (const table of journal?.tables() ?? []) {
    if (journal === undefined || isSpare(table)) continue;
    const slices = await rewriteTable(files, journal, table, keyOfTable(table), signal);
    changed.push({ ...table, slices });
  }
  const kept = before.tables.filter((table) => !changed.some((each) => isSameTable(each, table)));
  const tables = [...kept, ...changed].filter(({ slices }) => slices.length > 0).sort(byName);
  await files.conclude({ ...next, tables });
  await removeUnnamed(files, next.schemas);
}

/** What an interrupted rearrangement has left. */
function isSpare(table: TableName): boolean {
  return table.class === 'rearranged';
}

function byName(left: TableName, right: TableName): number {
  if (left.class !== right.class) return left.class < right.class ? -1 : 1;
  return left.part < right.part ? -1 : 1;
}

/** The slices of a table with the journal's changes in them. Only those that a change falls into are read and written. */
async function rewriteTable(
  files: ArchiveFiles,
  journal: Journal,
  table: TableName,
  keyOf: KeyOf,
  signal: AbortSignal,
): Promise<Slice[]> {
  const slices = files.slicesOf(table);
  const known = new Map(findTable(files.manifest(), table)?.slices.map((slice) => [slice.sha256, slice]));
  const cutter = createCutter((lines) =>
    writeSlice(files.storage, folderOf(table), lines, (sha256) => known.get(sha256)),
  );
  const changes = peekable(journal.changes(table));
  const result: Slice[] = [];
  for (const [at, slice] of slices.entries()) {
    signal.throwIfAborted();
    const below = slices[at + 1]?.first;
    const isTouched = changes.peek() !== undefined && (below === undefined || (changes.peek()?.key ?? '') < below);
    if (!isTouched) {
      result.push(...(await cutter.finish()), slice);
      continue;
    }
    for (const line of await readSlice(files.storage, slice)) {
      const key = keyOf(JSON.parse(line));
      for (const change of changes.upTo(key)) result.push(...(await cutter.add(change)));
      if (changes.peek()?.key !== key) result.push(...(await cutter.add({ key, line })));
    }
    for (const change of changes.upTo(below)) result.push(...(await cutter.add(change)));
  }
  for (const change of changes.upTo(undefined)) {
    if (change.line !== undefined) signal.throwIfAborted();
    result.push(...(await cutter.add(change)));
  }
  result.push(...(await cutter.finish()));
  return result;
}

/** Collects lines, and cuts a slice when they are enough. */
function createCutter(write: (lines: readonly KeyedLine[]) => Promise<Slice>) {
  let lines: KeyedLine[] = [];
  let bytes = 0;
  const cut = async (): Promise<Slice[]> => {
    if (lines.length === 0) return [];
    const full = lines;
    lines = [];
    bytes = 0;
    return [await write(full)];
  };
  return {
    /** A removed line adds nothing. Gives the slice that was cut, if one was. */
    async add({ key, line }: Change): Promise<readonly Slice[]> {
      if (line === undefined) return [];
      const size = Buffer.byteLength(line) + 1;
      const cutBefore = bytes > 0 && bytes + size > sliceBytes ? await cut() : [];
      lines.push({ key, line });
      bytes += size;
      return cutBefore;
    },
    finish: cut,
  };
}

function peekable(changes: Generator<Change>) {
  let next = changes.next();
  const peek = (): Change | undefined => (next.done === true ? undefined : next.value);
  return {
    peek,
    /** Takes the changes below a key, or all that are left. */
    *upTo(key: string | undefined): Generator<Change> {
      for (let change = peek(); change !== undefined && (key === undefined || change.key < key); change = peek()) {
        next = changes.next();
        yield change;
      }
    },
  };
}

/** Slices that were replaced, and what an interrupted run has left. */
async function removeUnnamed(files: ArchiveFiles, schemas: readonly Slice[]): Promise<void> {
  const tables = files.manifest().tables;
  // Some disks take upper and lower case for the same.
  const named = new Set([...schemas, ...tables.flatMap(({ slices }) => slices)].map(({ name }) => name.toLowerCase()));
  for await (const name of files.storage.list('')) {
    const isOurs = name.endsWith('.ndjson.zst') || name.endsWith('.part');
    if (isOurs && !named.has(name.toLowerCase())) await files.storage.remove(name);
  }
}
