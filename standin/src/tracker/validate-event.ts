import { findUser } from '../auth.ts';
import { dayOfDate, periodAt } from '../data/period.ts';
import { refId, refIds, textOf } from '../data/references.ts';
import { hasAccess, isSuperuser } from '../data/sharing.ts';
import type { StoredObject } from '../instance.ts';
import { type Bundle, isRegistration } from './bundle.ts';
import { checkDataValues } from './data-value-checks.ts';
import { formatMoment } from './moment.ts';
import { checkNotes } from './note-checks.ts';
import type { PayloadEvent } from './payload.ts';
import { identifier, type Reporter } from './reporter.ts';
import { inTurn } from './validate-tracked-entity.ts';

type Check = (reporter: Reporter, bundle: Bundle, object: PayloadEvent) => void;

const programOf = ({ find }: Bundle, object: PayloadEvent): StoredObject | undefined =>
  find.program(object.program ?? '');
const stageOf = ({ find }: Bundle, object: PayloadEvent): StoredObject | undefined =>
  find.programStage(object.programStage ?? '');

const existence: Check = (reporter, bundle, object) => {
  const stored = bundle.store.events.get(object.uid);
  const strategy = bundle.strategyOf(object);
  if (stored?.isDeleted) reporter.error(object, 'E1082', object.uid);
  else if (stored && strategy === 'CREATE') reporter.error(object, 'E1030', object.uid);
  else if (!stored && strategy !== 'CREATE') reporter.error(object, 'E1032', object.uid);
};

const mandatory: Check = (reporter, _bundle, object) => {
  for (const property of ['orgUnit', 'programStage', 'program'] as const) {
    if (object[property] === undefined) reporter.error(object, 'E1123', property);
  }
};

const metadata: Check = (reporter, { find }, object) => {
  const { orgUnit = '', program = '', programStage = '' } = object;
  if (!find.program(program)) reporter.error(object, 'E1010', identifier(program));
  if (!find.programStage(programStage)) reporter.error(object, 'E1013', identifier(programStage));
  if (!find.orgUnit(orgUnit)) reporter.error(object, 'E1011', identifier(orgUnit));
};

const updatable: Check = (reporter, bundle, object) => {
  const stored = bundle.store.events.get(object.uid);
  if (!stored) return;
  if (stored.programStage !== stageOf(bundle, object)?.id) reporter.error(object, 'E1128', 'programStage');
  if (stored.program !== programOf(bundle, object)?.id) reporter.error(object, 'E1128', 'program');
  if (!stored.isSingle && object.enrollment !== undefined && stored.enrollment !== object.enrollment) {
    reporter.error(object, 'E1128', 'enrollment');
  }
};

const relations: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const stage = stageOf(bundle, object);
  const orgUnit = bundle.find.orgUnit(object.orgUnit ?? '')?.id ?? '';
  if (!program || !stage) return;
  const ofStage = refId(stage.program);
  const isOwn = ofStage === undefined ? refIds(program.programStages).includes(stage.id) : ofStage === program.id;
  if (!isOwn) reporter.error(object, 'E1089', object.uid, stage.id, program.id);
  if (isRegistration(program)) checkEnrollment(reporter, bundle, object, program);
  if (!bundle.isAssigned(program, orgUnit)) reporter.error(object, 'E1029', orgUnit, program.id);
  checkCombo(reporter, bundle, object, program);
};

function checkEnrollment(reporter: Reporter, bundle: Bundle, object: PayloadEvent, program: StoredObject): void {
  const { enrollment } = object;
  if (enrollment === undefined) {
    reporter.error(object, 'E1033', object.uid);
    return;
  }
  const given = bundle.payloadEnrollment(enrollment);
  const own = bundle.store.enrollments.get(enrollment)?.program ?? bundle.find.program(given?.program ?? '')?.id;
  const isKnown = bundle.store.enrollments.has(enrollment) || given?.trackedEntity !== undefined;
  if (!isKnown && bundle.instance.minor >= 41) reporter.error(object, 'E1313', object.uid);
  if (own !== program.id) reporter.error(object, 'E1079', object.uid, program.id, enrollment);
}

function checkCombo(reporter: Reporter, bundle: Bundle, object: PayloadEvent, program: StoredObject): void {
  const { find, defaultCombo } = bundle;
  const wanted = refId(program.categoryCombo);
  const usual = refId(defaultCombo?.categoryCombo);
  const { attributeOptionCombo: given } = object;
  const combo = given === undefined ? undefined : find.categoryOptionCombo(given);
  const missing = object.attributeCategoryOptions.filter((option) => !find.categoryOption(option));
  if (given !== undefined && !combo) reporter.error(object, 'E1115', identifier(given));
  for (const option of missing) reporter.error(object, 'E1116', identifier(option));
  if ((given !== undefined && !combo) || missing.length > 0 || wanted === undefined || wanted === usual) {
    if (combo && wanted === usual && refId(combo.categoryCombo) !== usual) {
      reporter.error(object, 'E1054', identifier(given), wanted);
    }
    return;
  }
  const isDefault = combo ? refId(combo.categoryCombo) === usual : object.attributeCategoryOptions.length === 0;
  if (isDefault) reporter.error(object, 'E1055');
  else if (combo && refId(combo.categoryCombo) !== wanted) reporter.error(object, 'E1054', identifier(given), wanted);
}

const security: Check = (reporter, bundle, object) => {
  const { instance, account } = bundle;
  const stored = bundle.store.events.get(object.uid);
  const orgUnit = bundle.find.orgUnit(object.orgUnit ?? '')?.id ?? stored?.orgUnit ?? '';
  const stage = instance.metadata.find('programStages', stored?.programStage ?? stageOf(bundle, object)?.id ?? '');
  if (!bundle.isCaptured(orgUnit)) reporter.error(object, 'E1000', account.uid, orgUnit);
  if (!isSuperuser(account) && !hasAccess(instance, account, stage, 'writeData')) {
    reporter.error(object, 'E1095', account.uid, stage?.id);
  }
};

const optionDates: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const combo = bundle.find.categoryOptionCombo(object.attributeOptionCombo ?? '') ?? bundle.defaultCombo;
  const moment = object.occurredAt ?? object.scheduledAt ?? bundle.now;
  for (const uid of refIds(combo?.categoryOptions)) {
    const option = bundle.instance.metadata.find('categoryOptions', uid);
    const [start, end] = [textOf(option, 'startDate'), textOf(option, 'endDate')];
    const day = formatMoment(moment)?.slice(0, 10);
    const name = textOf(option, 'name');
    if (start !== undefined && moment < Date.parse(start))
      reporter.error(object, 'E1056', day, start.slice(0, 10), name);
    if (end !== undefined && moment > Date.parse(end)) {
      reporter.error(object, 'E1057', day, end.slice(0, 10), name, textOf(program, 'name'));
    }
  }
};

const dates: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const isSingle = program !== undefined && !isRegistration(program);
  const needsDate = isSingle || object.status === 'ACTIVE' || object.status === 'COMPLETED';
  const rendering = { inMessage: object.uid, inArgs: `Event(event=${object.uid}, status=${object.status})` };
  if (object.occurredAt === undefined && needsDate) {
    reporter.error(object, 'E1031', rendering);
    return;
  }
  if (object.scheduledAt === undefined && object.status === 'SCHEDULE') {
    reporter.error(object, 'E1050', rendering);
    return;
  }
  if (bundle.instance.minor >= 42 && object.completedAt !== undefined && object.status !== 'COMPLETED') {
    reporter.error(object, 'E1051', rendering, object.status);
  }
  checkExpiry(reporter, bundle, object, program);
};

function checkExpiry(
  reporter: Reporter,
  bundle: Bundle,
  object: PayloadEvent,
  program: StoredObject | undefined,
): void {
  const [periodType, days] = [textOf(program, 'expiryPeriodType'), Number(program?.expiryDays ?? 0)];
  const moment = object.occurredAt ?? object.scheduledAt;
  if (periodType === undefined || days === 0 || moment === undefined) return;
  // From 2.42 on this holds for a superuser too; before, the authority to edit expired events lifts it.
  const mayEdit = isSuperuser(bundle.account) || bundle.account.authorities.has('F_EDIT_EXPIRED');
  if (bundle.instance.minor <= 41 && mayEdit) return;
  const period = periodAt(periodType, dayOfDate(new Date(moment)));
  if (period && dayOfDate(new Date(bundle.now)) > period.end + days) reporter.error(object, 'E1047', object.uid);
}

const WITH_DATA = ['ACTIVE', 'COMPLETED', 'VISITED'];

const status: Check = (reporter, bundle, object) => {
  const program = programOf(bundle, object);
  const stored = bundle.store.events.get(object.uid);
  const { minor } = bundle.instance;
  if (minor >= 41 && stored && WITH_DATA.includes(stored.status) && !WITH_DATA.includes(object.status)) {
    reporter.error(object, 'E1316', stored.status, object.status);
  }
  const isSingle = program !== undefined && !isRegistration(program);
  if (minor >= 43 && isSingle && object.status !== 'ACTIVE' && object.status !== 'COMPLETED') {
    reporter.error(object, 'E1318', object.status);
  }
};

const assignment: Check = (reporter, bundle, object) => {
  if (object.assignedUser === undefined) return;
  if (!findUser(bundle.instance, object.assignedUser)) reporter.error(object, 'E1118', object.assignedUser);
  if (stageOf(bundle, object)?.enableUserAssignment !== true) {
    reporter.warning(object, 'E1120', identifier(object.programStage));
  }
};

const content: Check = (reporter, bundle, object) => {
  optionDates(reporter, bundle, object);
  dates(reporter, bundle, object);
  checkNotes(reporter, bundle, object);
  checkDataValues(reporter, bundle, object, stageOf(bundle, object));
  status(reporter, bundle, object);
  assignment(reporter, bundle, object);
};

const forWriting = inTurn<PayloadEvent>([existence, mandatory, metadata, updatable, relations, security, content]);
const forDeleting = inTurn<PayloadEvent>([existence, security]);

/** Validates an event, in DHIS2's order (EventValidator). */
export function validateEvent(reporter: Reporter, bundle: Bundle, object: PayloadEvent): void {
  (bundle.strategyOf(object) === 'DELETE' ? forDeleting : forWriting)(reporter, bundle, object);
}

/** Finds second events of stages that do not repeat, over the whole payload (RepeatedEventsValidator). */
export function validateRepetition(reporter: Reporter, bundle: Bundle): void {
  const groups = new Map<string, PayloadEvent[]>();
  for (const event of bundle.payload.events) {
    const stage = stageOf(bundle, event);
    const program = programOf(bundle, event);
    const isChecked = stage && program && isRegistration(program) && stage.repeatable !== true;
    if (!isChecked || reporter.isInvalid('EVENT', event.uid) || bundle.strategyOf(event) === 'DELETE') continue;
    const key = `${stage.id}:${event.enrollment}`;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  for (const events of groups.values()) {
    for (const event of events) {
      const stage = stageOf(bundle, event)?.id;
      if (events.length > 1 || (bundle.strategyOf(event) === 'CREATE' && hasStoredEvent(bundle, event, stage))) {
        reporter.error(event, 'E1039', identifier(stage));
      }
    }
  }
}

function hasStoredEvent({ store }: Bundle, event: PayloadEvent, stage: string | undefined): boolean {
  const uids = store.enrollments.get(event.enrollment ?? '')?.events ?? [];
  return uids.some((uid) => {
    const stored = store.events.get(uid);
    return stored?.isDeleted === false && stored.programStage === stage;
  });
}
