import { digestOf } from '../../../model/digest.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { TrackerCapabilities } from './capabilities.ts';
import { normalDate, normalGeometry } from './normal-values.ts';
import { recordOf, recordsOf, relationshipItemOf, textOf } from './object-access.ts';
import type { TrackerSlice } from './tracker-slice.ts';

/** What the two sides of a comparison can both hold, and how the slice's stages work on the target. */
export interface Comparison {
  readonly slice: TrackerSlice;
  readonly source: TrackerCapabilities;
  readonly target: TrackerCapabilities;
  /** Attributes that the slice's objects own, by the target's UIDs. */
  readonly attributes: ReadonlySet<Uid>;
  /** Stages whose events can be assigned to users, by the target's UIDs. */
  readonly assigningStages: ReadonlySet<Uid>;
}

/** An object reduced to what makes it equal to another, by property; absent, null, false and empty are one. */
export type CanonicalObject = Readonly<Record<string, unknown>>;

export function comparisonOf(
  slice: TrackerSlice,
  source: TrackerCapabilities,
  target: TrackerCapabilities,
  toTargetUid: (uid: Uid) => Uid,
): Comparison {
  const elements = slice.trackedEntityType?.attributes ?? slice.program?.ownAttributes ?? [];
  const stages = [...(slice.program?.stages ?? [])].filter(([, { assignsUsers }]) => assignsUsers);
  return {
    slice,
    source,
    target,
    attributes: new Set(elements.map(({ uid }) => toTargetUid(uid))),
    assigningStages: new Set(stages.map(([uid]) => toTargetUid(uid))),
  };
}

/**
 * The canonical form of an object that is spelled with the target's UIDs: what an import keeps (API.md §9.3), by an
 * explicit list, since releases differ in what they tell. Who wrote it and when, `storedBy` and the completion
 * (`completionOf`) stand outside.
 */
export function canonicalObject(object: TrackerObject, comparison: Comparison): CanonicalObject {
  switch (comparison.slice.type) {
    case 'trackedEntities':
      return canonicalTrackedEntity(object, comparison);
    case 'enrollments':
      return canonicalEnrollment(object, comparison);
    case 'events':
      return canonicalEvent(object, comparison);
    case 'relationships':
      return canonicalRelationship(object);
  }
}

export function digestOfObject(object: TrackerObject, comparison: Comparison): string {
  return digestOf(canonicalObject(object, comparison));
}

/**
 * When an object was completed, where the target keeps it. It is kept apart, because the target takes it only together
 * with a change of status (2.42, TrackerObjectsMapper): it is mended by another write than everything else.
 */
export function completionOf(object: TrackerObject, { target }: Comparison): string | undefined {
  if (object.status !== 'COMPLETED' || !target.keepsCompletedAt) return undefined;
  return normalDate(textOf(object, 'completedAt'));
}

function canonicalTrackedEntity(object: TrackerObject, comparison: Comparison): CanonicalObject {
  return {
    trackedEntityType: object.trackedEntityType,
    orgUnit: object.orgUnit,
    inactive: object.inactive === true || undefined,
    potentialDuplicate: object.potentialDuplicate === true || undefined,
    ...sharedByAll(object),
    attributes: attributesOf(object, comparison),
  };
}

function canonicalEnrollment(object: TrackerObject, comparison: Comparison): CanonicalObject {
  const { source, target } = comparison;
  const bothHoldCombo = source.holdsEnrollmentAttributeOptionCombo && target.holdsEnrollmentAttributeOptionCombo;
  return {
    trackedEntity: object.trackedEntity,
    program: object.program,
    orgUnit: object.orgUnit,
    status: object.status ?? 'ACTIVE',
    enrolledAt: normalDate(textOf(object, 'enrolledAt')),
    // The importer fills it with the enrollment date, in every release.
    occurredAt: normalDate(textOf(object, 'occurredAt') ?? textOf(object, 'enrolledAt')),
    followUp: object.followUp === true || undefined,
    attributeOptionCombo: bothHoldCombo ? object.attributeOptionCombo : undefined,
    ...sharedByAll(object),
    attributes: attributesOf(object, comparison),
    notes: notesOf(object),
  };
}

function canonicalEvent(object: TrackerObject, comparison: Comparison): CanonicalObject {
  const { source, target, slice, assigningStages } = comparison;
  const single = slice.program?.withRegistration === false;
  const stage = textOf(object, 'programStage');
  const username = textOf(recordOf(object, 'assignedUser') ?? {}, 'username');
  const bothSchedule = !single || (source.holdsScheduledAtOfSingleEvents && target.holdsScheduledAtOfSingleEvents);
  const filled = target.fillsScheduledAt && !single ? textOf(object, 'occurredAt') : undefined;
  return {
    program: object.program,
    programStage: single ? undefined : stage,
    enrollment: single ? undefined : object.enrollment,
    orgUnit: object.orgUnit,
    status: object.status ?? 'ACTIVE',
    occurredAt: normalDate(textOf(object, 'occurredAt')),
    scheduledAt: bothSchedule ? normalDate(textOf(object, 'scheduledAt') ?? filled) : undefined,
    attributeOptionCombo: object.attributeOptionCombo,
    assignedUser: assigningStages.size > 0 && (single || assigningStages.has(stage ?? '')) ? username : undefined,
    ...sharedByAll(object),
    dataValues: pairsOf(object, 'dataValues', 'dataElement'),
    notes: notesOf(object),
  };
}

function canonicalRelationship(object: TrackerObject): CanonicalObject {
  return {
    relationshipType: object.relationshipType,
    from: relationshipItemOf(object, 'from'),
    to: relationshipItemOf(object, 'to'),
  };
}

function sharedByAll(object: TrackerObject): CanonicalObject {
  return {
    geometry: normalGeometry(object.geometry),
    createdAtClient: normalDate(textOf(object, 'createdAtClient')),
    updatedAtClient: normalDate(textOf(object, 'updatedAtClient')),
  };
}

function attributesOf(object: TrackerObject, { attributes }: Comparison): unknown {
  return pairsOf(object, 'attributes', 'attribute').filter(([attribute]) => attributes.has(attribute));
}

function notesOf(object: TrackerObject): unknown {
  return pairsOf(object, 'notes', 'note');
}

/** A set of values as pairs of key and value, sorted by key. Blank values are none: the importer stores none. */
function pairsOf(object: TrackerObject, list: string, key: string): (readonly [string, string])[] {
  const values = new Map<string, string>();
  for (const item of recordsOf(object, list)) {
    const value = textOf(item, 'value');
    const name = textOf(item, key);
    if (name !== undefined && value !== undefined && value.trim() !== '') values.set(name, value);
  }
  return [...values].sort(([left], [right]) => (left < right ? -1 : 1));
}
