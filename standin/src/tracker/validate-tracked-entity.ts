import { hasAccess, isSuperuser } from '../data/sharing.ts';
import { checkAttributeValue } from './attribute-checks.ts';
import { attributesOf, type Bundle } from './bundle.ts';
import type { PayloadTrackedEntity } from './payload.ts';
import { identifier, type Reporter } from './reporter.ts';

type Check = (reporter: Reporter, bundle: Bundle, object: PayloadTrackedEntity) => void;

/** Runs checks one after the other until one complains. */
export function inTurn<Payload>(
  checks: readonly ((reporter: Reporter, bundle: Bundle, object: Payload) => void)[],
): (reporter: Reporter, bundle: Bundle, object: Payload) => void {
  return (reporter, bundle, object) => {
    for (const check of checks) {
      const before = reporter.count;
      check(reporter, bundle, object);
      if (reporter.count > before) return;
    }
  };
}

const existence: Check = (reporter, bundle, object) => {
  const stored = bundle.store.trackedEntities.get(object.uid);
  const strategy = bundle.strategyOf(object);
  if (stored?.isDeleted) reporter.error(object, 'E1114', object.uid);
  else if (stored && strategy === 'CREATE') reporter.error(object, 'E1002', object.uid);
  else if (!stored && strategy !== 'CREATE') reporter.error(object, 'E1063', object.uid);
};

const mandatory: Check = (reporter, _bundle, object) => {
  if (object.trackedEntityType === undefined) reporter.error(object, 'E1121', 'trackedEntityType');
  if (object.orgUnit === undefined) reporter.error(object, 'E1121', 'orgUnit');
};

const metadata: Check = (reporter, { find }, object) => {
  const { orgUnit = '', trackedEntityType = '' } = object;
  if (!find.orgUnit(orgUnit)) reporter.error(object, 'E1049', identifier(orgUnit));
  if (!find.trackedEntityType(trackedEntityType)) reporter.error(object, 'E1005', identifier(trackedEntityType));
};

const updatable: Check = (reporter, bundle, object) => {
  const stored = bundle.store.trackedEntities.get(object.uid);
  const type = bundle.find.trackedEntityType(object.trackedEntityType ?? '')?.id;
  if (stored && stored.trackedEntityType !== type) reporter.error(object, 'E1126', 'trackedEntityType');
};

const security: Check = (reporter, bundle, object) => {
  const { instance, account, find } = bundle;
  const stored = bundle.store.trackedEntities.get(object.uid);
  const orgUnit = find.orgUnit(object.orgUnit ?? '')?.id ?? stored?.orgUnit ?? '';
  if (!bundle.isCaptured(orgUnit)) reporter.error(object, 'E1000', account.uid, orgUnit);
  const type = instance.metadata.find(
    'trackedEntityTypes',
    stored?.trackedEntityType ?? object.trackedEntityType ?? '',
  );
  if (!hasAccess(instance, account, type, 'writeData')) reporter.error(object, 'E1001', account.uid, type?.id);
};

const cascade: Check = (reporter, { account, store }, object) => {
  const enrollments = store.trackedEntities.get(object.uid)?.enrollments ?? [];
  const hasEnrollments = enrollments.some((uid) => store.enrollments.get(uid)?.isDeleted === false);
  if (hasEnrollments && !isSuperuser(account) && !account.authorities.has('F_TEI_CASCADE_DELETE')) {
    reporter.error(object, 'E1100', account.uid, object.uid);
  }
};

const attributes: Check = (reporter, bundle, object) => {
  const type = bundle.find.trackedEntityType(object.trackedEntityType ?? '');
  const wanted = attributesOf(type);
  const present = new Set(bundle.store.trackedEntities.get(object.uid)?.attributes.keys());
  for (const { id, value } of object.attributes) {
    const uid = bundle.find.attribute(id)?.id;
    if (uid !== undefined && value !== null) present.add(uid);
  }
  for (const [uid, isMandatory] of wanted) {
    if (isMandatory && !present.has(uid)) reporter.error(object, 'E1090', identifier(uid), type?.id, object.uid);
  }
  for (const { id, value } of object.attributes) {
    const attribute = bundle.find.attribute(id);
    if (!attribute) reporter.error(object, 'E1006', identifier(id));
    else if (value !== null) checkAttributeValue(reporter, bundle, object, attribute, value);
    else if (wanted.get(attribute.id)) reporter.error(object, 'E1076', 'TrackedEntityAttribute', identifier(id));
  }
};

const forWriting = inTurn<PayloadTrackedEntity>([existence, mandatory, metadata, updatable, security, attributes]);
const forDeleting = inTurn<PayloadTrackedEntity>([existence, security, cascade]);

/** Validates a tracked entity, in DHIS2's order (TrackedEntityValidator). */
export function validateTrackedEntity(reporter: Reporter, bundle: Bundle, object: PayloadTrackedEntity): void {
  (bundle.strategyOf(object) === 'DELETE' ? forDeleting : forWriting)(reporter, bundle, object);
}
