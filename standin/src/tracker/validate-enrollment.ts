import { dayOfDate } from '../data/period.ts';
import { hasAccess, isSuperuser } from '../data/sharing.ts';
import type { StoredObject } from '../instance.ts';
import { checkAttributeValue } from './attribute-checks.ts';
import { attributesOf, type Bundle, isRegistration, trackedEntityTypeOf } from './bundle.ts';
import { formatMoment } from './moment.ts';
import { checkNotes } from './note-checks.ts';
import type { PayloadEnrollment } from './payload.ts';
import { identifier, type Reporter } from './reporter.ts';
import { inTurn } from './validate-tracked-entity.ts';

type Check = (reporter: Reporter, bundle: Bundle, object: PayloadEnrollment) => void;

const programOf = ({ find }: Bundle, object: PayloadEnrollment): StoredObject | undefined =>
  find.program(object.program ?? '');

const existence: Check = (reporter, bundle, object) => {
  const stored = bundle.store.enrollments.get(object.uid);
  const strategy = bundle.strategyOf(object);
  if (stored?.isDeleted) reporter.error(object, 'E1113', object.uid);
  else if (stored && strategy === 'CREATE') reporter.error(object, 'E1080', object.uid);
  else if (!stored && strategy !== 'CREATE') reporter.error(object, 'E1081', object.uid);
};

const mandatory: Check = (reporter, _bundle, object) => {
  for (const property of ['orgUnit', 'program', 'trackedEntity'] as const) {
    if (object[property] === undefined) reporter.error(object, 'E1122', property);
  }
};

const metadata: Check = (reporter, { find, store, payloadTrackedEntity }, object) => {
  const { orgUnit = '', program = '', trackedEntity = '' } = object;
  if (!find.orgUnit(orgUnit)) reporter.error(object, 'E1070', identifier(orgUnit));
  if (!find.program(program)) reporter.error(object, 'E1069', identifier(program));
  const isKnown = store.trackedEntities.get(trackedEntity) ?? payloadTrackedEntity(trackedEntity);
  if (!isKnown) reporter.error(object, 'E1068', trackedEntity);
};

const updatable: Check = (reporter, bundle, object) => {
  const stored = bundle.store.enrollments.get(object.uid);
  if (!stored) return;
  if (stored.program !== programOf(bundle, object)?.id) reporter.error(object, 'E1127', 'program');
  if (stored.trackedEntity !== object.trackedEntity) reporter.error(object, 'E1127', 'trackedEntity');
};

const relations: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const orgUnit = bundle.find.orgUnit(object.orgUnit ?? '')?.id ?? '';
  if (!program) return;
  if (!isRegistration(program)) reporter.error(object, 'E1014', program.id);
  if (!bundle.isAssigned(program, orgUnit)) reporter.error(object, 'E1041', orgUnit, program.id);
  const wanted = trackedEntityTypeOf(program);
  const uid = object.trackedEntity ?? '';
  const given = bundle.payloadTrackedEntity(uid)?.trackedEntityType ?? '';
  const type = bundle.store.trackedEntities.get(uid)?.trackedEntityType ?? bundle.find.trackedEntityType(given)?.id;
  if (wanted !== undefined && type !== wanted) reporter.error(object, 'E1022', uid, program.id);
  if (bundle.instance.minor >= 43) checkCombo(reporter, bundle, object, program);
};

/** Since 2.43 an enrollment has an attribute option combo, the default when it names none. */
function checkCombo(reporter: Reporter, { find }: Bundle, object: PayloadEnrollment, program: StoredObject): void {
  if (object.attributeOptionCombo === undefined) return;
  const combo = find.categoryOptionCombo(object.attributeOptionCombo);
  const wanted = program.enrollmentCategoryCombo;
  const own = (combo?.categoryCombo ?? {}) as { id?: string };
  if (!combo) reporter.error(object, 'E1115', identifier(object.attributeOptionCombo));
  else if (wanted && own.id !== (wanted as { id?: string }).id) reporter.error(object, 'E1130', combo.id, own.id);
}

const security: Check = (reporter, bundle, object) => {
  const { instance, account } = bundle;
  const stored = bundle.store.enrollments.get(object.uid);
  const orgUnit = stored?.orgUnit ?? bundle.find.orgUnit(object.orgUnit ?? '')?.id ?? '';
  const program = instance.metadata.find('programs', stored?.program ?? programOf(bundle, object)?.id ?? '');
  if (!bundle.isCaptured(orgUnit)) reporter.error(object, 'E1000', account.uid, orgUnit);
  if (!hasAccess(instance, account, program, 'writeData')) reporter.error(object, 'E1091', account.uid, program?.id);
};

const cascade: Check = (reporter, { account, store }, object) => {
  const events = store.enrollments.get(object.uid)?.events ?? [];
  const hasEvents = events.some((uid) => store.events.get(uid)?.isDeleted === false);
  if (hasEvents && !isSuperuser(account) && !account.authorities.has('F_ENROLLMENT_CASCADE_DELETE')) {
    reporter.error(object, 'E1103', account.uid, object.uid);
  }
};

/** One active enrollment a program, or one at all where the program says so (ExistingEnrollmentValidator). */
const enrolledOnce: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const isOnce = program?.onlyEnrollOnce === true;
  if (!program || object.status === 'CANCELLED' || (object.status === 'COMPLETED' && !isOnce)) return;
  const stored = (bundle.store.trackedEntities.get(object.trackedEntity ?? '')?.enrollments ?? [])
    .flatMap((uid) => bundle.store.enrollments.get(uid) ?? [])
    .filter((other) => !other.isDeleted && other.program === program.id);
  const given = bundle
    .payloadEnrollmentsOf(object.trackedEntity ?? '')
    .filter((other) => programOf(bundle, other)?.id === program.id);
  const givenUids = new Set(given.map(({ uid }) => uid));
  const others = [...given, ...stored.filter(({ uid }) => !givenUids.has(uid))].filter(({ uid }) => uid !== object.uid);
  if (object.status === 'ACTIVE' && others.some(({ status }) => status === 'ACTIVE')) {
    reporter.error(object, 'E1015', object.trackedEntity, program.id);
  }
  if (isOnce && others.some(({ status }) => status === 'ACTIVE' || status === 'COMPLETED')) {
    reporter.error(object, 'E1016', object.trackedEntity, program.id);
  }
};

const dates: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const today = dayOfDate(new Date(bundle.now));
  const isAhead = (moment: number | undefined): boolean => moment !== undefined && dayOfDate(new Date(moment)) > today;
  if (object.enrolledAt === undefined) reporter.error(object, 'E1025', 'null');
  else if (isAhead(object.enrolledAt) && program?.selectEnrollmentDatesInFuture !== true) {
    reporter.error(object, 'E1020', formatMoment(object.enrolledAt));
  }
  if (isAhead(object.occurredAt) && program?.selectIncidentDatesInFuture !== true) {
    reporter.error(object, 'E1021', formatMoment(object.occurredAt));
  }
  if (program?.displayIncidentDate === true && object.occurredAt === undefined) reporter.error(object, 'E1023', 'null');
  const isEnded = object.status === 'COMPLETED' || object.status === 'CANCELLED';
  if (bundle.instance.minor >= 42 && object.completedAt !== undefined && !isEnded) {
    reporter.error(object, 'E1052', object.uid, object.status);
  }
};

const attributes: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const wanted = attributesOf(program);
  const uid = object.trackedEntity ?? '';
  const present = new Set(bundle.store.trackedEntities.get(uid)?.attributes.keys());
  for (const { id, value } of [...object.attributes, ...(bundle.payloadTrackedEntity(uid)?.attributes ?? [])]) {
    const attribute = bundle.find.attribute(id)?.id;
    if (attribute !== undefined && value !== null) present.add(attribute);
  }
  for (const { id, value } of object.attributes) {
    const attribute = bundle.find.attribute(id);
    if (!attribute) reporter.error(object, 'E1006', identifier(id));
    else if (value === null) {
      if (wanted.get(attribute.id)) reporter.error(object, 'E1076', 'TrackedEntityAttribute', identifier(id));
    } else {
      checkAttributeValue(reporter, bundle, object, attribute, value);
      if (!wanted.has(attribute.id)) reporter.error(object, 'E1019', `${id}=${value}`);
    }
  }
  for (const [attribute, isMandatory] of wanted) {
    if (isMandatory && !present.has(attribute)) {
      reporter.error(object, 'E1018', identifier(attribute), program?.id, object.uid);
    }
  }
};

const content: Check = (reporter, bundle, object) => {
  checkNotes(reporter, bundle, object);
  enrolledOnce(reporter, bundle, object);
  dates(reporter, bundle, object);
  attributes(reporter, bundle, object);
};

const forWriting = inTurn<PayloadEnrollment>([existence, mandatory, metadata, updatable, relations, security, content]);
const forDeleting = inTurn<PayloadEnrollment>([existence, security, cascade]);

/** Validates an enrollment, in DHIS2's order (EnrollmentValidator). */
export function validateEnrollment(reporter: Reporter, bundle: Bundle, object: PayloadEnrollment): void {
  (bundle.strategyOf(object) === 'DELETE' ? forDeleting : forWriting)(reporter, bundle, object);
}
