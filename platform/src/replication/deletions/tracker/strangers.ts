import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { isListingFailure } from '../../slices/listing-failure.ts';
import { createRowLanes, type RowLanes, textLaneA, textLaneB } from '../../slices/row-hash.ts';
import { createRowTable, type RowTable } from '../../slices/row-table.ts';
import { uidOf } from '../../stages/tracker/object-access.ts';
import { countSlice, readDeletedObjects, readSlice } from '../../stages/tracker/read-slice.ts';
import type { TrackerSlice } from '../../stages/tracker/tracker-slice.ts';
import type { TrackerWork } from '../../stages/tracker/tracker-work.ts';

/** The objects of a slice that only the target has: strangers to the source. */
export interface Strangers {
  /** How many objects the target holds, as far as it was read. */
  readonly held: number;
  readonly count: number;
  readonly deletedOnSource: number;
  /** The first of them, as many as were asked for. */
  readonly first: readonly Uid[];
}

export const noStrangers: Strangers = { held: 0, count: 0, deletedOnSource: 0, first: [] };

/**
 * Reads a slice of both sides, and names up to `atMost` strangers that are not in `passedOver`. Nothing where a side cannot
 * list the slice: the copy has told so, and what cannot be read is not missing.
 */
export async function findStrangers(
  work: TrackerWork,
  slice: TrackerSlice,
  atMost: number,
  passedOver: ReadonlySet<Uid> = new Set(),
): Promise<Strangers> {
  const { signal } = work.context;
  const { type } = slice;
  try {
    if (work.source.updatedAfter !== undefined) return await deletedSince(work, slice, atMost, passedOver);
    const known = await tableOf(type, readSlice(work.source, slice, signal));
    const strangers: Uid[] = [];
    const lanes = createRowLanes();
    let [held, count, deletedOnSource] = [0, 0, 0];
    let deleted: RowTable | undefined;
    for await (const object of readSlice(work.target, slice, signal)) {
      held++;
      const uid = uidOf(type, object);
      if (passedOver.has(uid) || known.compare(fill(lanes, uid)) !== 'absent') continue;
      deleted ??= await tableOf(type, readDeletedObjects(work.source, slice, signal));
      count++;
      if (deleted.compare(lanes) !== 'absent') deletedOnSource++;
      if (strangers.length < atMost) strangers.push(uid);
    }
    return { held, count, deletedOnSource, first: strangers };
  } catch (error) {
    if (isListingFailure(error)) return noStrangers;
    throw error;
  }
}

/** Of a run of changes alone, strangers are what the source deleted since and the target still has; each is asked for. */
async function deletedSince(
  work: TrackerWork,
  slice: TrackerSlice,
  atMost: number,
  passedOver: ReadonlySet<Uid>,
): Promise<Strangers> {
  const { signal, target } = work.context;
  const first: Uid[] = [];
  let count = 0;
  for await (const object of readDeletedObjects(work.source, slice, signal)) {
    const uid = uidOf(slice.type, object);
    if (passedOver.has(uid) || !(await target.hasTracker?.(slice.type, uid, signal))) continue;
    count++;
    if (first.length < atMost) first.push(uid);
  }
  // Only a bound of deletions wants to know how much the target holds.
  const held =
    count === 0 ? 0 : ((await countSlice({ ...work.target, updatedAfter: undefined }, slice, signal)) ?? count);
  return { held, count, deletedOnSource: count, first };
}

async function tableOf(type: TrackerSlice['type'], objects: AsyncIterable<TrackerObject>): Promise<RowTable> {
  const table = createRowTable();
  const lanes = createRowLanes();
  for await (const object of objects) table.add(fill(lanes, uidOf(type, object)));
  return table;
}

function fill(lanes: RowLanes, uid: Uid): RowLanes {
  lanes.keyA = textLaneA(uid);
  lanes.keyB = textLaneB(uid);
  lanes.contentA = 0;
  lanes.contentB = 0;
  return lanes;
}
