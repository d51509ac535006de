import type { TrackerObject, TrackerType } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { recordOf, recordsOf, relationshipItemOf, textOf } from './object-access.ts';
import type { TrackerSlice } from './tracker-slice.ts';

/** What a step needs to know of the boundary that it serves. */
export interface ImportStep {
  readonly slice: TrackerSlice;
  toTargetUid(uid: Uid): Uid;
}

/** One step from the form that an instance exports to the form that the target imports. Pure, and repeatable. */
export type ImportTransform = (object: TrackerObject, step: ImportStep) => TrackerObject;

/** The steps in their order; each serves one boundary and has its own test. */
const steps: readonly ImportTransform[] = [
  dropOutputOnly,
  keepOwnAttributes,
  keepValuesOnly,
  keepNoteTexts,
  completedOnlyWhenCompleted,
  fillOccurredAt,
  nameAssignedUser,
  freeSingleEvents,
  nameRelationshipItems,
  dropNulls,
  useTargetUids,
];

/** A source object as the target's importer takes it (API.md §9.2 and §9.3). */
export function toImportForm(object: TrackerObject, step: ImportStep): TrackerObject {
  return steps.reduce((current, transform) => transform(current, step), object);
}

/** What the importer ignores, or reads in another form than it was written (`attributeCategoryOptions`; §9.3). */
const outputOnly: ReadonlySet<string> = new Set([
  'attributeCategoryOptions',
  'orgUnitName',
  'programOwners',
  'relationshipName',
  'bidirectional',
  'deleted',
  'followup',
  'createdBy',
  'updatedBy',
  'createdAt',
  'updatedAt',
  'completedBy',
]);

/** What is read as a slice of its own, and never sent nested. */
const ownSlices: ReadonlySet<string> = new Set(['enrollments', 'events', 'relationships']);

/** Boundary: export tells more than import takes. `followUp` of an event is its enrollment's. */
export function dropOutputOnly(object: TrackerObject, { slice }: ImportStep): TrackerObject {
  return withEntries(
    object,
    ([key]) => !outputOnly.has(key) && !ownSlices.has(key) && !(key === 'followUp' && slice.type === 'events'),
  );
}

/**
 * Boundary: the set of attributes that a listing gives. Those of the tracked entity type travel with the entity, those
 * that only a program has with its enrollment (E1019 refuses any other there): each value has one place on both sides.
 */
export function keepOwnAttributes(object: TrackerObject, { slice }: ImportStep): TrackerObject {
  if (slice.type !== 'trackedEntities' && slice.type !== 'enrollments') return object;
  const own = new Set(
    (slice.trackedEntityType?.attributes ?? slice.program?.ownAttributes ?? []).map(({ uid }) => uid),
  );
  const attributes = recordsOf(object, 'attributes')
    .filter((item) => own.has(textOf(item, 'attribute') ?? ''))
    .map((item) => ({ attribute: item.attribute, value: item.value }));
  return { ...object, attributes };
}

/** Boundary: who wrote a value and when is the target's own to say. */
export function keepValuesOnly(object: TrackerObject, { slice }: ImportStep): TrackerObject {
  if (slice.type !== 'events') return object;
  const dataValues = recordsOf(object, 'dataValues').map(({ dataElement, value, providedElsewhere }) => ({
    dataElement,
    value,
    ...(providedElsewhere === true ? { providedElsewhere } : {}),
  }));
  return { ...object, dataValues };
}

/** Boundary: a note keeps its UID, its text and the name under which it was written; the rest is the target's. */
export function keepNoteTexts(object: TrackerObject): TrackerObject {
  if (object.notes === undefined) return object;
  const notes = recordsOf(object, 'notes')
    .filter((item) => textOf(item, 'value') !== undefined)
    .map(({ note, value, storedBy }) => ({ note, value, ...(storedBy ? { storedBy } : {}) }));
  return { ...object, notes };
}

/** Boundary: 2.42 refuses a completion date unless the status is COMPLETED (E1051, E1052), older ones export it. */
export function completedOnlyWhenCompleted(object: TrackerObject): TrackerObject {
  return object.status === 'COMPLETED' ? object : withEntries(object, ([key]) => key !== 'completedAt');
}

/** Boundary: an enrollment from before its program showed the incident date has none, and is refused then (E1023). */
export function fillOccurredAt(object: TrackerObject, { slice }: ImportStep): TrackerObject {
  if (slice.type !== 'enrollments' || textOf(object, 'occurredAt') !== undefined) return object;
  return { ...object, occurredAt: object.enrolledAt };
}

/** Boundary: accounts are matched by user name, whatever their UID; `{}` is nobody (2.40). */
export function nameAssignedUser(object: TrackerObject): TrackerObject {
  if (!('assignedUser' in object)) return object;
  const username = textOf(recordOf(object, 'assignedUser') ?? {}, 'username');
  const rest = withEntries(object, ([key]) => key !== 'assignedUser');
  return username === undefined ? rest : { ...rest, assignedUser: { username } };
}

/** Boundary: the enrollment of an event program is hidden in each database, under a UID of its own. */
export function freeSingleEvents(object: TrackerObject, { slice }: ImportStep): TrackerObject {
  if (slice.type !== 'events' || slice.program?.withRegistration !== false) return object;
  return withEntries(object, ([key]) => key !== 'enrollment' && key !== 'trackedEntity');
}

/** Boundary: export repeats whole objects inside a relationship, import takes their UIDs. */
export function nameRelationshipItems(object: TrackerObject, { slice }: ImportStep): TrackerObject {
  if (slice.type !== 'relationships') return object;
  return { ...object, from: itemForm(object, 'from'), to: itemForm(object, 'to') };
}

function itemForm(relationship: TrackerObject, side: 'from' | 'to'): TrackerObject | undefined {
  const item = relationshipItemOf(relationship, side);
  return item && { [item.key]: { [item.key]: item.uid } };
}

/** Boundary: a missing geometry stays missing; nothing is made up for it. */
export function dropNulls(object: TrackerObject): TrackerObject {
  return withEntries(object, ([, value]) => value !== null && value !== undefined);
}

/** Keys that hold the UID of metadata, which the target may spell otherwise. */
const metadataKeys: ReadonlySet<string> = new Set([
  'trackedEntityType',
  'orgUnit',
  'program',
  'programStage',
  'attributeOptionCombo',
  'relationshipType',
  'attribute',
  'dataElement',
]);

/** Boundary: metadata that has another UID on the target; values that are UIDs (org units, users) follow it. */
export function useTargetUids(object: TrackerObject, step: ImportStep): TrackerObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (typeof value === 'string') return [key, isMapped(key) ? step.toTargetUid(value) : value];
      if (key === 'attributes' || key === 'dataValues') {
        return [key, recordsOf(object, key).map((item) => useTargetUids(item, step))];
      }
      return [key, value];
    }),
  );
}

function isMapped(key: string): boolean {
  return key === 'value' || metadataKeys.has(key);
}

function withEntries(object: TrackerObject, keep: (entry: [string, unknown]) => boolean): TrackerObject {
  return Object.fromEntries(Object.entries(object).filter(keep));
}

/** The kinds whose objects carry values that can be removed again. */
export type ValueKey = 'attributes' | 'dataValues';

/** Where a kind of object keeps its values, and what names each of them. */
export function valuesOf(type: TrackerType): { readonly list: ValueKey; readonly key: string } | undefined {
  if (type === 'events') return { list: 'dataValues', key: 'dataElement' };
  return type === 'relationships' ? undefined : { list: 'attributes', key: 'attribute' };
}
