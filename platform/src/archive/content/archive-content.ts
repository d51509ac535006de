import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { ArchiveFiles } from '../archive-files.ts';
import { asciiKey, metadataClass, type TableName } from '../format/table-name.ts';
import { idOf, type OrgUnitPlaces } from '../org-unit-paths.ts';
import { scanTable } from '../scan.ts';

/** What reading and writing of each class is given. */
export interface ArchiveContent {
  readonly files: ArchiveFiles;
  readonly places: OrgUnitPlaces;
  readonly metadataUids: MetadataUids;
}

/** The UIDs of the metadata that an archive holds, by type, for those who refer to them. */
export interface MetadataUids {
  of(type: MetadataType, signal: AbortSignal): Promise<ReadonlySet<Uid>>;
  /** Objects of the type were written. */
  forget(type: MetadataType): void;
}

export function createMetadataUids(files: ArchiveFiles): MetadataUids {
  const known = new Map<MetadataType, Promise<ReadonlySet<Uid>>>();
  return {
    of: (type, signal) => {
      const reading = known.get(type) ?? readUids(files, type, signal);
      known.set(type, reading);
      reading.catch(() => known.delete(type));
      return reading;
    },
    forget: (type) => known.delete(type),
  };
}

async function readUids(files: ArchiveFiles, type: MetadataType, signal: AbortSignal): Promise<ReadonlySet<Uid>> {
  const uids = new Set<Uid>();
  for await (const { value } of scanTable(files, metadataTable(type), { keyOf: metadataKey, signal })) {
    uids.add(idOf(value));
  }
  return uids;
}

export function metadataTable(type: MetadataType): TableName {
  return { class: metadataClass, part: type };
}

/** Metadata objects are in the order of their UIDs. */
export function metadataKey(object: unknown): string {
  return asciiKey(idOf(object));
}

/** Lines of a table: a number that is exact where no run is writing, and else counts some twice. */
export function estimateRows(files: ArchiveFiles, table: TableName): number {
  const inSlices = files.slicesOf(table).reduce((sum, { rows }) => sum + rows, 0);
  const journal = files.journal();
  if (journal === undefined || !journal.hasChanges(table)) return inSlices;
  return inSlices + [...journal.changes(table)].filter(({ line }) => line !== undefined).length;
}

/** Lines of a table, counted. */
export async function countRows(
  files: ArchiveFiles,
  table: TableName,
  keyOf: (value: unknown) => string,
  signal: AbortSignal,
): Promise<number> {
  if (files.journal()?.hasChanges(table) !== true) return estimateRows(files, table);
  let count = 0;
  for await (const _ of scanTable(files, table, { keyOf, signal })) count += 1;
  return count;
}
