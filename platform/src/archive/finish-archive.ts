import type { FinishedWriting, InstanceReader } from '../model/instance.ts';
import { type TrackerType, trackerTypes } from '../model/tracker-objects.ts';
import { type ArchiveContent, metadataKey } from './content/archive-content.ts';
import { entryKey } from './content/entries.ts';
import { fileKey, filesTable } from './content/files.ts';
import { trackerKey } from './content/tracker-tables.ts';
import { writeSchemas } from './format/schemas.ts';
import { metadataClass, type TableName } from './format/table-name.ts';
import { placedClasses } from './org-unit-paths.ts';
import { originOf } from './origin.ts';
import { type KeyOf, sealArchive } from './seal.ts';

/**
 * Closes what a run has written: its journal becomes slices, and the manifest says that the archive is finished. One that
 * nothing was written to stays as it is, to the byte.
 */
export async function finishArchive(
  { files, places }: ArchiveContent,
  source: InstanceReader,
  { signal, only, isPart }: FinishedWriting,
): Promise<void> {
  const before = files.manifest();
  const isUntouched = files.journal() === undefined && before.state === 'finished';
  const holds = union(before.holds, only);
  const isStillPart = isPart ? before.isPart || before.holds?.length === 0 : before.isPart && only !== undefined;
  if (isUntouched && before.isPart === isStillPart && sameHolds(before.holds, holds)) return;
  await files.openForWriting();
  const placed = await Promise.all(
    placedClasses.map(async (name) => [name, await places.keyOf(name, signal)] as const),
  );
  const byClass = new Map<string, KeyOf>([
    [metadataClass, metadataKey],
    ...placed,
    ...trackerTypes.map(ofTracker),
    [filesTable.class, fileKey],
  ]);
  const keyOfTable = (table: TableName): KeyOf => byClass.get(table.class) ?? entryKey;
  const schemas = await writeSchemas(files.storage, source.facts.schemas, before.schemas);
  const finishedAt = new Date().toISOString();
  const next = {
    ...files.manifest(),
    state: 'finished' as const,
    finishedAt,
    holds,
    isPart: isStillPart,
    schemas,
    source: originOf(source),
  };
  await sealArchive(files, next, keyOfTable, signal);
}

function ofTracker(type: TrackerType): readonly [string, KeyOf] {
  return [type, (value) => trackerKey(type, value)];
}

/** Null is everything. */
function union(before: readonly string[] | null, only: readonly string[] | undefined): string[] | null {
  return before === null || only === undefined ? null : [...new Set([...before, ...only])].sort();
}

function sameHolds(before: readonly string[] | null, after: readonly string[] | null): boolean {
  return before?.join() === after?.join();
}
