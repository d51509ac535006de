import { PlatformError } from '../model/errors/platform-error.ts';
import { findArchive, openArchiveFiles } from './archive-files.ts';
import { filesTable, readContent } from './content/files.ts';
import type { Manifest, Table } from './format/manifest.ts';
import { readSlice } from './format/slice-file.ts';
import { isSameTable } from './format/table-name.ts';

/** What was found of an archive's files. */
export interface ArchiveCheck {
  readonly manifest: Manifest;
  /** A run has begun to write, and did not end. */
  readonly isUnfinished: boolean;
  /** Files whose bytes were looked at, the manifest among them, and their size. */
  readonly checkedFiles: number;
  readonly checkedBytes: number;
  readonly damaged: readonly DamagedFile[];
}

export interface DamagedFile {
  readonly file: string;
  readonly reason: string;
}

/**
 * Reads every slice and every file of an archive, and compares it with the digests in its manifest.
 * @throws PlatformError ARCHIVE_NOT_FOUND, ARCHIVE_FORMAT_UNKNOWN, and ARCHIVE_DAMAGED where the manifest itself is damaged.
 */
export async function checkArchive(directory: string, signal: AbortSignal): Promise<ArchiveCheck> {
  const found = await findArchive(directory);
  const { manifest, storage, isUnfinished } = found;
  if (manifest === undefined) throw new PlatformError('ARCHIVE_NOT_FOUND', { args: { directory } });
  const files = await openArchiveFiles({ ...found, journalPath: '' }, manifest);
  const damaged: DamagedFile[] = [];
  let [checkedFiles, checkedBytes] = [1, 0];
  const check = async (look: () => Promise<number>): Promise<void> => {
    signal.throwIfAborted();
    checkedFiles += 1;
    try {
      checkedBytes += await look();
    } catch (error) {
      damaged.push(damageOf(error));
    }
  };
  const named: string[] = [];
  for (const table of [schemasTable(manifest), ...manifest.tables]) {
    for (const slice of table.slices) {
      await check(async () => {
        const lines = await readSlice(storage, slice);
        if (isSameTable(table, filesTable)) named.push(...lines);
        return slice.storedBytes;
      });
    }
  }
  for (const line of named) await check(async () => (await readContent(files, JSON.parse(line))).length);
  files.close();
  return { manifest, isUnfinished, checkedFiles, checkedBytes, damaged };
}

function schemasTable({ schemas }: Manifest): Table {
  return { class: 'schemas', part: 'all', slices: schemas };
}

function damageOf(error: unknown): DamagedFile {
  if (!(error instanceof PlatformError) || error.code !== 'ARCHIVE_DAMAGED') throw error;
  return { file: String(error.args.file), reason: String(error.args.reason) };
}
