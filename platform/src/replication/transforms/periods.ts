import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Schema, SchemaRegistry } from '../../model/schema.ts';
import type { Transformed, TransformStep } from './transform.ts';

/**
 * Periods of analytical objects. Releases store them as `relativePeriods` (an object of switches, to 2.41.0), as
 * `rawRelativePeriods` or as `rawPeriods` (a list of constants and ISO periods; late 2.40, 2.41.5, 2.42; API.md §2.3).
 * A server from 2.42 on computes `rawPeriods` anew from the items of the `pe` dimension, so these always travel.
 */
export function spellPeriods(object: MetadataObject, step: TransformStep): Transformed {
  return { object: { ...spelled(object, step.targetSchema, step.context.target), id: object.id }, losses: [] };
}

/** The record with its own periods, and those of the views embedded in it, spelled as the target does. */
function spelled(
  record: Readonly<Record<string, unknown>>,
  schema: Schema,
  registry: SchemaRegistry,
): Readonly<Record<string, unknown>> {
  const views = schema.properties.filter((property) => property.embedded && Array.isArray(record[property.key]));
  const result: Record<string, unknown> = { ...record };
  for (const { key, itemKlass } of views) {
    const inner = registry.byKlass.get(itemKlass ?? '');
    const items = record[key];
    if (!inner || !hasPeriods(inner) || !Array.isArray(items)) continue;
    result[key] = items.map((item) =>
      typeof item === 'object' && item !== null ? spelled(item, inner, registry) : item,
    );
  }
  const list = hasPeriods(schema) ? periodList(record) : undefined;
  if (list === undefined) return result;
  const { rawPeriods: _raw, rawRelativePeriods: _rawRelative, relativePeriods: _relative, ...rest } = result;
  const has = (key: string) => schema.properties.some((property) => property.key === key);
  return {
    ...withPeriodItems(has('rawPeriods') ? withoutOtherPeriods(rest) : rest, list),
    ...(has('rawPeriods') ? { rawPeriods: list } : {}),
    ...(has('rawRelativePeriods') ? { rawRelativePeriods: list.filter(isRelative) } : {}),
    ...(has('periods') && !has('rawPeriods') ? { periods: list.filter(isFixed).map((id) => ({ id })) } : {}),
    relativePeriods: switches(list),
  };
}

function isFixed(period: string): boolean {
  return !isRelative(period);
}

/** Whether objects of a type keep periods, in whatever spelling. */
export function hasPeriods(schema: Schema): boolean {
  return schema.properties.some((property) => spellings.has(property.key));
}

const spellings: ReadonlySet<string> = new Set(['rawPeriods', 'rawRelativePeriods', 'relativePeriods']);

/** All periods of an object as constants (`LAST_12_MONTHS`) and ISO periods; undefined where the object has none at all. */
export function periodList(object: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const list = allPeriods(object);
  const dates = new Set(simpleValues(object.simpleDimensions));
  return dates.size === 0 ? list : list?.filter((period) => !dates.has(period));
}

/** Values of dates of their own, which a 2.42.4.1 counts among the periods of the object (see `withoutOtherPeriods`). */
function simpleValues(list: unknown): unknown[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const { values } = Object(item);
    return Array.isArray(values) ? values : [];
  });
}

function allPeriods(object: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const raw = listOf(object.rawPeriods) ?? listOf(object.rawRelativePeriods);
  if (raw !== undefined) return [...new Set([...raw, ...fixedPeriods(object.periods)])];
  if (typeof object.relativePeriods !== 'object' || object.relativePeriods === null) return undefined;
  const relative = Object.entries(object.relativePeriods)
    .filter(([, on]) => on === true)
    .map(([name]) => constantOf(name));
  return [...new Set([...relative, ...fixedPeriods(object.periods)])];
}

function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** `[{"id":"2024"}]`: fixed periods stand beside the switches up to 2.41.0. */
function fixedPeriods(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => (typeof item === 'object' && item !== null && 'id' in item ? [String(item.id)] : []));
}

function isRelative(period: string): boolean {
  return /^[A-Z]/.test(period);
}

/** `last12Months` → `LAST_12_MONTHS`, `lastYear` → `LAST_YEAR`, `monthsThisYear` → `MONTHS_THIS_YEAR`. */
export function constantOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replace(/([0-9])([A-Z])/g, '$1_$2')
    .toUpperCase();
}

/** `LAST_12_MONTHS` → `last12Months`. */
export function switchOf(constant: string): string {
  return constant.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function switches(periods: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(periods.filter(isRelative).map((constant) => [switchOf(constant), true]));
}

/** The items of the `pe` dimension in columns, rows or filters, from which newer servers compute the periods. */
function withPeriodItems(object: Readonly<Record<string, unknown>>, periods: readonly string[]) {
  const items = periods.map((id) => ({ id }));
  const fill = (value: unknown) =>
    Array.isArray(value) ? value.map((axis) => (isPeriodAxis(axis) ? { ...axis, items } : axis)) : value;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, axes.has(key) ? fill(value) : value]));
}

/**
 * Without the items of dimensions that are dates of their own (`enrollmentDate`, kept in `simpleDimensions`): a 2.42.4.1 takes
 * every item that is a period for one of the object's periods, whatever dimension it stands in.
 */
function withoutOtherPeriods(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const dates = new Set(dimensionsOf(object.simpleDimensions));
  if (dates.size === 0) return object;
  const empty = (axis: unknown) =>
    dimensionsOf([axis]).some((dimension) => dates.has(dimension)) ? { ...Object(axis), items: [] } : axis;
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      axes.has(key) && Array.isArray(value) ? value.map(empty) : value,
    ]),
  );
}

function dimensionsOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) =>
    typeof item === 'object' && item !== null && 'dimension' in item ? [String(item.dimension)] : [],
  );
}

const axes: ReadonlySet<string> = new Set(['columns', 'rows', 'filters']);

function isPeriodAxis(axis: unknown): axis is Readonly<Record<string, unknown>> {
  return typeof axis === 'object' && axis !== null && 'dimension' in axis && axis.dimension === 'pe';
}
