import type { FastifyInstance } from 'fastify';
import { type DataValueKey, dataValuesOf } from '../data/data-value-store.ts';
import type { Instance } from '../instance.ts';
import { addDeletionVeto } from '../metadata/deletion.ts';
import { idOf, jsonObjects } from '../metadata/json.ts';
import type { Relationship } from '../tracker/model.ts';
import { trackerOf } from '../tracker/tracker-store.ts';
import { WebMessageError } from '../web-message.ts';

/** Metadata that data values are made of: the part of their key that names it. */
const KEY_PARTS: Readonly<Record<string, keyof DataValueKey>> = {
  dataElements: 'dataElement',
  organisationUnits: 'orgUnit',
  categoryOptionCombos: 'categoryOptionCombo',
};

/** Data keeps the metadata that it needs from being deleted (API.md §4.5): DataValue, TrackedEntity, Enrollment, Event. */
export function registerDataVetoes(_app: FastifyInstance, instance: Instance): void {
  addDeletionVeto(
    instance,
    (_instance, plural, uid) => dataValueVeto(instance, plural, uid) ?? trackerVeto(instance, plural, uid),
  );
}

function dataValueVeto(instance: Instance, plural: string, uid: string): string | undefined {
  const part = KEY_PARTS[plural];
  const store = dataValuesOf(instance);
  const number = store.ids.find(uid);
  if (part === undefined || number === undefined) return undefined;
  let hasValues = false;
  for (let row = 0; row < store.size; row += 1) {
    if (store.keyOf(row)[part] !== number) continue;
    // What was deleted left a line in the audit trail, which is looked at first; the value itself stays there too.
    if (store.isDeleted(row)) return 'DataValueAudit';
    hasValues = true;
  }
  return hasValues ? 'DataValue' : undefined;
}

/** Deleted tracker objects stay in their tables and keep metadata as living ones do (recorded in `deletions.jsonl`). */
function trackerVeto(instance: Instance, plural: string, uid: string): string | undefined {
  const { trackedEntities, enrollments, events, relationships } = trackerOf(instance);
  const { minor } = instance;
  const isIn = (rows: Iterable<object>, key: string): boolean => {
    for (const row of rows) if ((row as Readonly<Record<string, unknown>>)[key] === uid) return true;
    return false;
  };
  if (plural === 'trackedEntityTypes')
    return isIn(trackedEntities.values(), 'trackedEntityType') ? 'TrackedEntity' : undefined;
  const event = minor <= 40 ? 'ProgramStageInstance' : 'Event';
  if (plural === 'programs' && isIn(enrollments.values(), 'program')) return minor <= 41 ? event : 'Enrollment';
  if (plural === 'programStages' && isIn(events.values(), 'programStage')) return event;
  if (plural === 'trackedEntityAttributes') return attributeVeto(instance, uid);
  if (plural === 'relationshipTypes') return relationshipVeto(minor, uid, relationships.values());
  if (plural !== 'organisationUnits') return undefined;
  if (isIn(trackedEntities.values(), 'orgUnit')) return 'TrackedEntity';
  return isIn(enrollments.values(), 'orgUnit') || isIn(events.values(), 'orgUnit') ? 'Enrollment' : undefined;
}

function relationshipVeto(minor: number, uid: string, relationships: Iterable<Relationship>): string | undefined {
  let isUsed = false;
  for (const { relationshipType, isDeleted } of relationships) {
    if (relationshipType !== uid) continue;
    if (!isDeleted || minor >= 42) return 'Relationship';
    isUsed = true;
  }
  if (!isUsed) return undefined;
  // Up to 2.41 only DHIS2 forgets those that are deleted; the database does not.
  const message = 'org.hibernate.exception.ConstraintViolationException: could not execute statement';
  throw new WebMessageError(409, message);
}

/** Values keep an attribute; then the types and programs that use it, of which only the database knows. */
function attributeVeto(instance: Instance, uid: string): string | undefined {
  const { trackedEntities } = trackerOf(instance);
  for (const { attributes, isDeleted } of trackedEntities.values()) {
    if (!isDeleted && attributes.has(uid)) {
      return 'TrackedEntityAttributeValue (Some values are still assigned to this attribute)';
    }
  }
  const uses = (plural: string, list: string): boolean =>
    [...instance.metadata.of(plural).values()].some((holder) =>
      jsonObjects(holder[list]).some((row) => idOf(row.trackedEntityAttribute) === uid),
    );
  const isTransient = uses('programs', 'programTrackedEntityAttributes') && instance.minor <= 41;
  if (!isTransient && !uses('trackedEntityTypes', 'trackedEntityTypeAttributes')) return undefined;
  const message = isTransient
    ? 'org.hibernate.PropertyValueException: not-null property references a null or transient value : org.hisp.dhis.program.ProgramTrackedEntityAttribute.attribute'
    : `ERROR: update or delete on table "trackedentityattribute" violates foreign key constraint "fk_trackedentitytypeattribute_trackedentityattributeid" on table "trackedentitytypeattribute"\n  Detail: Key (trackedentityattributeid)=(9018) is still referenced from table "trackedentitytypeattribute".`;
  throw new WebMessageError(409, message);
}
