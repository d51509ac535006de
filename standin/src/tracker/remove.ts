import type { Bundle } from './bundle.ts';
import type { Provenance, RelationshipItem } from './model.ts';

type Removable = Provenance & { isDeleted: boolean };

/** Softly deletes a stored object and all that hangs on it (API.md §9.3). */
export function removeTrackedEntity(bundle: Bundle, uid: string): void {
  const entity = bundle.store.trackedEntities.get(uid);
  for (const enrollment of entity?.enrollments ?? []) removeEnrollment(bundle, enrollment);
  removeLinks(bundle, { type: 'TRACKED_ENTITY', uid });
  mark(bundle, entity);
}

export function removeEnrollment(bundle: Bundle, uid: string): void {
  const enrollment = bundle.store.enrollments.get(uid);
  for (const event of enrollment?.events ?? []) removeEvent(bundle, event);
  removeLinks(bundle, { type: 'ENROLLMENT', uid });
  mark(bundle, enrollment);
  const entity = bundle.store.trackedEntities.get(enrollment?.trackedEntity ?? '');
  if (entity && !entity.isDeleted) entity.updatedAt = bundle.now;
}

export function removeEvent(bundle: Bundle, uid: string): void {
  removeLinks(bundle, { type: 'EVENT', uid });
  const event = bundle.store.events.get(uid);
  mark(bundle, event);
  const enrollment = bundle.store.enrollments.get(event?.enrollment ?? '');
  const entity = bundle.store.trackedEntities.get(enrollment?.trackedEntity ?? '');
  if (entity && !entity.isDeleted) entity.updatedAt = bundle.now;
}

export function removeRelationship(bundle: Bundle, uid: string): void {
  mark(bundle, bundle.store.relationships.get(uid));
}

function removeLinks(bundle: Bundle, item: RelationshipItem): void {
  for (const relationship of bundle.store.relationshipsOf(item)) mark(bundle, relationship);
}

function mark({ now, account }: Bundle, object: Removable | undefined): void {
  if (!object || object.isDeleted) return;
  object.isDeleted = true;
  object.updatedAt = now;
  object.updatedBy = account.uid;
}
