import type { Query } from '../api-request.ts';

/** One of the two stores: of all, or of one user. */
export interface StoreAddress {
  readonly path: '/api/dataStore' | '/api/userDataStore';
  /** The user whose store it is; a superuser may name any (API.md §7). */
  readonly query: Query;
}

/**
 * Where a namespace or an entry is found. DHIS2 cuts what follows the last dot of a path, taking it for a format: a PUT of
 * `plan.v2` writes `plan`, and a DELETE of it removes that one (seen on 2.40.1, 2.41.5.1 and 2.42.4.1). So a name with a
 * dot gets a format to be cut.
 */
export function storePath({ path }: StoreAddress, ...names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return `${path}${names.map((name) => `/${encodeURIComponent(name)}`).join('')}${last.includes('.') ? '.json' : ''}`;
}

/**
 * Whether a name can stand in a path: servlet containers and DHIS2's firewall refuse these characters however they are
 * escaped (400 or 500, all releases). Entries named so are made by apps inside the server only.
 */
export function isAddressable(name: string): boolean {
  return !/[/\\;%\p{Cc}]/u.test(name) && name !== '.' && name !== '..' && name.trim() !== '';
}
