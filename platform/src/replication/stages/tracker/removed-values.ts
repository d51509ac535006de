import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { valuesOf } from './import-form.ts';
import { recordsOf, textOf } from './object-access.ts';
import type { UsedElement } from './tracker-catalogue.ts';
import type { TrackerSlice } from './tracker-slice.ts';

/** 2.41 and later refuse any data value, even an empty one, for an event of another status (E1315). */
const statusesWithValues: ReadonlySet<unknown> = new Set(['ACTIVE', 'COMPLETED', 'VISITED']);

/**
 * An update with every value removed that the source does not have. An import leaves alone what its payload leaves out,
 * and removes what is sent as null (API.md §9.3); removing what is not there does nothing (2.40.1 and 2.42.4.1,
 * AbstractTrackerPersister and EventPersister). Mandatory values are not removed: the target would refuse all (E1076).
 */
export function withRemovedValues(
  object: TrackerObject,
  slice: TrackerSlice,
  toTargetUid: (uid: Uid) => Uid,
): TrackerObject {
  const place = valuesOf(slice.type);
  if (place === undefined) return object;
  if (slice.type === 'events' && !statusesWithValues.has(object.status)) return object;
  const values = recordsOf(object, place.list);
  const present = new Set(values.map((item) => textOf(item, place.key)));
  const removed = usedElements(object, slice)
    .filter(({ mandatory }) => !mandatory)
    .map(({ uid }) => toTargetUid(uid))
    .filter((uid) => !present.has(uid))
    .map((uid) => ({ [place.key]: uid, value: null }));
  return removed.length === 0 ? object : { ...object, [place.list]: [...values, ...removed] };
}

/** Says of an object's values which of them an import removes, by the target's UIDs. */
export function createRemovable(
  slice: TrackerSlice,
  toTargetUid: (uid: Uid) => Uid,
): (object: TrackerObject) => ReadonlySet<Uid> {
  const known = new Map<readonly UsedElement[], ReadonlySet<Uid>>();
  const none: ReadonlySet<Uid> = new Set();
  return (object) => {
    if (slice.type === 'events' && !statusesWithValues.has(object.status)) return none;
    const used = usedElements(object, slice);
    const found = known.get(used);
    if (found !== undefined) return found;
    const made = new Set(used.filter(({ mandatory }) => !mandatory).map(({ uid }) => toTargetUid(uid)));
    known.set(used, made);
    return made;
  };
}

function usedElements(object: TrackerObject, slice: TrackerSlice): readonly UsedElement[] {
  if (slice.trackedEntityType !== undefined) return slice.trackedEntityType.attributes;
  if (slice.type === 'enrollments') return slice.program?.ownAttributes ?? [];
  const stages = slice.program?.stages ?? new Map();
  const named = textOf(object, 'programStage');
  const stage = named === undefined && stages.size === 1 ? [...stages.values()][0] : stages.get(named ?? '');
  return stage?.dataElements ?? [];
}
