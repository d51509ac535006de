import { strict as assert } from 'node:assert';
import type { ListedTrackerType } from '../../model/instance.ts';
import { isRecord } from '../../model/is-record.ts';
import { type TrackerObject, type TrackerSelection, trackerUidKey } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import { partsOf } from '../archive-files.ts';
import type { TableName } from '../format/table-name.ts';
import { type OrgUnitPaths, textAt } from '../org-unit-paths.ts';
import { scanTable } from '../scan.ts';
import { type ArchiveContent, estimateRows } from './archive-content.ts';
import { startOf, trackerKey } from './tracker-tables.ts';

/**
 * Objects of one kind, by UID, flat and whole; relationships hang on what they start at where `fields` names them. An archive
 * does not keep when an object was changed, so that `updatedAfter` leaves nothing out.
 */
export async function* readTracker(
  content: ArchiveContent,
  type: ListedTrackerType,
  selection: TrackerSelection,
  signal: AbortSignal,
): AsyncGenerator<TrackerObject> {
  const { includeDeleted, fields = '' } = selection;
  const isBelow = placeTest(await content.places.paths(signal), selection);
  const isEnrolled = await enrolledTest(content, type, selection, signal);
  for (const table of tablesOf(content, type, selection)) {
    const relationships = fields.includes('relationships') ? relationshipsOf(content, type, signal) : undefined;
    for await (const object of objectsOf(content, table, type, signal)) {
      if (!isBelow(textAt(object, 'orgUnit')) || !isEnrolled(object)) continue;
      if (object.deleted === true && includeDeleted !== true) continue;
      const started = await relationships?.(textAt(object, trackerUidKey[type]));
      yield started === undefined ? object : { ...object, relationships: started };
    }
  }
}

/** An upper bound, and 0 only where there is nothing. */
export function countTracker(content: ArchiveContent, type: ListedTrackerType, selection: TrackerSelection): number {
  return tablesOf(content, type, selection).reduce((sum, table) => sum + estimateRows(content.files, table), 0);
}

function tablesOf(content: ArchiveContent, type: ListedTrackerType, selection: TrackerSelection): TableName[] {
  const { program, trackedEntityType } = selection;
  if (type !== 'trackedEntities' && program !== undefined) return [{ class: type, part: program }];
  if (type === 'trackedEntities' && trackedEntityType !== undefined) return [{ class: type, part: trackedEntityType }];
  return partsOf(content.files, type).map((part) => ({ class: type, part }));
}

/** Tracked entities of a program are those that have an enrollment in it. */
async function enrolledTest(
  content: ArchiveContent,
  type: ListedTrackerType,
  { program }: TrackerSelection,
  signal: AbortSignal,
): Promise<(object: TrackerObject) => boolean> {
  if (type !== 'trackedEntities' || program === undefined) return () => true;
  const enrolled = new Set<Uid>();
  const table = { class: 'enrollments', part: program };
  for await (const enrollment of objectsOf(content, table, 'enrollments', signal)) {
    if (enrollment.deleted !== true) enrolled.add(textAt(enrollment, 'trackedEntity'));
  }
  return (object) => enrolled.has(textAt(object, 'trackedEntity'));
}

function placeTest(
  paths: OrgUnitPaths,
  { orgUnit: root, ownOnly }: Pick<TrackerSelection, 'orgUnit' | 'ownOnly'>,
): (orgUnit: Uid) => boolean {
  if (ownOnly) return (orgUnit) => orgUnit === root;
  const top = paths.get(root);
  return (orgUnit) => {
    const path = paths.get(orgUnit);
    return top !== undefined && path !== undefined && (path === top || path.startsWith(`${top}/`));
  };
}

async function* objectsOf(
  { files }: ArchiveContent,
  table: TableName,
  type: ListedTrackerType | 'relationships',
  signal: AbortSignal,
): AsyncGenerator<TrackerObject> {
  const keyOf = (value: unknown) => trackerKey(type, value);
  for await (const { value } of scanTable(files, table, { keyOf, signal })) {
    assert(isRecord(value), `a line of ${type} that is no object`);
    yield value;
  }
}

/**
 * Gives what starts at an object. Both lists are in the order of the objects' UIDs, so that they are read side by side: the
 * objects have to be asked for in that order.
 */
function relationshipsOf(
  content: ArchiveContent,
  type: ListedTrackerType,
  signal: AbortSignal,
): (uid: Uid) => Promise<readonly TrackerObject[]> {
  const stream = objectsOf(content, { class: 'relationships', part: type }, 'relationships', signal);
  let waiting: Promise<IteratorResult<TrackerObject>> | undefined;
  return async (uid) => {
    const found: TrackerObject[] = [];
    while (true) {
      waiting ??= stream.next();
      const next = await waiting;
      if (next.done === true) return found;
      const start = startOf(next.value)?.uid ?? '';
      if (start > uid) return found;
      if (start === uid) found.push(next.value);
      waiting = undefined;
    }
  };
}
