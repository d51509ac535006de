import type { MetadataStore, StoredObject } from '../instance.ts';

/** An empty store; types come into being when first asked for. */
export function createMetadataStore(): MetadataStore {
  const types = new Map<string, Map<string, StoredObject>>();
  const of = (plural: string): Map<string, StoredObject> => {
    const found = types.get(plural);
    if (found) return found;
    const made = new Map<string, StoredObject>();
    types.set(plural, made);
    return made;
  };
  return { of, find: (plural, uid) => types.get(plural)?.get(uid) };
}
