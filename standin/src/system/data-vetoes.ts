import type { FastifyInstance } from 'fastify';
import { type DataValueKey, dataValuesOf } from '../data/data-value-store.ts';
import type { Instance } from '../instance.ts';
import { addDeletionVeto } from '../metadata/deletion.ts';
import { trackerOf } from '../tracker/tracker-store.ts';

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
  for (let row = 0; row < store.size; row += 1) if (store.keyOf(row)[part] === number) return 'DataValue';
  return undefined;
}

function trackerVeto(instance: Instance, plural: string, uid: string): string | undefined {
  const { trackedEntities, enrollments, events } = trackerOf(instance);
  const isIn = (rows: Iterable<object>, key: string): boolean => {
    for (const row of rows) if ((row as Readonly<Record<string, unknown>>)[key] === uid) return true;
    return false;
  };
  if (plural === 'trackedEntityTypes')
    return isIn(trackedEntities.values(), 'trackedEntityType') ? 'TrackedEntity' : undefined;
  if (plural === 'programs' && isIn(enrollments.values(), 'program')) return 'Enrollment';
  if (plural === 'programStages' && isIn(events.values(), 'programStage')) return 'Event';
  if (plural !== 'organisationUnits') return undefined;
  if (isIn(trackedEntities.values(), 'orgUnit')) return 'TrackedEntity';
  return isIn(enrollments.values(), 'orgUnit') || isIn(events.values(), 'orgUnit') ? 'Enrollment' : undefined;
}
