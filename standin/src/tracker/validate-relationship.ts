import { refId } from '../data/references.ts';
import type { StoredObject } from '../instance.ts';
import type { Bundle } from './bundle.ts';
import { type RelationshipItem, TYPE_NAMES } from './model.ts';
import type { PayloadRelationship } from './payload.ts';
import { identifier, type Reporter } from './reporter.ts';
import { inTurn } from './validate-tracked-entity.ts';

type Check = (reporter: Reporter, bundle: Bundle, object: PayloadRelationship) => void;

const existence: Check = (reporter, bundle, object) => {
  const stored = bundle.store.relationships.get(object.uid);
  const strategy = bundle.strategyOf(object);
  if (stored?.isDeleted) reporter.error(object, 'E4017', object.uid);
  else if (stored && strategy === 'UPDATE') reporter.warning(object, 'E4015', object.uid);
  else if (stored && strategy === 'CREATE') reporter.error(object, 'E4015', object.uid);
  else if (!stored && strategy !== 'CREATE') reporter.error(object, 'E4016', object.uid);
};

const mandatory: Check = (reporter, _bundle, object) => {
  if (object.from.length !== 1) reporter.error(object, 'E4001', 'from', object.uid);
  if (object.to.length !== 1) reporter.error(object, 'E4001', 'to', object.uid);
  if (object.relationshipType === undefined) reporter.error(object, 'E1124', 'relationshipType');
};

const metadata: Check = (reporter, { find }, object) => {
  const { relationshipType = '' } = object;
  if (!find.relationshipType(relationshipType)) reporter.error(object, 'E4006', identifier(relationshipType));
};

const links: Check = (reporter, bundle, object) => {
  const [from] = object.from;
  const [to] = object.to;
  if (!from || !to || bundle.strategyOf(object) !== 'CREATE') return;
  if (from.type === to.type && from.uid === to.uid) reporter.error(object, 'E4000', object.uid);
};

const constraints: Check = (reporter, bundle, object) => {
  if (bundle.strategyOf(object) !== 'CREATE') return;
  const type = bundle.find.relationshipType(object.relationshipType ?? '');
  checkSide(reporter, bundle, object, 'from', object.from[0], type?.fromConstraint);
  checkSide(reporter, bundle, object, 'to', object.to[0], type?.toConstraint);
};

/** What a relationship type calls the kinds of objects. */
const ENTITY_TYPES: Readonly<Record<string, RelationshipItem['type']>> = {
  TRACKED_ENTITY_INSTANCE: 'TRACKED_ENTITY',
  PROGRAM_INSTANCE: 'ENROLLMENT',
  PROGRAM_STAGE_INSTANCE: 'EVENT',
};

function checkSide(
  reporter: Reporter,
  bundle: Bundle,
  object: PayloadRelationship,
  side: 'from' | 'to',
  item: RelationshipItem | undefined,
  constraint: unknown,
): void {
  const { relationshipEntity, trackedEntityType } = (constraint ?? {}) as Partial<StoredObject>;
  const wanted = ENTITY_TYPES[String(relationshipEntity)];
  if (!item || !wanted) return;
  if (item.type !== wanted) {
    reporter.error(object, 'E4010', side, TYPE_NAMES[wanted], TYPE_NAMES[item.type]);
  } else if (!exists(bundle, item)) {
    reporter.error(object, 'E4012', TYPE_NAMES[item.type], item.uid);
  } else if (item.type === 'TRACKED_ENTITY') {
    const given = bundle.payloadTrackedEntity(item.uid)?.trackedEntityType ?? '';
    const own =
      bundle.store.trackedEntities.get(item.uid)?.trackedEntityType ??
      bundle.find.trackedEntityType(given)?.id ??
      given;
    const type = refId(trackedEntityType);
    if (type !== undefined && type !== own) reporter.error(object, 'E4014', side, type, own);
  }
}

function exists({ store, payload, ...bundle }: Bundle, { type, uid }: RelationshipItem): boolean {
  if (type === 'TRACKED_ENTITY') {
    return store.trackedEntities.get(uid)?.isDeleted === false || bundle.payloadTrackedEntity(uid) !== undefined;
  }
  if (type === 'ENROLLMENT') {
    return store.enrollments.get(uid)?.isDeleted === false || bundle.payloadEnrollment(uid) !== undefined;
  }
  return store.events.get(uid)?.isDeleted === false || payload.events.some((event) => event.uid === uid);
}

/** The same link under another UID (DuplicationValidator): also turned round where the type goes both ways. */
const duplicates: Check = (reporter, bundle, object) => {
  const [from] = object.from;
  const [to] = object.to;
  if (!from || !to || bundle.strategyOf(object) !== 'CREATE') return;
  const type = bundle.find.relationshipType(object.relationshipType ?? '');
  const isSame = (a: RelationshipItem, b: RelationshipItem): boolean => a.type === b.type && a.uid === b.uid;
  const isTwin = bundle.store.relationshipsOf(from).some((other) => {
    if (other.isDeleted || other.relationshipType !== type?.id) return false;
    if (isSame(other.from, from) && isSame(other.to, to)) return true;
    return type?.bidirectional === true && isSame(other.from, to) && isSame(other.to, from);
  });
  if (!isTwin) return;
  reporter.error(object, 'E4018', object.uid, TYPE_NAMES[from.type], from.uid, TYPE_NAMES[to.type], to.uid);
};

const forWriting = inTurn<PayloadRelationship>([existence, mandatory, metadata, links, constraints, duplicates]);

/** Validates a relationship, in DHIS2's order (RelationshipValidator). */
export function validateRelationship(reporter: Reporter, bundle: Bundle, object: PayloadRelationship): void {
  const isCreated = bundle.strategyOf(object) === 'CREATE';
  (isCreated ? forWriting : existence)(reporter, bundle, object);
}
