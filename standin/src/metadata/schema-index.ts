import type { Instance } from '../instance.ts';
import type { Schema, SchemaProperty } from './schemas.ts';

/** The schemas of one release, ready to be asked. */
export interface SchemaIndex {
  readonly byPlural: ReadonlyMap<string, Schema>;
  readonly bySingular: ReadonlyMap<string, Schema>;
  readonly byKlass: ReadonlyMap<string, Schema>;
  /** By the path below `/api/`, for example `dataElements`. */
  readonly byEndpoint: ReadonlyMap<string, Schema>;
  /** What `POST /api/metadata` takes, in import order (API.md §2.1). */
  readonly importable: readonly Schema[];
}

const indexes = new WeakMap<readonly Schema[], SchemaIndex>();
const properties = new WeakMap<Schema, ReadonlyMap<string, SchemaProperty>>();

/** The index over an instance's schemas; built once. */
export function schemaIndexOf(instance: Pick<Instance, 'schemas'>): SchemaIndex {
  const found = indexes.get(instance.schemas);
  if (found) return found;
  const { schemas } = instance;
  const endpoints = schemas.flatMap((schema) => {
    const endpoint = endpointOf(schema);
    return endpoint === undefined ? [] : ([[endpoint, schema]] as const);
  });
  const made: SchemaIndex = {
    byPlural: new Map(schemas.map((schema) => [schema.plural, schema])),
    bySingular: new Map(schemas.map((schema) => [schema.singular, schema])),
    byKlass: new Map(schemas.map((schema) => [schema.klass, schema])),
    byEndpoint: new Map(endpoints),
    importable: schemas.filter(isImportable).sort((one, other) => one.order - other.order),
  };
  indexes.set(schemas, made);
  return made;
}

/** Real servers serve `/api/expressionDimensionItems` although no release's schema tells the endpoint (seen on 2.40.1 and 2.42.4.1). */
function endpointOf(schema: Schema): string | undefined {
  if (schema.relativeApiEndpoint !== undefined) return schema.relativeApiEndpoint.replace(/^\//, '');
  return isImportable(schema) && schema.persisted ? schema.plural : undefined;
}

function isImportable(schema: Schema): boolean {
  return schema.metadata && schema.identifiableObject;
}

/** The JSON key of a property: a collection goes by its collection name (API.md §2). */
export function keyOf(property: SchemaProperty): string {
  return property.collection ? (property.collectionName ?? property.name) : property.name;
}

/** The properties of a schema by JSON key, in the schema's order; the owner one wins where two share a key. */
export function propertiesOf(schema: Schema): ReadonlyMap<string, SchemaProperty> {
  const found = properties.get(schema);
  if (found) return found;
  const made = new Map<string, SchemaProperty>();
  for (const property of schema.properties) {
    const key = keyOf(property);
    if (!made.has(key) || property.owner) made.set(key, property);
  }
  properties.set(schema, made);
  return made;
}

/** The schema that a reference or a collection's items are of, if it has one. */
export function targetSchema(index: SchemaIndex, property: SchemaProperty): Schema | undefined {
  return index.byKlass.get((property.collection ? property.itemKlass : property.klass) ?? '');
}

/** Whether a property holds other identifiable objects by reference, one or many. */
export function isReference(property: SchemaProperty): boolean {
  if (property.collection) return property.itemPropertyType === 'REFERENCE' && !property.simple;
  return property.propertyType === 'REFERENCE';
}

/** The last part of a Java class name, which DHIS2's messages use. */
export function simpleName(klass: string): string {
  return klass.slice(klass.lastIndexOf('.') + 1);
}
