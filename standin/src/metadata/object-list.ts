import type { StoredObject } from '../instance.ts';
import { many, one, type Query } from '../query.ts';
import { parseFilters, pathReader, unknownPath } from './filters.ts';
import type { RenderContext } from './render.ts';
import { propertiesOf } from './schema-index.ts';
import type { Schema } from './schemas.ts';

type Compare = (one: StoredObject, other: StoredObject) => number;

/** The objects of a type that a query's `filter`, `query` and `order` leave, in their order (API.md §3.2). */
export function queriedObjects(context: RenderContext, schema: Schema, query: Query): StoredObject[] {
  const junction = one(query, 'rootJunction') === 'OR' ? 'OR' : 'AND';
  const passes = parseFilters(context, schema, many(query, 'filter'), junction);
  const search = one(query, 'query')?.toLowerCase();
  const found = [];
  for (const object of context.instance.metadata.of(schema.plural).values()) {
    if (context.without?.has(object.id)) continue;
    if (search !== undefined && !isFound(object, search)) continue;
    if (passes(object)) found.push(object);
  }
  return sorted(context, schema, found, many(query, 'order'));
}

function isFound(object: StoredObject, search: string): boolean {
  return ['id', 'code', 'name', 'shortName'].some((key) =>
    String(object[key] ?? '')
      .toLowerCase()
      .includes(search),
  );
}

/** Sorts by `order=property:direction`, or by name and then UID, as DHIS2 does when nothing is asked. */
export function sorted(
  context: RenderContext,
  schema: Schema,
  objects: StoredObject[],
  orders: readonly string[],
): StoredObject[] {
  const asked = orders.flatMap((text) => text.split(',')).filter((text) => text !== '');
  const keys = asked.length > 0 ? asked : defaultOrder(context.instance.minor, schema);
  const steps = keys.map((text) => comparison(context, schema, text));
  return objects.sort((left, right) => {
    for (const step of steps) {
      const difference = step(left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Up to 2.41 upper case sorts before lower case, from 2.42 on case does not matter (recorded). */
function defaultOrder(minor: number, schema: Schema): string[] {
  const { name } = Object.fromEntries(propertiesOf(schema));
  if (!name?.persisted) return ['id:asc'];
  return [minor >= 42 ? 'name:iasc' : 'name:asc', 'id:asc'];
}

function comparison(context: RenderContext, schema: Schema, text: string): Compare {
  const [path = '', direction = 'asc'] = text.split(':');
  const read = pathReader(context, schema, path.split('.'));
  if (!read) throw unknownPath(path);
  const folds = direction.startsWith('i');
  const sign = direction.endsWith('desc') ? -1 : 1;
  const value = (object: StoredObject): unknown => {
    const raw = read(object);
    return folds && typeof raw === 'string' ? raw.toLowerCase() : raw;
  };
  return (left, right) => sign * compareValues(value(left), value(right));
}

function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === undefined || left === null) return 1;
  if (right === undefined || right === null) return -1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : 1;
}
