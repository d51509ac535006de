import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Schema } from '../../model/schema.ts';

/**
 * `property=value` for every property of an object that must be unique on an instance (`unique` in `/api/schemas`;
 * API.md §2.2), and for what makes an option combo unique: its category combo and its options (API.md §5.1).
 */
export function uniqueKeysOf(object: MetadataObject, schema: Schema): string[] {
  const keys = schema.properties
    .filter((property) => property.unique && !property.collection && comparable.has(property.propertyType))
    .filter((property) => property.key !== 'id' && property.key !== 'path')
    .flatMap((property) => {
      const value = object[property.key];
      if (value === null || value === undefined || value === '') return [];
      return [`${property.key}=${property.key === 'username' ? String(value).toLowerCase() : String(value)}`];
    });
  return schema.plural === 'categoryOptionCombos' ? [...keys, ...optionComboKeys(object)] : keys;
}

const comparable: ReadonlySet<string> = new Set(['TEXT', 'IDENTIFIER', 'INTEGER', 'NUMBER', 'URL', 'EMAIL']);

function optionComboKeys(object: MetadataObject): string[] {
  if (object.name === 'default') return ['options=default'];
  const combo = idOf(object.categoryCombo);
  const options = Array.isArray(object.categoryOptions) ? object.categoryOptions.map(idOf).sort() : [];
  return combo === undefined || options.length === 0 ? [] : [`options=${combo}/${options.join('+')}`];
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined;
}
