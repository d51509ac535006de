import { instanceState } from '../instance-state.ts';
import type { Json } from '../metadata/json.ts';

/** One value of the data store, or of a user's own. */
export interface StoreEntry {
  readonly id: string;
  readonly key: string;
  /** The JSON as it was given: a number keeps all its digits. */
  text: string;
  readonly encrypted: boolean;
  /** What a page shows of an encrypted entry that was updated from 2.41 on; nothing else reads it. */
  pageText?: string;
  readonly created: Date;
  lastUpdated: Date;
  readonly createdBy: string;
  sharing: Json;
}

/** Entries by namespace, then by key; both in the order they came. */
export type Namespaces = Map<string, Map<string, StoreEntry>>;

interface Stores {
  readonly shared: Namespaces;
  readonly byUser: Map<string, Namespaces>;
}

/** The data store and the users' stores of an instance (API.md §7). */
export const storesOf = instanceState((): Stores => ({ shared: new Map(), byUser: new Map() }));

/** A namespace's entries, made when absent. */
export function namespaceOf(namespaces: Namespaces, name: string): Map<string, StoreEntry> {
  const known = namespaces.get(name);
  if (known) return known;
  const made = new Map<string, StoreEntry>();
  namespaces.set(name, made);
  return made;
}

/** Removes an entry, and its namespace with the last one. */
export function removeEntry(namespaces: Namespaces, name: string, key: string): void {
  const namespace = namespaces.get(name);
  namespace?.delete(key);
  if (namespace?.size === 0) namespaces.delete(name);
}

/** The value at a path such as `a.b`; undefined when there is nothing. `.` is the whole. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === '.' || path === '') return value;
  return path
    .split('.')
    .filter((step) => step !== '')
    .reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
      value,
    );
}
