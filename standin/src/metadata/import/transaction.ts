import type { MetadataStore, StoredObject } from '../../instance.ts';

/** Writes of one import, which can be taken back. Objects are replaced, never changed in place. */
export interface Transaction {
  put(plural: string, object: StoredObject): void;
  /** Changes some properties of an object that is there; does nothing when it is not. */
  change(plural: string, uid: string, properties: Readonly<Record<string, unknown>>): void;
  remove(plural: string, uid: string): void;
  rollback(): void;
}

/** Starts a transaction on a store. Writes are seen at once, as within one Hibernate session. */
export function beginTransaction(metadata: MetadataStore): Transaction {
  const journal: (() => void)[] = [];
  const put = (plural: string, object: StoredObject): void => {
    const objects = metadata.of(plural);
    const before = objects.get(object.id);
    journal.push(() => (before ? objects.set(object.id, before) : objects.delete(object.id)));
    objects.set(object.id, object);
  };
  return {
    put,
    change: (plural, uid, properties) => {
      const before = metadata.find(plural, uid);
      if (before) put(plural, { ...before, ...properties });
    },
    remove: (plural, uid) => {
      const objects = metadata.of(plural);
      const before = objects.get(uid);
      if (!before) return;
      journal.push(() => objects.set(uid, before));
      objects.delete(uid);
    },
    rollback: () => {
      for (const undo of journal.reverse()) undo();
    },
  };
}
