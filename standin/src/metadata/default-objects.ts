import type { Instance } from '../instance.ts';

/** Types of which every instance has one object called `default` (API.md §5.1). */
export const DEFAULT_TYPES = ['categories', 'categoryOptions', 'categoryCombos', 'categoryOptionCombos'] as const;

/** UIDs of the default category objects of this instance. */
export function defaultUids(instance: Instance): Set<string> {
  const uids = new Set<string>();
  for (const plural of DEFAULT_TYPES) {
    const uid = defaultUid(instance, plural);
    if (uid !== undefined) uids.add(uid);
  }
  return uids;
}

/** UID of the default object of one type. */
export function defaultUid(instance: Instance, plural: (typeof DEFAULT_TYPES)[number]): string | undefined {
  for (const object of instance.metadata.of(plural).values()) {
    if (object.name === 'default') return object.id;
  }
  return undefined;
}
