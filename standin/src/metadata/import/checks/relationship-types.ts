import type { Instance, StoredObject } from '../../../instance.ts';
import { idOf, isJson, type Json, jsonObjects } from '../../json.ts';
import { type Bundle, type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/**
 * E4314: attributes and data elements of a `trackerDataView` must belong to what the constraint names. The hook looks
 * them up in the database, so a program, stage or type that travels in the same payload does not count: a real 2.42.4.1
 * refuses its own export so (seven sides of four relationship types).
 */
export function checkRelationshipType({ instance }: Bundle, object: BundleObject): ErrorReport[] {
  return ['fromConstraint', 'toConstraint'].flatMap((side) => {
    const constraint = object.payload[side];
    const foreign = isJson(constraint) ? foreignItems(instance, constraint) : [];
    if (foreign.length === 0) return [];
    const properties = [side, foreign.join(', ')];
    const message = `Tracker data view of relationship type constraint \`${side}\` names what its type, program or program stage does not have: ${foreign.join(', ')}`;
    return [errorReport(object, 'E4314', message, { errorProperty: side, properties })];
  });
}

function foreignItems(instance: Instance, constraint: Json): string[] {
  const view = constraint.trackerDataView;
  if (!isJson(view)) return [];
  const attributes = known(instance, constraint, ['trackedEntityType', 'program']);
  const dataElements = known(instance, constraint, ['programStage', 'program']);
  return [
    ...strings(view.attributes).filter((uid) => !attributes.has(uid)),
    ...strings(view.dataElements).filter((uid) => !dataElements.has(uid)),
  ];
}

function known(instance: Instance, constraint: Json, holders: readonly (keyof typeof MEMBERS)[]): Set<string> {
  const uids = new Set<string>();
  for (const holder of holders) {
    const stored = instance.metadata.find(`${holder}s`, idOf(constraint[holder]) ?? '');
    if (stored) for (const uid of MEMBERS[holder](instance, stored)) uids.add(uid);
  }
  return uids;
}

const MEMBERS = {
  trackedEntityType: (_instance: Instance, type: StoredObject) =>
    members(type.trackedEntityTypeAttributes, 'trackedEntityAttribute'),
  programStage: (_instance: Instance, stage: StoredObject) => members(stage.programStageDataElements, 'dataElement'),
  program: (instance: Instance, program: StoredObject) => [
    ...members(program.programTrackedEntityAttributes, 'trackedEntityAttribute'),
    ...jsonObjects(program.programStages).flatMap(({ id }) =>
      members(instance.metadata.find('programStages', String(id))?.programStageDataElements, 'dataElement'),
    ),
  ],
};

function members(items: unknown, key: string): string[] {
  return jsonObjects(items).flatMap((item) => idOf(item[key]) ?? []);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
