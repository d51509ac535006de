import type { Instance, StoredObject } from '../../instance.ts';
import { idsOf, jsonObjects } from '../json.ts';
import type { Transaction } from './transaction.ts';

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
