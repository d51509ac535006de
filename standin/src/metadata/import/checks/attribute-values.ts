import type { StoredObject } from '../../../instance.ts';
import { idOf, jsonObjects } from '../../json.ts';
import { type Bundle, type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/** E4009 (unique value taken), E4011 (mandatory attribute missing) and E6012 (attribute not for this type). */
export function checkAttributeValues(bundle: Bundle, object: BundleObject): ErrorReport[] {
  const attributes = bundle.instance.metadata.of('attributes');
  if (attributes.size === 0) return [];
  const flag = `${object.schema.singular}Attribute`;
  const values = new Map(
    jsonObjects(object.payload.attributeValues).map((entry) => [idOf(entry.attribute), entry.value]),
  );
  const errors: ErrorReport[] = [];
  for (const attribute of attributes.values()) {
    const value = values.get(attribute.id);
    const isAssigned = attribute[flag] === true;
    if (isAssigned && attribute.mandatory === true && (value === undefined || value === '')) {
      const message = `Missing mandatory attribute value for attribute \`${attribute.id}\``;
      errors.push(
        errorReport(object, 'E4011', message, { errorProperty: 'attributeValues', properties: [attribute.id] }),
      );
    }
    if (value === undefined) continue;
    if (!isAssigned) errors.push(notAssigned(object, attribute));
    else if (attribute.unique === true) errors.push(...taken(bundle, object, attribute, value));
  }
  return errors;
}

function notAssigned(object: BundleObject, attribute: StoredObject): ErrorReport {
  const properties = [attribute.id, object.schema.displayName];
  const message = `Attribute \`${attribute.id}\` is not supported for type \`${object.schema.displayName}\``;
  return errorReport(object, 'E6012', message, { errorProperty: 'attributeValues', properties });
}

function taken({ instance }: Bundle, object: BundleObject, attribute: StoredObject, value: unknown): ErrorReport[] {
  for (const other of instance.metadata.of(object.schema.plural).values()) {
    if (other.id === object.uid) continue;
    const same = jsonObjects(other.attributeValues).some(
      (entry) => idOf(entry.attribute) === attribute.id && entry.value === value,
    );
    if (!same) continue;
    const properties = [attribute.id, value];
    const message = `Unique attribute value \`${value}\` for attribute \`${attribute.id}\` already exists`;
    return [errorReport(object, 'E4009', message, { errorProperty: 'attributeValues', properties })];
  }
  return [];
}
