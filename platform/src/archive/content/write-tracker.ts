import type { ImportError, ImportReport } from '../../model/import-report.ts';
import type { TrackerImportOptions } from '../../model/instance.ts';
import {
  type TrackerObject,
  type TrackerPayload,
  type TrackerType,
  trackerTypes,
  trackerUidKey,
} from '../../model/tracker-objects.ts';
import { partsOf } from '../archive-files.ts';
import { canonicalLine } from '../format/canonical-line.ts';
import { asciiKey, type TableName } from '../format/table-name.ts';
import type { Change } from '../journal.ts';
import { textAt } from '../org-unit-paths.ts';
import { onlyKey, scanTable } from '../scan.ts';
import type { ArchiveContent } from './archive-content.ts';
import { lacking, notInArchive } from './refusal.ts';
import { homeOf, trackerKey, trackerTable } from './tracker-tables.ts';

type TableChange = readonly [TableName, Change];

/** Takes flat lists of objects, each as a whole: what an object does not say is not there any more. */
export async function importTracker(
  content: ArchiveContent,
  payload: TrackerPayload,
  options: TrackerImportOptions,
): Promise<ImportReport> {
  const changes: TableChange[] = [];
  const errors: ImportError[] = [];
  for (const type of trackerTypes) {
    for (const [index, object] of (payload[type] ?? []).entries()) {
      if (options.importStrategy === 'DELETE') {
        changes.push(...(await deletionsOf(content, type, object, options.signal)));
        continue;
      }
      const error = await errorOf(content, type, object, options.signal);
      const table = trackerTable(type, object);
      if (error !== undefined) errors.push({ type, index, uid: textAt(object, trackerUidKey[type]), ...error });
      else if (table !== undefined) changes.push([table, changeTo(type, withoutRemovedValues(object))]);
    }
  }
  if (options.validateOnly !== true && changes.length > 0) (await content.files.openForWriting()).write(changes);
  return reportOf(changes.length, errors);
}

function changeTo(type: TrackerType, object: TrackerObject): Change {
  return { key: trackerKey(type, object), line: canonicalLine(object) };
}

/** What an object hangs on has to be there: nobody could find it otherwise. */
async function errorOf(
  { places, metadataUids }: ArchiveContent,
  type: TrackerType,
  object: TrackerObject,
  signal: AbortSignal,
): Promise<Pick<ImportError, 'code' | 'message'> | undefined> {
  if (type === 'relationships') {
    return trackerTable(type, object) ? undefined : { code: notInArchive, message: 'it starts at nothing' };
  }
  const home = textAt(object, homeOf[type].key);
  const orgUnit = textAt(object, 'orgUnit');
  if (!(await metadataUids.of(homeOf[type].type, signal)).has(home)) {
    return { code: notInArchive, message: lacking(homeOf[type].type, home) };
  }
  if ((await places.paths(signal)).has(orgUnit)) return undefined;
  return { code: notInArchive, message: lacking('organisationUnits', orgUnit) };
}

/** A value that is sent as null is one to remove (API.md §9.3). */
function withoutRemovedValues(object: TrackerObject): TrackerObject {
  const kept = (list: unknown) =>
    Array.isArray(list) ? list.filter((item: unknown) => Object(item).value !== null) : undefined;
  const [attributes, dataValues] = [kept(object.attributes), kept(object.dataValues)];
  return { ...object, ...(attributes && { attributes }), ...(dataValues && { dataValues }) };
}

/** The object as a deleted one, wherever it is: a deletion names no more than its UID. */
async function deletionsOf(
  { files }: ArchiveContent,
  type: TrackerType,
  object: TrackerObject,
  signal: AbortSignal,
): Promise<TableChange[]> {
  const uid = textAt(object, trackerUidKey[type]);
  const keyOf = (value: unknown) => trackerKey(type, value);
  // The keys of relationships begin with what they start at.
  const ranges = type === 'relationships' ? undefined : [onlyKey(asciiKey(uid))];
  const changes: TableChange[] = [];
  for (const part of partsOf(files, type)) {
    const table = { class: type, part };
    for await (const { value } of scanTable(files, table, { keyOf, ranges, signal })) {
      if (textAt(value, trackerUidKey[type]) === uid)
        changes.push([table, changeTo(type, { ...Object(value), deleted: true })]);
    }
  }
  return changes;
}

function reportOf(taken: number, errors: readonly ImportError[]): ImportReport {
  const stats = { created: taken, updated: 0, deleted: 0, ignored: errors.length, total: taken + errors.length };
  const status = errors.length === 0 ? 'OK' : 'ERROR';
  return { status, stats, errors, warnings: [], detailed: true, httpStatus: 200 };
}
