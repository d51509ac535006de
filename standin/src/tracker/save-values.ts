import { assignFile, releaseFile } from '../data/file-assignment.ts';
import { isFileType } from '../data/value-type.ts';
import { fileResourcesOf } from '../files/file-resource-store.ts';
import type { StoredObject } from '../instance.ts';
import type { Bundle } from './bundle.ts';
import type { Note, Provenance, StoredValue, TrackedEntity } from './model.ts';
import type { PayloadNote, PayloadValue } from './payload.ts';
import { holderKey } from './tracker-store.ts';

/** Who does something, and when. */
export const provenance = ({ now, account }: Bundle): Provenance => ({
  createdAt: now,
  updatedAt: now,
  createdBy: account.uid,
  updatedBy: account.uid,
});

/** Somebody changes an object. */
export function touch({ now, account }: Bundle, object: Provenance): void {
  object.updatedAt = now;
  object.updatedBy = account.uid;
}

/** Writes the attributes that a tracked entity or an enrollment brings. */
export function saveAttributes(bundle: Bundle, entity: TrackedEntity, values: readonly PayloadValue[]): void {
  for (const given of values) {
    const attribute = bundle.find.attribute(given.id);
    if (!attribute) continue;
    const before = entity.attributes.get(attribute.id);
    if (attribute.unique === true) moveHolder(bundle, entity.uid, attribute.id, before?.value, given.value);
    saveValue(bundle, entity.attributes, attribute, given, entity.uid);
  }
}

function moveHolder(
  { store }: Bundle,
  entity: string,
  attribute: string,
  before: string | undefined,
  after: string | null,
): void {
  if (before !== undefined) store.holders.get(holderKey(attribute, before))?.delete(entity);
  if (after === null) return;
  const key = holderKey(attribute, after);
  store.holders.set(key, (store.holders.get(key) ?? new Set()).add(entity));
}

/** Writes one value; `null` deletes it, the same value leaves it untouched. */
export function saveValue(
  bundle: Bundle,
  values: Map<string, StoredValue>,
  owner: StoredObject,
  given: PayloadValue,
  fileOwner: string,
): void {
  const before = values.get(owner.id);
  const isFile = isFileType(owner.valueType);
  if (isFile && before !== undefined && before.value !== given.value) releaseFile(bundle.instance, before.value);
  if (given.value === null || given.value === '') {
    values.delete(owner.id);
    return;
  }
  if (isFile) useFile(bundle, given.value, fileOwner);
  if (before?.value === given.value && before.providedElsewhere === given.providedElsewhere) return;
  const { createdAt, createdBy } = before ?? provenance(bundle);
  values.set(owner.id, {
    ...provenance(bundle),
    createdAt,
    createdBy,
    value: given.value,
    storedBy: given.storedBy ?? bundle.account.username,
    providedElsewhere: given.providedElsewhere,
  });
}

function useFile({ instance }: Bundle, uid: string, owner: string): void {
  assignFile(instance, uid);
  const file = fileResourcesOf(instance).get(uid);
  if (file) file.owner = owner;
}

/** Adds the notes that are new: a note is never changed. */
export function saveNotes(bundle: Bundle, notes: Note[], given: readonly PayloadNote[]): void {
  const { store, now, account } = bundle;
  for (const { note, value, storedBy: by } of given) {
    if (store.notes.has(note)) continue;
    store.notes.add(note);
    notes.push({ note, value, storedBy: by, storedAt: now, createdBy: account.uid });
  }
}
