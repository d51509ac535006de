import type { Instance, StoredObject } from '../instance.ts';
import { idOf, type Json, jsonObjects } from './json.ts';
import { isReference, keyOf, schemaIndexOf, targetSchema } from './schema-index.ts';
import type { Schema, SchemaProperty } from './schemas.ts';

/**
 * The inverse side of a relation: the objects of the property's type that own a reference to this object
 * (`categoryCombo.categoryOptionCombos`, `user.userGroups`). Found by looking through that type.
 */
export function inverseReferences(
  instance: Instance,
  schema: Schema,
  object: StoredObject,
  property: SchemaProperty,
): Json[] | undefined {
  const target = targetSchema(schemaIndexOf(instance), property);
  const owning = target && owningProperty(instance, schema, target, property);
  if (!target || !owning) return undefined;
  const key = keyOf(owning);
  const found = [];
  for (const other of instance.metadata.of(target.plural).values()) {
    if (pointsTo(other[key], object.id)) found.push({ id: other.id });
  }
  return found;
}

function owningProperty(
  instance: Instance,
  schema: Schema,
  target: Schema,
  property: SchemaProperty,
): SchemaProperty | undefined {
  const index = schemaIndexOf(instance);
  const candidates = target.properties.filter(
    (each) => each.owner && isReference(each) && targetSchema(index, each) === schema && !AUTHORS.has(each.name),
  );
  return (
    candidates.find((each) => each.owningRole !== undefined && each.owningRole === property.owningRole) ?? candidates[0]
  );
}

const AUTHORS = new Set(['createdBy', 'lastUpdatedBy', 'user']);

function pointsTo(value: unknown, uid: string): boolean {
  if (Array.isArray(value)) return jsonObjects(value).some((item) => item.id === uid);
  return idOf(value) === uid;
}
