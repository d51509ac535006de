import { canonicalObject } from '../../canonical.ts';
import { propertiesOf, simpleName } from '../../schema-index.ts';
import type { SchemaProperty } from '../../schemas.ts';
import { type Bundle, type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/** Classes whose missing references become the instance's default object instead of an error (API.md §4.2, 5). */
export const DEFAULT_CLASSES = new Set(['Category', 'CategoryOption', 'CategoryCombo', 'CategoryOptionCombo']);

/** Required properties that the import fills in itself, or that have a value in a fresh Java object. */
const FILLED_IN = new Set([
  'id',
  'created',
  'lastUpdated',
  'createdBy',
  'lastUpdatedBy',
  'user',
  'sharing',
  'evaluationTime',
  'path',
]);

/** E4000 (required) and E4001 to E4008 (length and range), as the schema of the release says. */
export function checkSchema(bundle: Bundle, object: BundleObject): ErrorReport[] {
  const { instance, index } = bundle;
  const context = { index, now: instance.now(), newUid: () => object.uid };
  const canonical = canonicalObject(context, object.schema, object.payload);
  const errors: ErrorReport[] = [];
  for (const [key, property] of propertiesOf(object.schema)) {
    if (!property.persisted || FILLED_IN.has(key)) continue;
    const value = canonical[key];
    if (value === undefined || value === null) errors.push(...missing(object, key, property));
    else if (typeof value === 'string') errors.push(...textErrors(object, key, property, value));
    else if (typeof value === 'number') errors.push(...rangeErrors(object, key, property, value));
  }
  return errors;
}

/** A rule variable without value type takes the one of its data element or attribute (seen on imported packages). */
function isFilledInLater({ schema }: BundleObject, key: string): boolean {
  return schema.singular === 'programRuleVariable' && key === 'valueType';
}

function missing(object: BundleObject, key: string, property: SchemaProperty): ErrorReport[] {
  if (isFilledInLater(object, key)) return [];
  if (!property.required || !property.writable || DEFAULT_CLASSES.has(simpleName(property.klass))) return [];
  const detail = { errorKlass: property.klass, errorProperty: key, properties: [key] };
  return [errorReport(object, 'E4000', `Missing required property \`${key}\``, detail)];
}

function textErrors(object: BundleObject, key: string, property: SchemaProperty, value: string): ErrorReport[] {
  const { length, min = 0, max, klass } = property;
  const detail = { errorKlass: klass, errorProperty: key };
  if (property.propertyType === 'CONSTANT' || property.propertyType === 'DATE') return [];
  if (length !== undefined && value.length > length) {
    const properties = [key, length, value.length];
    const message = `Maximum length of property \`${key}\`is ${length}, but given length was ${value.length}`;
    return [errorReport(object, 'E4001', message, { ...detail, properties })];
  }
  if (value.length >= min && (max === undefined || value.length <= max)) return [];
  const properties = [key, min, max, value.length];
  const message = `Allowed length range for property \`${key}\` is [${min} to ${max}], but given length was ${value.length}`;
  return [errorReport(object, 'E4002', message, { ...detail, properties })];
}

function rangeErrors(object: BundleObject, key: string, property: SchemaProperty, value: number): ErrorReport[] {
  const { min, max, klass } = property;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return [];
  const properties = [key, min, max, value];
  const message = `Allowed range for numeric property \`${key}\` is [${min} to ${max}], but number given was ${value}`;
  return [errorReport(object, 'E4008', message, { errorKlass: klass, errorProperty: key, properties })];
}
