import type { Uid } from '../model/uid.ts';
import { type ArchiveFiles, partsOf } from './archive-files.ts';
import { readSlice } from './format/slice-file.ts';
import { metadataClass, type TableName } from './format/table-name.ts';
import type { Change, KeyRange } from './journal.ts';
import { type KeyedValue, scanTable } from './scan.ts';

/** Where each org unit stands: `/` and the UIDs from the top to itself. Rows that belong to org units are in this order. */
export type OrgUnitPaths = ReadonlyMap<Uid, string>;

/** The classes whose tables are in the order of org units. */
export const placedClasses = ['dataValues', 'completeDataSetRegistrations'] as const;
export type PlacedClass = (typeof placedClasses)[number];

/** The key of a row of such a class: its org unit's path, and what tells it from others of the same org unit. */
export type PlacedKey = (value: unknown, pathOf: (orgUnit: Uid) => string) => string;

/** Behind the path in a key; it sorts after every letter and digit, and after the slash below which descendants stand. */
export const pathEnd = '|';

/** The keys of an org unit's rows, and with `children` of those below it. */
export function rangeBelow(path: string, children: boolean): KeyRange {
  return { from: `${path}${children ? '/' : pathEnd}`, below: `${path}}` };
}

/** The place of an org unit that the archive does not hold: after all others. */
function placeOf(paths: OrgUnitPaths): (orgUnit: Uid) => string {
  return (orgUnit) => paths.get(orgUnit) ?? `~${orgUnit}`;
}

/** The org units of an archive as they stand now. */
export interface OrgUnitPlaces {
  /** The paths by which rows are in order. */
  paths(signal: AbortSignal): Promise<OrgUnitPaths>;
  keyOf(ofClass: PlacedClass, signal: AbortSignal): Promise<(value: unknown) => string>;
  /** Org units were written: their places are looked at again before rows are. */
  forget(): void;
}

const table: TableName = { class: metadataClass, part: 'organisationUnits' };

/**
 * Keeps rows in the order of org units. When org units were moved since the slices were written, all rows are put into the new
 * order first, through the journal: that is rare, and keeps reading simple.
 */
export function createOrgUnitPlaces(
  files: ArchiveFiles,
  keys: Readonly<Record<PlacedClass, PlacedKey>>,
): OrgUnitPlaces {
  let known: Promise<OrgUnitPaths> | undefined;
  const places: OrgUnitPlaces = {
    paths: (signal) => {
      known ??= arrange(files, keys, signal).catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    keyOf: async (ofClass, signal) => {
      const pathOf = placeOf(await places.paths(signal));
      return (value) => keys[ofClass](value, pathOf);
    },
    forget: () => {
      known = undefined;
    },
  };
  return places;
}

async function arrange(
  files: ArchiveFiles,
  keys: Readonly<Record<PlacedClass, PlacedKey>>,
  signal: AbortSignal,
): Promise<OrgUnitPaths> {
  const paths = pathsOf(await readParents(scanTable(files, table, { keyOf: idOf, signal })));
  const journal = files.journal();
  if (journal === undefined || !journal.hasChanges(table)) return paths;
  const arranged = new Map([...pathsOf(await readParents(sliceRows(files))), ...journal.places()]);
  const moved = [...arranged].filter(([uid, path]) => (paths.get(uid) ?? nowhere) !== path);
  if (moved.length > 0) await rearrangeAll(files, keys, { arranged, paths, signal });
  const gone = moved.filter(([uid]) => !paths.has(uid)).map(([uid]) => [uid, nowhere] as const);
  journal.keepPlaces(new Map([...[...paths].filter(([uid, path]) => arranged.get(uid) !== path), ...gone]));
  return paths;
}

/** The place of an org unit that was removed; no path is empty. */
const nowhere = '';

async function rearrangeAll(
  files: ArchiveFiles,
  keys: Readonly<Record<PlacedClass, PlacedKey>>,
  { arranged, paths, signal }: { arranged: OrgUnitPaths; paths: OrgUnitPaths; signal: AbortSignal },
): Promise<void> {
  const [before, after] = [placeOf(arranged), placeOf(paths)];
  for (const ofClass of placedClasses) {
    const key = keys[ofClass];
    const order = { before: (row: unknown) => key(row, before), after: (row: unknown) => key(row, after), paths };
    for (const part of partsOf(files, ofClass)) await rearrange(files, { class: ofClass, part }, order, signal);
  }
}

const rowsAtOnce = 2_000;

/** Rows of org units that are there no more go: nobody could read them, and DHIS2 deletes no org unit that has some. */
async function rearrange(
  files: ArchiveFiles,
  from: TableName,
  order: { before(row: unknown): string; after(row: unknown): string; readonly paths: OrgUnitPaths },
  signal: AbortSignal,
): Promise<void> {
  const journal = await files.openForWriting();
  const into: TableName = { class: 'rearranged', part: `${from.class} ${from.part}` };
  journal.forget(into);
  let waiting: (readonly [TableName, Change])[] = [];
  const known = new Set(order.paths.values());
  for await (const { value } of scanTable(files, from, { keyOf: order.before, signal })) {
    const key = order.after(value);
    if (!known.has(key.slice(0, key.indexOf(pathEnd)))) continue;
    waiting.push([into, { key, line: JSON.stringify(value) }]);
    if (waiting.length < rowsAtOnce) continue;
    journal.write(waiting);
    waiting = [];
  }
  journal.write(waiting);
  journal.replace(from, into);
}

async function* sliceRows(files: ArchiveFiles): AsyncGenerator<KeyedValue> {
  for (const slice of files.slicesOf(table)) {
    for (const line of await readSlice(files.storage, slice)) {
      const value: unknown = JSON.parse(line);
      yield { key: idOf(value), value };
    }
  }
}

/** The `id` of a metadata object, as its key. */
export function idOf(value: unknown): string {
  return textAt(value, 'id');
}

/** A text of a parsed line; empty where it has none. */
export function textAt(value: unknown, key: string): string {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof text === 'string' ? text : '';
}

async function readParents(units: AsyncIterable<KeyedValue>): Promise<Map<Uid, Uid>> {
  const parents = new Map<Uid, Uid>();
  for await (const { value } of units) {
    const parent: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'parent') : undefined;
    parents.set(idOf(value), idOf(parent));
  }
  return parents;
}

function pathsOf(parents: ReadonlyMap<Uid, Uid>): Map<Uid, string> {
  const paths = new Map<Uid, string>();
  // A unit that is its own ancestor would have no end: such a chain is cut where it closes.
  const pathOf = (uid: Uid, below: readonly Uid[]): string => {
    const known = paths.get(uid);
    if (known !== undefined) return known;
    const parent = parents.get(uid);
    const isTop = parent === undefined || !parents.has(parent) || below.includes(parent);
    const path = `${isTop ? '' : pathOf(parent, [...below, uid])}/${uid}`;
    paths.set(uid, path);
    return path;
  };
  for (const uid of parents.keys()) pathOf(uid, [uid]);
  return paths;
}
