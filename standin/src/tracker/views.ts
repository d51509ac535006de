import { refIds, textOf } from '../data/references.ts';
import { attributesOf } from './bundle.ts';
import { type Fields, isNamed, render, type Viewable } from './fields.ts';
import type { Enrollment, Relationship, RelationshipItem, TrackedEntity, TrackerEvent } from './model.ts';
import { formatMoment } from './moment.ts';
import { clientDates, existing, type Json, orgUnitName, userInfo, type ViewContext } from './view-context.ts';
import { assignedUser, attributeList, dataValueList, noteList, programOwners, shownAttributes } from './view-values.ts';

/** A tracked entity. */
export function trackedEntityView(context: ViewContext, entity: TrackedEntity, fields: Fields): Json {
  const { instance, store } = context;
  const item: RelationshipItem = { type: 'TRACKED_ENTITY', uid: entity.uid };
  const enrollments = (inner: Fields): Json[] =>
    existing(context, entity.enrollments, store.enrollments)
      .filter(({ program }) => context.program === undefined || program === context.program)
      .map((enrollment) => enrollmentView({ ...context, isList: false }, enrollment, inner, true));
  const view: Record<string, Viewable> = {
    trackedEntity: entity.uid,
    trackedEntityType: entity.trackedEntityType,
    ...clientDates(entity),
    orgUnit: entity.orgUnit,
    inactive: entity.inactive,
    deleted: entity.isDeleted,
    potentialDuplicate: entity.potentialDuplicate,
    geometry: entity.geometry,
    storedBy: entity.storedBy,
    createdBy: () => userInfo(context, entity.createdBy),
    updatedBy: () => userInfo(context, entity.updatedBy),
    relationships: context.isItem ? undefined : (inner: Fields) => relationshipList(context, item, inner),
    attributes: (inner: Fields) => attributeList(context, entity, shownAttributes(context, entity), inner),
    enrollments,
    programOwners: (inner: Fields) => programOwners(context, entity, inner),
  };
  return instance.minor <= 40 && context.isItem && context.isList ? bareEntity(entity) : render(view, fields);
}

/** Up to 2.40 the ends of a relationship inside a tracked entity are nearly empty (recorded: tr-get-te). */
function bareEntity(entity: TrackedEntity): Json {
  const flags = { inactive: false, deleted: false, potentialDuplicate: false };
  return { trackedEntity: entity.uid, ...flags, attributes: [], programOwners: [] };
}

/** An enrollment. */
export function enrollmentView(context: ViewContext, enrollment: Enrollment, fields: Fields, isInside = false): Json {
  const { instance, store, isItem } = context;
  const { minor } = instance;
  const entity = store.trackedEntities.get(enrollment.trackedEntity);
  // A list of enrollments of 2.40 fills events and attributes only when they are named (recorded: tr-get-enrollments).
  const isFilled = (name: string): boolean => minor >= 41 || isInside || !context.isList || isNamed(fields, name);
  const ofProgram = new Set(attributesOf(instance.metadata.find('programs', enrollment.program)).keys());
  // Up to 2.40 it says inside a tracked entity where that one is (EnrollmentQuery; seen on 2.40.1).
  const orgUnit = minor <= 40 && isInside && !isItem && entity ? entity.orgUnit : enrollment.orgUnit;
  const item: RelationshipItem = { type: 'ENROLLMENT', uid: enrollment.uid };
  const view: Record<string, Viewable> = {
    enrollment: enrollment.uid,
    ...clientDates(enrollment),
    trackedEntity: enrollment.trackedEntity,
    program: enrollment.program,
    status: enrollment.status,
    orgUnit,
    orgUnitName: orgUnitName(context, orgUnit),
    enrolledAt: formatMoment(enrollment.enrolledAt),
    occurredAt: formatMoment(enrollment.occurredAt),
    followUp: enrollment.followUp,
    // 2.42 forgets it at the end of a relationship (recorded: tr-get-relationships).
    completedBy: minor >= 42 && isItem ? undefined : enrollment.completedBy,
    completedAt: formatMoment(enrollment.completedAt),
    deleted: enrollment.isDeleted,
    storedBy: enrollment.storedBy,
    geometry: enrollment.geometry,
    attributeOptionCombo: enrollment.attributeOptionCombo,
    createdBy: () => userInfo(context, enrollment.createdBy),
    updatedBy: () => userInfo(context, enrollment.updatedBy),
    events: (inner: Fields) =>
      isFilled('events')
        ? existing(context, enrollment.events, store.events).map((event) => eventView(context, event, inner))
        : [],
    relationships: isItem ? undefined : (inner: Fields) => relationshipList(context, item, inner),
    attributes: (inner: Fields) =>
      entity && isFilled('attributes') ? attributeList(context, entity, ofProgram, inner) : [],
    notes: (inner: Fields) => noteList(context, enrollment.notes, inner),
  };
  return render(view, fields);
}

/** An event. */
export function eventView(context: ViewContext, event: TrackerEvent, fields: Fields): Json {
  const { instance, store, isItem } = context;
  const { minor } = instance;
  const enrollment = store.enrollments.get(event.enrollment);
  const isSingle43 = minor >= 43 && event.isSingle;
  // On its own path a single event has nothing that comes of an enrollment or a stage (API.md §9.1).
  const isBare = context.isSplit && event.isSingle;
  const followUp = enrollment?.followUp ?? false;
  const combo = instance.metadata.find('categoryOptionCombos', event.attributeOptionCombo);
  const view: Record<string, Viewable> = {
    event: event.uid,
    status: event.status,
    program: event.program,
    programStage: isBare ? undefined : event.programStage,
    // The enrollment that event programs share shows in 2.41 and 2.42 only (recorded; 2.43-observed.md).
    enrollment: event.isSingle && (minor <= 40 || minor >= 43) ? undefined : event.enrollment,
    trackedEntity: isItem ? undefined : enrollment?.trackedEntity,
    orgUnit: event.orgUnit,
    orgUnitName: orgUnitName(context, event.orgUnit),
    relationships: isItem
      ? undefined
      : (inner: Fields) => relationshipList(context, { type: 'EVENT', uid: event.uid }, inner),
    occurredAt: formatMoment(event.occurredAt),
    scheduledAt: isBare ? undefined : formatMoment(event.scheduledAt),
    storedBy: event.storedBy,
    followup: minor <= 41 ? followUp : undefined,
    followUp: minor >= 41 && !isSingle43 ? followUp : undefined,
    deleted: event.isDeleted,
    ...clientDates(event),
    attributeOptionCombo: event.attributeOptionCombo,
    attributeCategoryOptions: context.isSplit
      ? undefined
      : refIds(combo?.categoryOptions).join(minor <= 40 ? ';' : ','),
    completedBy: event.completedBy,
    completedAt: formatMoment(event.completedAt),
    geometry: event.geometry,
    assignedUser: assignedUser(context, event),
    createdBy: () => userInfo(context, event.createdBy),
    updatedBy: () => userInfo(context, event.updatedBy),
    dataValues: (inner: Fields) => dataValueList(context, event.dataValues, inner),
    notes: (inner: Fields) => noteList(context, event.notes, inner),
  };
  return render(view, fields);
}

function relationshipList(context: ViewContext, item: RelationshipItem, fields: Fields): Json[] {
  return context.store
    .relationshipsOf(item)
    .filter(({ isDeleted }) => context.includesDeleted || !isDeleted)
    .map((relationship) =>
      relationshipView({ ...context, isList: context.isList || context.instance.minor <= 40 }, relationship, fields),
    );
}

/** A relationship with both of its ends. */
export function relationshipView(context: ViewContext, relationship: Relationship, fields: Fields): Json {
  const type = context.instance.metadata.find('relationshipTypes', relationship.relationshipType);
  const end = (item: RelationshipItem) => (inner: Fields) => itemView({ ...context, isItem: true }, item, inner);
  const view: Record<string, Viewable> = {
    relationship: relationship.uid,
    relationshipName: textOf(type, 'name'),
    relationshipType: relationship.relationshipType,
    createdAt: formatMoment(relationship.createdAt),
    createdAtClient: formatMoment(relationship.createdAtClient),
    updatedAt: formatMoment(relationship.updatedAt),
    bidirectional: type?.bidirectional === true,
    deleted: relationship.isDeleted || undefined,
    from: end(relationship.from),
    to: end(relationship.to),
  };
  return render(view, fields);
}

function itemView(context: ViewContext, { type, uid }: RelationshipItem, fields: Fields): Json {
  const { store } = context;
  const entity = type === 'TRACKED_ENTITY' ? store.trackedEntities.get(uid) : undefined;
  const enrollment = type === 'ENROLLMENT' ? store.enrollments.get(uid) : undefined;
  const event = type === 'EVENT' ? store.events.get(uid) : undefined;
  return render(
    {
      trackedEntity: entity && ((inner: Fields) => trackedEntityView(context, entity, inner)),
      enrollment: enrollment && ((inner: Fields) => enrollmentView(context, enrollment, inner, true)),
      event: event && ((inner: Fields) => eventView(context, event, inner)),
    },
    fields,
  );
}
