import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { ComparisonTable } from './comparison-table.ts';
import { toImportForm } from './import-form.ts';
import { relationshipItemOf, uidOf } from './object-access.ts';
import { readSlice } from './read-slice.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';

/**
 * Looks on the target, by UID, for those of the source's objects that it does not show where the part of a slice lists them:
 * it may hold them with another owner or org unit. Adds what there is to the table, and says how many there are.
 */
export async function addElsewhere(
  work: TrackerWork,
  slice: TrackerSlice,
  table: ComparisonTable,
  objects: readonly TrackerObject[],
): Promise<number> {
  const { elsewhere, type } = slice;
  if (elsewhere === undefined) return 0;
  const absent = new Map<Uid, Uid>();
  for (const source of objects) {
    const object = toImportForm(source, { slice, toTargetUid: work.target.toItsUid });
    if (table.compare(object) === 'absent') absent.set(uidOf(type, object), listedAs(slice, object));
  }
  if (absent.size === 0) return 0;
  const uids = [...new Set(absent.values())];
  let found = 0;
  for await (const object of readSlice({ ...work.target, only: () => uids }, elsewhere, work.context.signal)) {
    if (!absent.delete(uidOf(type, object))) continue;
    table.add(object);
    found++;
  }
  return found;
}

/** What a listing shows it by: itself, or the object that a relationship starts at. */
function listedAs({ type }: TrackerSlice, object: TrackerObject): Uid {
  if (type !== 'relationships') return uidOf(type, object);
  return relationshipItemOf(object, 'from')?.uid ?? '';
}
