import type { Bundle } from './bundle.ts';
import { type TrackerType, TYPE_NAMES } from './model.ts';
import type { PayloadAny } from './payload.ts';
import type { Reporter } from './reporter.ts';
import { validateEnrollment } from './validate-enrollment.ts';
import { validateEvent, validateRepetition } from './validate-event.ts';
import { validateRelationship } from './validate-relationship.ts';
import { validateTrackedEntity } from './validate-tracked-entity.ts';

/** Validates a whole payload, parents first; what hangs on something invalid and new is invalid too (E5000). */
export function validate(reporter: Reporter, bundle: Bundle): void {
  const { payload } = bundle;
  for (const object of payload.trackedEntities) validateTrackedEntity(reporter, bundle, object);
  for (const object of payload.enrollments) validateEnrollment(reporter, bundle, object);
  for (const object of payload.events) validateEvent(reporter, bundle, object);
  validateRepetition(reporter, bundle);
  for (const object of payload.relationships) validateRelationship(reporter, bundle, object);
  if (bundle.params.importStrategy !== 'DELETE') dropOrphans(reporter, bundle);
}

function dropOrphans(reporter: Reporter, bundle: Bundle): void {
  const { store, payload } = bundle;
  const blame = (object: PayloadAny, type: Exclude<TrackerType, 'RELATIONSHIP'>, uid: string | undefined): void => {
    const stored = { TRACKED_ENTITY: store.trackedEntities, ENROLLMENT: store.enrollments, EVENT: store.events }[type];
    if (uid === undefined || stored.has(uid) || !reporter.isInvalid(type, uid)) return;
    if (reporter.isInvalid(object.kind, object.uid)) return;
    reporter.error(object, 'E5000', TYPE_NAMES[object.kind], object.uid, TYPE_NAMES[type], uid);
  };
  for (const object of payload.enrollments) blame(object, 'TRACKED_ENTITY', object.trackedEntity);
  for (const object of payload.events) blame(object, 'ENROLLMENT', object.enrollment);
  for (const object of payload.relationships) {
    for (const item of [...object.from, ...object.to]) blame(object, item.type, item.uid);
  }
}
