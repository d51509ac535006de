import type { MetadataObject } from '../../model/metadata-object.ts';
import { isUid, type Uid } from '../../model/uid.ts';
import { volatileEverywhere } from './volatile-properties.ts';

/** One place in an object that names another object. */
export interface Reference {
  readonly uid: Uid;
  /** The property of the object itself under which the reference stands. */
  readonly property: string;
  /** Who may see or change the object; sharing can always be sent later. */
  readonly sharing: boolean;
  /** The reference stands in a list, which can be sent without it at first. */
  readonly inList: boolean;
}

/** Properties that hold UIDs which DHIS2 never looks up. */
const notLookedUp: ReadonlySet<string> = new Set(['favorites', 'subscribers', 'interpretations', 'owner']);

/**
 * Every place in an object where the UID of a known object stands: references of the schema, items of dimensions, keys
 * of sharing, UIDs kept as plain text (`templateUid`). DHIS2's schemas do not tell all of them (API.md §4.3, "Not
 * checked, but silently dropped when missing"), so the object itself is read.
 */
export function referencesOf(object: MetadataObject, isKnown: (uid: Uid) => boolean): Reference[] {
  const found: Reference[] = [];
  for (const [property, value] of Object.entries(object)) {
    if (property === 'id' || isNeverLookedUp(property)) continue;
    walk(value, { property, sharing: property === 'sharing', inList: false }, (reference) => {
      if (reference.uid !== object.id && isKnown(reference.uid)) found.push(reference);
    });
  }
  return found;
}

type Place = Omit<Reference, 'uid'>;

function walk(value: unknown, place: Place, tell: (reference: Reference) => void): void {
  if (isUid(value)) tell({ uid: value, ...place });
  else if (Array.isArray(value)) for (const item of value) walk(item, { ...place, inList: true }, tell);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!isNeverLookedUp(key)) walk(item, place, tell);
    }
  }
}

/** Whether what stands under a key never leads to another object that has to be there. */
export function isNeverLookedUp(key: string): boolean {
  return volatileEverywhere.has(key) || notLookedUp.has(key);
}

/**
 * The object without the references to the given UIDs. A list loses the items that name them, also the items that name
 * them somewhere inside (a data set element without its data element is none); sharing loses their accesses.
 */
export function withoutReferences(object: MetadataObject, uids: ReadonlySet<Uid>): MetadataObject {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    if (key === 'id' || isNeverLookedUp(key)) result[key] = value;
    else if (key === 'sharing') result[key] = sharingWithout(value, uids);
    else {
      const kept = prune(value, uids);
      if (kept !== removed) result[key] = kept;
    }
  }
  return { ...result, id: object.id };
}

const removed = Symbol('removed');

function prune(value: unknown, uids: ReadonlySet<Uid>): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => !(isUid(item) && uids.has(item)) && !names(item, uids));
  }
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Readonly<Record<string, unknown>>;
  if (isUid(record.id) && uids.has(record.id)) return removed;
  const entries = Object.entries(record).map(
    ([key, item]) => [key, isNeverLookedUp(key) ? item : prune(item, uids)] as const,
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== removed));
}

/** Whether an item of a list holds a reference to one of the UIDs, at any depth outside nested lists. */
function names(item: unknown, uids: ReadonlySet<Uid>): boolean {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false;
  return Object.entries(item).some(([key, value]) =>
    key === 'id' ? isUid(value) && uids.has(value) : !isNeverLookedUp(key) && names(value, uids),
  );
}

function sharingWithout(value: unknown, uids: ReadonlySet<Uid>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const without = (entries: unknown) =>
    typeof entries === 'object' && entries !== null
      ? Object.fromEntries(Object.entries(entries).filter(([uid]) => !uids.has(uid)))
      : entries;
  const sharing = value as Readonly<Record<string, unknown>>;
  return { ...sharing, users: without(sharing.users), userGroups: without(sharing.userGroups) };
}
