import type { StoredObject } from '../instance.ts';

/**
 * The object types of an attribute, from its boolean flags: `dataElementAttribute` gives `DATA_ELEMENT`. The flags are
 * the writable form in every release (API.md §2.3).
 */
export function attributeObjectTypes(attribute: StoredObject): string[] {
  const types = [];
  for (const [key, value] of Object.entries(attribute)) {
    if (value === true && key.endsWith('Attribute')) types.push(upperSnake(key.slice(0, -'Attribute'.length)));
  }
  return types;
}

/** `dataElement` → `DATA_ELEMENT`. */
export function upperSnake(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
