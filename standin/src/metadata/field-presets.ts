import { propertiesOf } from './schema-index.ts';
import type { Schema, SchemaProperty } from './schemas.ts';

const IDENTIFIABLE = ['id', 'name', 'code', 'created', 'lastUpdated', 'lastUpdatedBy'];
const NAMEABLE = [...IDENTIFIABLE, 'shortName', 'description'];

/** The JSON keys that a preset stands for, or undefined when the name is none (API.md §3.2). */
export function presetKeys(schema: Schema, name: string): readonly string[] | undefined {
  switch (name) {
    case '*':
    case ':all':
      return keysWhere(schema, () => true);
    case ':owner':
      return keysWhere(schema, (property) => property.owner);
    case ':persisted':
      return keysWhere(schema, (property) => property.persisted);
    case ':simple':
      return keysWhere(schema, (property) => property.simple);
    case ':identifiable':
      return IDENTIFIABLE;
    case ':nameable':
      return NAMEABLE;
    case ':idName':
      return ['id', 'displayName'];
    default:
      return name.startsWith(':') ? [] : undefined;
  }
}

function keysWhere(schema: Schema, wanted: (property: SchemaProperty) => boolean): string[] {
  const keys = [];
  for (const [key, property] of propertiesOf(schema)) {
    if (property.readable && wanted(property)) keys.push(key);
  }
  return keys;
}
