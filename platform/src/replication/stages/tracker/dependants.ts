import type { Finding } from '../../../model/finding.ts';
import { type TrackerObject, type TrackerType, trackerUidKey } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import { recordsOf, relationshipItemOf, textOf } from './object-access.ts';
import type { Refusal } from './refusals.ts';

/** The code of a refusal that follows from another one. */
export const dependsOnRefused = 'DEPENDS_ON_REFUSED';

interface Reference {
  readonly type: string;
  readonly uid: Uid;
}

/** Turns refusals into findings, and names those that only follow from an object that was refused before. */
export async function toFindings(
  context: RunContext,
  type: TrackerType,
  refusals: readonly Refusal[],
  objects: ReadonlyMap<Uid, TrackerObject>,
): Promise<Finding[]> {
  const refusedParents = await loadRefusedParents(context, type, refusals, objects);
  return refusals.map((refusal) => {
    const object = objects.get(refusal.uid) ?? {};
    const cause = [...parentsOf(type, object).filter((parent) => refusedParents.has(nameOf(parent)))];
    cause.push(...metadataOf(object).filter(({ type: metadata, uid }) => context.isRefused(metadata, uid)));
    const finding = { type, key: refusal.uid, cause: 'refused' } as const;
    const [first] = cause;
    if (first === undefined) return { ...finding, code: refusal.code, message: refusal.message };
    const message = `${first.type} ${first.uid} was refused, on which this depends. ${refusal.code}: ${refusal.message}`;
    return { ...finding, code: dependsOnRefused, message };
  });
}

async function loadRefusedParents(
  context: RunContext,
  type: TrackerType,
  refusals: readonly Refusal[],
  objects: ReadonlyMap<Uid, TrackerObject>,
): Promise<Set<string>> {
  const parents = refusals.flatMap(({ uid }) => parentsOf(type, objects.get(uid) ?? {}));
  const refused = new Set<string>();
  for (const [parentType, references] of Map.groupBy(parents, (parent) => parent.type)) {
    const keys = [...new Set(references.map(({ uid }) => uid))];
    for (const { key, cause } of await context.ledger.findingsFor(parentType, keys)) {
      if (cause === 'refused') refused.add(nameOf({ type: parentType, uid: key }));
    }
  }
  return refused;
}

/** The tracker objects without which the target cannot take this one. */
export function parentsOf(type: TrackerType, object: TrackerObject): Reference[] {
  if (type === 'relationships') {
    const items = [relationshipItemOf(object, 'from'), relationshipItemOf(object, 'to')];
    return items.flatMap((item) => (item === undefined ? [] : [{ type: listOf(item.key), uid: item.uid }]));
  }
  const keys = (
    { trackedEntities: [], enrollments: ['trackedEntity'], events: ['trackedEntity', 'enrollment'] } as const
  )[type];
  return keys.flatMap((key) => {
    const uid = textOf(object, key);
    return uid === undefined ? [] : [{ type: listOf(key), uid }];
  });
}

const metadataTypes: Readonly<Record<string, string>> = {
  orgUnit: 'organisationUnits',
  program: 'programs',
  programStage: 'programStages',
  trackedEntityType: 'trackedEntityTypes',
  relationshipType: 'relationshipTypes',
  attributeOptionCombo: 'categoryOptionCombos',
};

function metadataOf(object: TrackerObject): Reference[] {
  const direct = Object.entries(metadataTypes).flatMap(([key, type]) => {
    const uid = textOf(object, key);
    return uid === undefined ? [] : [{ type, uid }];
  });
  const used = [
    ...recordsOf(object, 'attributes').map((item) => ({
      type: 'trackedEntityAttributes',
      uid: textOf(item, 'attribute') ?? '',
    })),
    ...recordsOf(object, 'dataValues').map((item) => ({
      type: 'dataElements',
      uid: textOf(item, 'dataElement') ?? '',
    })),
  ];
  return [...direct, ...used];
}

function listOf(key: string): string {
  return Object.entries(trackerUidKey).find(([, uidKey]) => uidKey === key)?.[0] ?? key;
}

function nameOf({ type, uid }: Reference): string {
  return `${type}/${uid}`;
}
