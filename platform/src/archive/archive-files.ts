import { join } from 'node:path';
import { PlatformError } from '../model/errors/platform-error.ts';
import { type Manifest, readManifest, type Table, writeManifest } from './format/manifest.ts';
import { isSameTable, type TableName, tableKey } from './format/table-name.ts';
import { hasJournal, type Journal, openJournal, removeJournal } from './journal.ts';
import type { BlobStorage } from './storage/blob-storage.ts';
import { createDirectoryStorage, makeDirectory } from './storage/directory-storage.ts';

/** The manifest of an archive that does not exist yet. */
export type NewManifest = Omit<Manifest, 'sha256' | 'counts'>;

/** The files of one archive: what its manifest says, and, while a run writes it, a journal over that. */
export interface ArchiveFiles {
  readonly storage: BlobStorage;
  /** What the slices hold; of a new archive nothing. */
  manifest(): Manifest | NewManifest;
  /** The slices of a table; none where the journal has all of it. */
  slicesOf(table: TableName): Table['slices'];
  /** Tables of a class that have slices. */
  tablesOf(ofClass: string): readonly Table[];
  /** What was written and is in no slice yet; undefined while nothing was. */
  journal(): Journal | undefined;
  /** The journal to write to. The first call makes the archive unfinished. */
  openForWriting(): Promise<Journal>;
  /** Puts another manifest in the place of the one that was, and lets go of the journal, which it holds by now. */
  conclude(manifest: NewManifest): Promise<void>;
  /** Lets go of the files. What was written stays. */
  close(): void;
}

/** The state of an archive's directory, as far as it shows without opening anything. */
export interface FoundArchive {
  readonly storage: BlobStorage;
  readonly manifest: Manifest | undefined;
  readonly journalPath: string;
  /** A run has begun to write, and did not end. */
  readonly isUnfinished: boolean;
}

/**
 * Looks at a directory.
 * @throws PlatformError ARCHIVE_DAMAGED, ARCHIVE_FORMAT_UNKNOWN, and ARCHIVE_DIRECTORY_NOT_EMPTY for one that holds something else.
 */
export async function findArchive(directory: string): Promise<FoundArchive> {
  const storage = createDirectoryStorage(directory);
  const journalPath = join(directory, 'journal.sqlite');
  const manifest = await readManifest(storage);
  if (manifest === undefined) {
    for await (const name of storage.list('')) {
      throw new PlatformError('ARCHIVE_DIRECTORY_NOT_EMPTY', { args: { directory }, cause: name });
    }
  }
  const isUnfinished = manifest !== undefined && (manifest.state === 'unfinished' || hasJournal(journalPath));
  return { storage, manifest, journalPath, isUnfinished };
}

/** Opens the files of an archive; of one that does not exist with the manifest that it is to begin with. */
export async function openArchiveFiles(found: FoundArchive, beginning: NewManifest): Promise<ArchiveFiles> {
  const { storage, journalPath } = found;
  let manifest: Manifest | NewManifest = found.manifest ?? beginning;
  let tables = tablesByKey(manifest);
  let exists = found.manifest !== undefined;
  let journal = exists && hasJournal(journalPath) ? await openJournal(journalPath) : undefined;
  let opening: Promise<Journal> | undefined;

  async function begin(): Promise<Journal> {
    if (!exists) {
      await makeDirectory(storage.address);
      manifest = await writeManifest(storage, manifest);
      exists = true;
    }
    journal = await openJournal(journalPath);
    return journal;
  }

  return {
    storage,
    manifest: () => manifest,
    slicesOf: (table) => (journal?.isWhole(table) ? [] : (tables.get(tableKey(table))?.slices ?? [])),
    tablesOf: (ofClass) => manifest.tables.filter((table) => table.class === ofClass),
    journal: () => journal,
    openForWriting: async () => {
      if (journal !== undefined) return journal;
      opening ??= begin();
      return opening;
    },
    conclude: async (next) => {
      manifest = await writeManifest(storage, next);
      tables = tablesByKey(manifest);
      journal?.close();
      journal = undefined;
      opening = undefined;
      exists = true;
      await removeJournal(journalPath);
    },
    close: () => {
      journal?.close();
      journal = undefined;
    },
  };
}

function tablesByKey({ tables }: NewManifest): Map<string, Table> {
  return new Map(tables.map((table) => [tableKey(table), table]));
}

/** All tables of a class, with slices or in the journal only, by part. */
export function partsOf(files: ArchiveFiles, ofClass: string): string[] {
  const parts = new Set(files.tablesOf(ofClass).map(({ part }) => part));
  for (const table of files.journal()?.tables(ofClass) ?? []) parts.add(table.part);
  return [...parts].sort();
}

/** The row of a table in a manifest. */
export function findTable(manifest: NewManifest, table: TableName): Table | undefined {
  return manifest.tables.find((each) => isSameTable(each, table));
}
