import type { Instance, StoredObject } from '../../instance.ts';
import { idsOf, type Json, jsonObjects } from '../json.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Schema } from '../schemas.ts';
import { analyticalPeriods } from './analytical-periods.ts';
import type { Transaction } from './transaction.ts';

/** Views inside a map get their periods as any analytical object does. */
export function mapViewPeriods(
  minor: number,
  index: SchemaIndex,
  schema: Schema,
  payload: Json,
  canonical: Json,
): Json {
  const view = index.bySingular.get('mapView');
  if (schema.singular !== 'map' || !view) return {};
  const given = jsonObjects(payload.mapViews);
  const mapViews = jsonObjects(canonical.mapViews).map((each, at) => {
    return { ...each, ...analyticalPeriods(minor, view, given[at] ?? {}, each) };
  });
  return { mapViews };
}

/** The views of a map are rows of their own, seen under `/api/mapViews` too; they go with their map. */
export function storeMapViews(
  _instance: Instance,
  transaction: Transaction,
  map: StoredObject,
  before: StoredObject | undefined,
): void {
  const kept = new Set(idsOf(map.mapViews));
  for (const view of jsonObjects(map.mapViews)) transaction.put('mapViews', { ...view, id: String(view.id) });
  for (const uid of idsOf(before?.mapViews)) if (!kept.has(uid)) transaction.remove('mapViews', uid);
}
