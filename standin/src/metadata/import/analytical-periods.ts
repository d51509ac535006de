import { allRelativePeriods, isAnalytical, relativePeriodNames } from '../analytical-object.ts';
import { isJson, type Json, jsonObjects } from '../json.ts';
import type { Schema } from '../schemas.ts';

const AXES = ['columns', 'rows', 'filters'];

/**
 * Periods and dimensions of analytical objects as the import makes them anew. 2.42 takes the periods from the items of
 * columns, rows and filters and from `relativePeriods`; of a bare `rawPeriods` only relative periods stay (API.md §5.3).
 * 2.41.5.1 reads no `relativePeriods` (recorded).
 */
export function analyticalPeriods(minor: number, schema: Schema, payload: Json, canonical: Json): Json {
  if (!isAnalytical(schema)) return {};
  const relative = payload.relativePeriods;
  const periods =
    minor >= 41
      ? { rawPeriods: rawPeriods(minor, payload) }
      : isJson(relative)
        ? { relativePeriods: allRelativePeriods(relative) }
        : {};
  return { ...axes(payload, canonical), ...periods };
}

function axes(payload: Json, canonical: Json): Json {
  const out: Json = {};
  for (const axis of AXES) {
    const key = `${axis.slice(0, -1)}Dimensions`;
    const given = jsonObjects(payload[axis]).map(({ dimension, id }) => String(dimension ?? id));
    if (given.length > 0 && canonical[key] !== undefined) out[key] = given;
  }
  return out;
}

function rawPeriods(minor: number, payload: Json): string[] | undefined {
  const items = AXES.flatMap((axis) => jsonObjects(payload[axis]))
    .filter(({ dimension, id }) => (dimension ?? id) === 'pe')
    .flatMap(({ items: periods }) => jsonObjects(periods).map(({ id }) => String(id)));
  const relative = minor >= 42 ? relativePeriodNames(payload.relativePeriods) : [];
  const raw = Array.isArray(payload.rawPeriods) ? payload.rawPeriods.map(String) : [];
  const kept = items.length + relative.length > 0 ? [] : raw.filter((name) => !/^\d/.test(name));
  const all = [...new Set([...items, ...relative, ...kept])];
  return all.length > 0 || minor >= 42 ? all : undefined;
}
