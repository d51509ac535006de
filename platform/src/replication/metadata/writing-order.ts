import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Database } from '../../store/database.ts';
import { loadSourceObjects, loadWrites } from '../../store/planned-object.ts';
import { referencesOf } from './references.ts';
import { type Need, type OrderedObject, planSendingOrder, type Unit } from './sending-order.ts';
import { needsRoots, travelsWith } from './server-rules.ts';

export interface WritingOrder {
  readonly objects: readonly WrittenObject[];
  readonly waves: readonly (readonly Unit[])[];
}

export interface WrittenObject extends OrderedObject {
  readonly action: 'create' | 'update';
}

/**
 * The order in which the objects of a plan are written. Only references to objects that the target does not have yet
 * count: all others are satisfied from the start.
 */
export async function orderWrites(
  database: Database,
  runId: number,
  types: readonly MetadataType[],
): Promise<WritingOrder> {
  const writes = await loadWrites(database, runId);
  const isNew = (uid: Uid) => writes.get(uid)?.action === 'create';
  const roots: Uid[] = [];
  const objects: WrittenObject[] = [];
  for (const type of types) {
    for await (const object of loadSourceObjects(database, runId, type, ['create', 'update'])) {
      if (type === 'organisationUnits' && !object.parent && isNew(object.id)) roots.push(object.id);
      const references = referencesOf(object, isNew);
      objects.push({
        type,
        uid: object.id,
        action: writes.get(object.id)?.action ?? 'update',
        needs: needsOf(references, needsRoots(type) ? roots : []),
        together: travelsWith(type, object),
      });
    }
  }
  return { objects, waves: planSendingOrder(objects) };
}

/** One need per named object, as strong as the strongest reference to it. */
function needsOf(references: ReturnType<typeof referencesOf>, roots: readonly Uid[]): Need[] {
  const needs = new Map<Uid, Need['strength']>(roots.map((uid) => [uid, 'single']));
  for (const reference of references) {
    const strength = reference.sharing ? 'sharing' : reference.inList ? 'list' : 'single';
    const known = needs.get(reference.uid);
    if (known === undefined || rank[strength] > rank[known]) needs.set(reference.uid, strength);
  }
  return [...needs].map(([uid, strength]) => ({ uid, strength }));
}

const rank: Readonly<Record<Need['strength'], number>> = { sharing: 0, list: 1, single: 2 };
