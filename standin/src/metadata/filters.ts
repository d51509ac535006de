import type { StoredObject } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import { matches } from './filter-operators.ts';
import { isJson, type Json, jsonObjects } from './json.ts';
import { propertyValue, type RenderContext } from './render.ts';
import { propertiesOf, schemaIndexOf, targetSchema } from './schema-index.ts';
import type { Schema } from './schemas.ts';

/** Says whether an object passes. */
export type ObjectFilter = (object: StoredObject) => boolean;

/**
 * Builds one filter from all `filter=path:op:value` parameters (API.md §3.2).
 * @throws WebMessageError 400 E1003 for a path that the type does not have.
 */
export function parseFilters(
  context: RenderContext,
  schema: Schema,
  filters: readonly string[],
  junction: 'AND' | 'OR' = 'AND',
): ObjectFilter {
  const parts = filters.filter((text) => text !== '').map((text) => parseFilter(context, schema, text));
  if (parts.length === 0) return () => true;
  return junction === 'OR'
    ? (object) => parts.some((part) => part(object))
    : (object) => parts.every((part) => part(object));
}

function parseFilter(context: RenderContext, schema: Schema, text: string): ObjectFilter {
  const [path = '', operator = 'eq', ...rest] = text.split(':');
  const operand = rest.join(':');
  if (path === 'identifiable') return identifiable(operator, operand);
  const read = pathReader(context, schema, path.split('.'));
  if (!read) throw unknownPath(path);
  return (object) => matches(read(object), operator, operand);
}

/** What 2.40 to 2.42 answer to a filter or an order on a property that there is not. */
export function unknownPath(path: string): WebMessageError {
  return new WebMessageError(400, `Unknown path property: ${path}`, { errorCode: 'E1003' });
}

function identifiable(operator: string, operand: string): ObjectFilter {
  return (object) => ['id', 'code', 'name', 'shortName'].some((key) => matches(object[key], operator, operand));
}

type Reader = (object: StoredObject) => unknown;

/** Reads a dotted path through references and collections; undefined when the schema has no such path. */
export function pathReader(context: RenderContext, schema: Schema, path: readonly string[]): Reader | undefined {
  const [head = '', ...tail] = path;
  const found = propertyNamed(schema, head);
  if (!found) return isAttribute(context, head) ? (object) => attributeValue(object, head) : undefined;
  const [key, property] = found;
  const value: Reader = (object) => propertyValue(context, schema, object, key, property);
  if (tail.length === 0) return value;
  const target = targetSchema(schemaIndexOf(context.instance), property);
  if (!target) return (object) => rawPath(value(object), tail);
  const further = pathReader(context, target, tail);
  if (!further) return undefined;
  const follow = (item: Json): unknown => {
    const stored = target.embeddedObject ? undefined : context.instance.metadata.find(target.plural, String(item.id));
    return further(stored ?? ({ id: '', ...item } as StoredObject));
  };
  return (object) => {
    const current = value(object);
    if (Array.isArray(current)) return jsonObjects(current).flatMap((item) => follow(item));
    return isJson(current) ? follow(current) : undefined;
  };
}

function propertyNamed(schema: Schema, name: string) {
  const properties = propertiesOf(schema);
  const direct = properties.get(name);
  if (direct) return [name, direct] as const;
  return [...properties].find(([, property]) => property.name === name);
}

function isAttribute({ instance }: RenderContext, uid: string): boolean {
  return instance.metadata.find('attributes', uid) !== undefined;
}

function attributeValue(object: StoredObject, attribute: string): unknown {
  const found = jsonObjects(object.attributeValues).find(
    (value) => isJson(value.attribute) && value.attribute.id === attribute,
  );
  return found?.value;
}

function rawPath(value: unknown, path: readonly string[]): unknown {
  const [head, ...tail] = path;
  if (head === undefined) return value;
  if (Array.isArray(value)) return value.flatMap((item) => rawPath(item, path));
  return isJson(value) ? rawPath(value[head], tail) : undefined;
}
