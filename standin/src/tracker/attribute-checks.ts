import { refId } from '../data/references.ts';
import { isFileType, valueError } from '../data/value-type.ts';
import type { StoredObject } from '../instance.ts';
import { type Bundle, valueTypeOf } from './bundle.ts';
import { checkFile } from './file-checks.ts';
import type { PayloadEnrollment, PayloadTrackedEntity } from './payload.ts';
import type { Reporter } from './reporter.ts';
import { holderKey } from './tracker-store.ts';

const MAX_ATTRIBUTE_LENGTH = 1200;

/** Checks the value of an attribute: length, type, option, file, and that a unique one is not taken. */
export function checkAttributeValue(
  reporter: Reporter,
  bundle: Bundle,
  object: PayloadTrackedEntity | PayloadEnrollment,
  attribute: StoredObject,
  value: string,
): void {
  if (value.length > MAX_ATTRIBUTE_LENGTH) {
    reporter.error(object, 'E1077', value, String(MAX_ATTRIBUTE_LENGTH));
  }
  const valueType = valueTypeOf(attribute);
  const optionSet = refId(attribute.optionSet);
  if (isFileType(valueType)) checkFile(reporter, bundle, object, value);
  else if (valueType === 'ORGANISATION_UNIT') {
    if (!bundle.instance.metadata.find('organisationUnits', value)) reporter.error(object, 'E1007', valueType, value);
  } else if (valueType === 'USERNAME') {
    if (!hasUser(bundle, value)) reporter.error(object, 'E1007', valueType, value);
  } else {
    const error = valueError(value, valueType);
    if (error !== undefined) reporter.error(object, 'E1085', attribute.id, error);
  }
  if (optionSet !== undefined && !hasOptions(bundle, optionSet, valueType, value)) {
    reporter.error(object, 'E1125', ...optionArguments(bundle, attribute, 'TrackedEntityAttribute', optionSet, value));
  }
  if (attribute.unique === true) checkUnique(reporter, bundle, object, attribute, value);
}

function hasUser({ instance }: Bundle, username: string): boolean {
  for (const user of instance.metadata.of('users').values()) if (user.username === username) return true;
  return false;
}

/** Whether every code of a value is an option of a set. */
export function hasOptions(bundle: Bundle, optionSet: string, valueType: string, value: string): boolean {
  const codes = valueType === 'MULTI_TEXT' ? value.split(',') : [value];
  return codes.every((code) => bundle.hasOption(optionSet, code));
}

/** Up to 2.40 the code E1125 also says of what the value is. */
export function optionArguments(
  { instance }: Bundle,
  owner: StoredObject,
  className: string,
  optionSet: string,
  value: string,
): string[] {
  return instance.minor <= 40 ? [value, className, owner.id, optionSet] : [value, optionSet];
}

function checkUnique(
  reporter: Reporter,
  bundle: Bundle,
  object: PayloadTrackedEntity | PayloadEnrollment,
  attribute: StoredObject,
  value: string,
): void {
  const own = object.kind === 'TRACKED_ENTITY' ? object.uid : object.trackedEntity;
  const orgUnit = own === undefined ? undefined : orgUnitOf(bundle, own);
  const isRival = (uid: string): boolean => {
    if (uid === own) return false;
    return attribute.orgunitScope !== true || orgUnitOf(bundle, uid) === orgUnit;
  };
  const stored = bundle.store.holders.get(holderKey(attribute.id, value)) ?? new Set();
  const isHeld = [...stored].some((uid) => isRival(uid) && bundle.store.trackedEntities.get(uid)?.isDeleted === false);
  if (!isHeld && !isGivenTwice(bundle, attribute, value, isRival)) return;
  reporter.error(object, 'E1064', value, { inMessage: attribute.id, inArgs: describe(attribute) });
}

function isGivenTwice(
  bundle: Bundle,
  attribute: StoredObject,
  value: string,
  isRival: (uid: string) => boolean,
): boolean {
  return [...(bundle.givenHolders().get(holderKey(attribute.id, value)) ?? [])].some(isRival);
}

function orgUnitOf({ store, payloadTrackedEntity }: Bundle, uid: string): string | undefined {
  return store.trackedEntities.get(uid)?.orgUnit ?? payloadTrackedEntity(uid)?.orgUnit;
}

/** The server's rendering of an attribute in `args` (recorded: tr-duplicate-unique). */
function describe(attribute: StoredObject): string {
  const text = (name: string): unknown => attribute[name] ?? null;
  const flag = (name: string): boolean => attribute[name] === true;
  return (
    `TrackedEntityAttribute{description='${text('description')}', formName='${text('formName')}', ` +
    `valueType=${text('valueType')}, inherit=${flag('inherit')}, optionSet=${text('optionSet')}, ` +
    `expression='${text('expression')}', displayOnVisitSchedule=${flag('displayOnVisitSchedule')}, ` +
    `sortOrderInVisitSchedule=${text('sortOrderInVisitSchedule')}, ` +
    `displayInListNoProgram=${flag('displayInListNoProgram')}, ` +
    `sortOrderInListNoProgram=${text('sortOrderInListNoProgram')}, confidential=${flag('confidential')}, ` +
    `unique=${flag('unique')}, generated=${flag('generated')}, pattern='${text('pattern') ?? ''}', ` +
    `textPattern=null, style=${text('style')}, orgunitScope=${flag('orgunitScope')}, ` +
    `skipSynchronization=${flag('skipSynchronization')}}`
  );
}
