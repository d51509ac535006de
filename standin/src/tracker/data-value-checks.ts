import { embeddedObjects, refId } from '../data/references.ts';
import { isFileType, valueError } from '../data/value-type.ts';
import type { StoredObject } from '../instance.ts';
import { hasOptions, optionArguments } from './attribute-checks.ts';
import { type Bundle, valueTypeOf } from './bundle.ts';
import { checkFile } from './file-checks.ts';
import type { PayloadEvent } from './payload.ts';
import { identifier, type Reporter } from './reporter.ts';

const WITH_DATA = ['ACTIVE', 'COMPLETED', 'VISITED'];

/** Checks an event's data values against their elements and its stage (DataValuesValidator). */
export function checkDataValues(
  reporter: Reporter,
  bundle: Bundle,
  object: PayloadEvent,
  stage: StoredObject | undefined,
): void {
  for (const { id, value } of object.dataValues) {
    const dataElement = bundle.find.dataElement(id);
    if (!dataElement) reporter.error(object, 'E1304', identifier(id));
    else if (value !== null) checkValue(reporter, bundle, object, dataElement, value);
  }
  if (bundle.instance.minor >= 41 && object.dataValues.length > 0 && !WITH_DATA.includes(object.status)) {
    reporter.error(object, 'E1315', object.status, WITH_DATA.join(','));
  }
  checkStage(reporter, bundle, object, stage);
}

function checkStage(reporter: Reporter, bundle: Bundle, object: PayloadEvent, stage: StoredObject | undefined): void {
  const ofStage = new Map<string, boolean>();
  for (const element of embeddedObjects(stage?.programStageDataElements)) {
    const uid = refId(element.dataElement);
    if (uid !== undefined) ofStage.set(uid, element.compulsory === true);
  }
  const given = new Map(object.dataValues.map(({ id, value }) => [bundle.find.dataElement(id)?.id ?? id, value]));
  const stored = bundle.store.events.get(object.uid)?.dataValues;
  for (const [uid, isCompulsory] of ofStage) {
    if (!isCompulsory) continue;
    if (given.get(uid) === null) reporter.error(object, 'E1076', 'DataElement', identifier(uid));
    else if (needsAll(stage, object.status) && !given.has(uid) && !stored?.has(uid)) {
      reporter.error(object, 'E1303', identifier(uid));
    }
  }
  for (const { id } of object.dataValues) {
    const uid = bundle.find.dataElement(id)?.id ?? id;
    if (!ofStage.has(uid)) reporter.error(object, 'E1305', identifier(id), stage?.id);
  }
}

/** Compulsory elements are asked for once the event is complete, or at every update where the stage says so. */
function needsAll(stage: StoredObject | undefined, status: string): boolean {
  if (stage?.validationStrategy === 'ON_UPDATE_AND_INSERT') return WITH_DATA.includes(status);
  return status === 'COMPLETED';
}

function checkValue(
  reporter: Reporter,
  bundle: Bundle,
  object: PayloadEvent,
  dataElement: StoredObject,
  value: string,
): void {
  const valueType = valueTypeOf(dataElement);
  const optionSet = refId(dataElement.optionSet);
  if (optionSet !== undefined) {
    if (hasOptions(bundle, optionSet, valueType, value)) return;
    reporter.error(object, 'E1125', ...optionArguments(bundle, dataElement, 'DataElement', optionSet, value));
  } else if (isFileType(valueType)) {
    checkFile(reporter, bundle, object, value);
  } else if (valueType === 'ORGANISATION_UNIT') {
    if (!bundle.instance.metadata.find('organisationUnits', value)) reporter.error(object, 'E1007', value);
  } else {
    const error = valueError(value, valueType);
    if (error !== undefined) reporter.error(object, 'E1302', dataElement.id, error);
  }
}
