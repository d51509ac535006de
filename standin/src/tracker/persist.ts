import type { StoredObject } from '../instance.ts';
import { type Bundle, isRegistration } from './bundle.ts';
import type { Enrollment, Relationship, TrackedEntity, TrackerEvent } from './model.ts';
import type { PayloadEnrollment, PayloadEvent, PayloadRelationship, PayloadTrackedEntity } from './payload.ts';
import { provenance, saveAttributes, saveNotes, saveValue, touch } from './save-values.ts';

/** Since 2.43 the importer's name overwrites the payload's (2.43-observed.md). */
function storedBy({ instance, account }: Bundle, given: string | undefined): string | undefined {
  return instance.minor >= 43 ? account.username : given;
}

/** Creates or updates a tracked entity. */
export function saveTrackedEntity(bundle: Bundle, object: PayloadTrackedEntity): void {
  const { store, find } = bundle;
  const stored: TrackedEntity = store.trackedEntities.get(object.uid) ?? {
    uid: object.uid,
    ...provenance(bundle),
    trackedEntityType: '',
    orgUnit: '',
    inactive: false,
    potentialDuplicate: false,
    geometry: undefined,
    storedBy: storedBy(bundle, object.storedBy),
    createdAtClient: undefined,
    updatedAtClient: undefined,
    isDeleted: false,
    attributes: new Map(),
    enrollments: [],
    owners: new Map(),
  };
  store.trackedEntities.set(object.uid, stored);
  touch(bundle, stored);
  stored.trackedEntityType = find.trackedEntityType(object.trackedEntityType ?? '')?.id ?? '';
  stored.orgUnit = find.orgUnit(object.orgUnit ?? '')?.id ?? '';
  stored.inactive = object.inactive;
  stored.potentialDuplicate = object.potentialDuplicate;
  stored.geometry = object.geometry;
  stored.createdAtClient = object.createdAtClient;
  stored.updatedAtClient = object.updatedAtClient;
  saveAttributes(bundle, stored, object.attributes);
}

/** Creates or updates an enrollment; a new one makes its organisation unit the owner (API.md §9.3). */
export function saveEnrollment(bundle: Bundle, object: PayloadEnrollment): void {
  const { store, find } = bundle;
  const entity = store.trackedEntities.get(object.trackedEntity ?? '');
  const program = find.program(object.program ?? '');
  if (!entity || !program) return;
  const before = store.enrollments.get(object.uid);
  const orgUnit = find.orgUnit(object.orgUnit ?? '')?.id ?? '';
  const stored: Enrollment = before ?? newEnrollment(bundle, object, entity.uid, program.id);
  if (!before) {
    store.enrollments.set(object.uid, stored);
    entity.enrollments.push(object.uid);
    if (!entity.owners.has(program.id)) entity.owners.set(program.id, orgUnit);
  }
  touch(bundle, stored);
  touch(bundle, entity);
  const hasNewStatus = !before || before.status !== object.status;
  Object.assign(stored, {
    orgUnit,
    geometry: object.geometry,
    createdAtClient: object.createdAtClient,
    updatedAtClient: object.updatedAtClient,
    enrolledAt: object.enrolledAt ?? bundle.now,
    occurredAt: object.occurredAt ?? object.enrolledAt,
    followUp: object.followUp,
    status: object.status,
  });
  if (bundle.instance.minor >= 43) {
    const given = find.categoryOptionCombo(object.attributeOptionCombo ?? '');
    stored.attributeOptionCombo = (given ?? bundle.defaultCombo)?.id;
  }
  if (hasNewStatus) completeEnrollment(bundle, stored, object);
  saveNotes(bundle, stored.notes, object.notes);
  saveAttributes(bundle, entity, object.attributes);
}

function newEnrollment(bundle: Bundle, object: PayloadEnrollment, trackedEntity: string, program: string): Enrollment {
  return {
    uid: object.uid,
    ...provenance(bundle),
    trackedEntity,
    program,
    orgUnit: '',
    status: 'ACTIVE',
    enrolledAt: 0,
    occurredAt: undefined,
    followUp: false,
    completedAt: undefined,
    completedBy: undefined,
    attributeOptionCombo: undefined,
    geometry: undefined,
    storedBy: storedBy(bundle, object.storedBy),
    createdAtClient: undefined,
    updatedAtClient: undefined,
    isDeleted: false,
    notes: [],
    events: [],
  };
}

/** The completion of an enrollment follows a change of its status only (TrackerObjectsMapper). */
function completeEnrollment(bundle: Bundle, stored: Enrollment, object: PayloadEnrollment): void {
  const isEnded = object.status === 'COMPLETED' || object.status === 'CANCELLED';
  stored.completedAt = isEnded ? (object.completedAt ?? bundle.now) : undefined;
  stored.completedBy = object.status === 'COMPLETED' ? bundle.account.username : undefined;
}

/** Creates or updates an event. */
export function saveEvent(bundle: Bundle, object: PayloadEvent): void {
  const { store, find } = bundle;
  const program = find.program(object.program ?? '');
  const stage = find.programStage(object.programStage ?? '');
  if (!program || !stage) return;
  const before = store.events.get(object.uid);
  const stored: TrackerEvent = before ?? newEvent(bundle, object, program, stage);
  if (!before) {
    store.events.set(object.uid, stored);
    store.enrollments.get(stored.enrollment)?.events.push(object.uid);
  }
  touch(bundle, stored);
  touchParents(bundle, stored);
  complete(bundle, stored, object, before?.status);
  const isTracker = isRegistration(program);
  Object.assign(stored, {
    orgUnit: find.orgUnit(object.orgUnit ?? '')?.id ?? '',
    geometry: object.geometry,
    createdAtClient: object.createdAtClient,
    updatedAtClient: object.updatedAtClient,
    status: object.status,
    occurredAt: object.occurredAt,
    // Up to 2.40 an event of an enrollment is scheduled for when it happened (recorded: tr-get-events).
    scheduledAt: object.scheduledAt ?? (isTracker && bundle.instance.minor <= 40 ? object.occurredAt : undefined),
    attributeOptionCombo: comboOf(bundle, object),
  });
  if (stage.enableUserAssignment === true && object.assignedUser !== undefined) {
    stored.assignedUser = object.assignedUser;
  }
  saveNotes(bundle, stored.notes, object.notes);
  for (const given of object.dataValues) {
    const dataElement = find.dataElement(given.id);
    if (dataElement) saveValue(bundle, stored.dataValues, dataElement, given, object.uid);
  }
}

function newEvent(bundle: Bundle, object: PayloadEvent, program: StoredObject, stage: StoredObject): TrackerEvent {
  return {
    uid: object.uid,
    ...provenance(bundle),
    program: program.id,
    programStage: stage.id,
    enrollment: object.enrollment ?? '',
    isSingle: !isRegistration(program),
    orgUnit: '',
    status: 'ACTIVE',
    occurredAt: undefined,
    scheduledAt: undefined,
    completedAt: undefined,
    completedBy: undefined,
    attributeOptionCombo: '',
    assignedUser: undefined,
    geometry: undefined,
    storedBy: storedBy(bundle, object.storedBy),
    createdAtClient: undefined,
    updatedAtClient: undefined,
    isDeleted: false,
    dataValues: new Map(),
    notes: [],
  };
}

function touchParents(bundle: Bundle, { enrollment }: TrackerEvent): void {
  const parent = bundle.store.enrollments.get(enrollment);
  const entity = parent && bundle.store.trackedEntities.get(parent.trackedEntity);
  if (parent) touch(bundle, parent);
  if (entity) touch(bundle, entity);
}

function comboOf({ find, instance, defaultCombo }: Bundle, object: PayloadEvent): string {
  const named = find.categoryOptionCombo(object.attributeOptionCombo ?? '');
  if (named || object.attributeCategoryOptions.length === 0) return (named ?? defaultCombo)?.id ?? '';
  const wanted = object.attributeCategoryOptions.flatMap((option) => find.categoryOption(option)?.id ?? []);
  for (const combo of instance.metadata.of('categoryOptionCombos').values()) {
    const options = (combo.categoryOptions as { id: string }[] | undefined) ?? [];
    if (options.length === wanted.length && options.every(({ id }) => wanted.includes(id))) return combo.id;
  }
  return defaultCombo?.id ?? '';
}

/** An event that becomes complete gets its date: the payload's from 2.42 on, the moment of import before (recorded). */
function complete(bundle: Bundle, stored: TrackerEvent, object: PayloadEvent, before: string | undefined): void {
  if (object.status !== 'COMPLETED') {
    stored.completedAt = undefined;
    stored.completedBy = undefined;
  } else if (before !== 'COMPLETED') {
    const given = bundle.instance.minor >= 42 ? object.completedAt : undefined;
    stored.completedAt = given ?? bundle.now;
    stored.completedBy = bundle.account.username;
  }
}

/** Creates a relationship; one that is there already cannot be changed. */
export function saveRelationship(bundle: Bundle, object: PayloadRelationship): void {
  const [from] = object.from;
  const [to] = object.to;
  const type = bundle.find.relationshipType(object.relationshipType ?? '');
  if (!from || !to || !type) return;
  const relationship: Relationship = {
    uid: object.uid,
    ...provenance(bundle),
    relationshipType: type.id,
    from,
    to,
    createdAtClient: bundle.instance.minor >= 41 ? object.createdAtClient : undefined,
    isDeleted: false,
  };
  bundle.store.addRelationship(relationship);
  for (const { type: kind, uid } of [from, to]) {
    const entity = kind === 'TRACKED_ENTITY' ? bundle.store.trackedEntities.get(uid) : undefined;
    if (entity) touch(bundle, entity);
  }
}
