import type { MetadataObject, MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import { referencesOf } from '../../metadata/references.ts';
import { type OrderedObject, planSendingOrder } from '../../metadata/sending-order.ts';

/** One object to be deleted, with what it names among those to be deleted. */
export interface DoomedObject {
  readonly type: MetadataType;
  readonly uid: Uid;
  readonly name: string | undefined;
  readonly needs: OrderedObject['needs'];
}

/** Objects of one type that go in one request. */
export interface DeletionBatch {
  readonly type: MetadataType;
  readonly uids: readonly Uid[];
}

/** A veto of one of them costs 2.40 the whole request (API.md §4.5), so that requests stay small. */
const objectsPerRequest = 100;

/** What an object names among those that go too; single references count more than those in lists, sharing least. */
export function doomed(
  type: MetadataType,
  object: MetadataObject,
  name: string | undefined,
  isDoomed: (uid: Uid) => boolean,
): DoomedObject {
  const strengths = new Map<Uid, DoomedObject['needs'][number]['strength']>();
  for (const { uid, sharing, inList } of referencesOf(object, isDoomed)) {
    const strength = sharing ? 'sharing' : inList ? 'list' : 'single';
    if (strengths.get(uid) !== 'single') strengths.set(uid, strength);
  }
  return { type, uid: object.id, name, needs: [...strengths].map(([uid, strength]) => ({ uid, strength })) };
}

/**
 * The order in which objects go: the order in which they would be sent, backwards, so that whatever names an object is gone
 * before it. Where objects name one another (a program and its stages), later types of DHIS2's own order go first: most
 * such parents take their parts with them. One type per request, because DHIS2 deletes types in its own order, parts
 * first (API.md §4.5).
 */
export function planDeletionOrder(
  objects: readonly DoomedObject[],
  orderOf: (type: MetadataType) => number,
): DeletionBatch[] {
  const batches: DeletionBatch[] = [];
  for (const wave of planSendingOrder(objects).toReversed()) {
    const members = wave.flatMap((unit) => unit.members.flatMap((index) => objects[index] ?? []));
    const byType = [...Map.groupBy(members, ({ type }) => type)];
    byType.sort(([left], [right]) => orderOf(right) - orderOf(left) || (left < right ? -1 : 1));
    for (const [type, ofType] of byType) {
      const uids = ofType.map(({ uid }) => uid).sort();
      for (let from = 0; from < uids.length; from += objectsPerRequest) {
        batches.push({ type, uids: uids.slice(from, from + objectsPerRequest) });
      }
    }
  }
  return batches;
}
