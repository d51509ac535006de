import type { Bundle } from './bundle.ts';
import type { Provenance, RelationshipItem, TrackedEntity } from './model.ts';
import { touch } from './save-values.ts';

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
  storeAgain(bundle, enrollment?.trackedEntity);
}

/** The enrollment of an event that goes is stored again, and with that its client's dates become the server's. */
export function removeEvent(bundle: Bundle, uid: string): void {
  removeLinks(bundle, { type: 'EVENT', uid });
  const event = bundle.store.events.get(uid);
  if (event?.isDeleted === true) return;
  mark(bundle, event);
  const enrollment = bundle.store.enrollments.get(event?.enrollment ?? '');
  storeAgain(bundle, enrollment?.trackedEntity);
  if (!enrollment || enrollment.isDeleted) return;
  touch(bundle, enrollment);
  enrollment.createdAtClient ??= enrollment.createdAt;
  enrollment.updatedAtClient = bundle.now;
}

/** From 2.41 on the tracked entities that it starts at are stored again (Relationship.getTrackedEntityOrigins). */
export function removeRelationship(bundle: Bundle, uid: string): void {
  const relationship = bundle.store.relationships.get(uid);
  if (!relationship || relationship.isDeleted) return;
  mark(bundle, relationship);
  if (bundle.instance.minor < 41) return;
  const type = bundle.find.relationshipType(relationship.relationshipType);
  for (const end of type?.bidirectional === true ? [relationship.from, relationship.to] : [relationship.from]) {
    if (end.type === 'TRACKED_ENTITY') storeAgain(bundle, end.uid);
  }
}

/** What goes along with one of its ends goes as if it were deleted by itself from 2.42 on only. */
function removeLinks(bundle: Bundle, item: RelationshipItem): void {
  for (const relationship of bundle.store.relationshipsOf(item)) {
    if (bundle.instance.minor >= 42) removeRelationship(bundle, relationship.uid);
    else mark(bundle, relationship);
  }
}

/** A tracked entity that the server stores by itself gets the client's dates that it has not (TrackedEntity.setAutoFields). */
function storeAgain(bundle: Bundle, uid: string | undefined): void {
  const entity: TrackedEntity | undefined = bundle.store.trackedEntities.get(uid ?? '');
  if (!entity || entity.isDeleted) return;
  entity.updatedAt = bundle.now;
  entity.createdAtClient ??= entity.createdAt;
  entity.updatedAtClient ??= bundle.now;
}

function mark({ now, account }: Bundle, object: Removable | undefined): void {
  if (!object || object.isDeleted) return;
  object.isDeleted = true;
  object.updatedAt = now;
  object.updatedBy = account.uid;
}
