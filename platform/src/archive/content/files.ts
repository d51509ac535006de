import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { FileReader, FileUpload, FileWriter } from '../../model/file-resource.ts';
import type { Uid } from '../../model/uid.ts';
import type { ArchiveFiles } from '../archive-files.ts';
import { canonicalLine } from '../format/canonical-line.ts';
import { sha256Of } from '../format/slice-file.ts';
import { asciiKey, type TableName } from '../format/table-name.ts';
import { textAt } from '../org-unit-paths.ts';
import { onlyKey, scanTable } from '../scan.ts';

/** What is said of each file, a line each; its bytes are a blob of their own. */
export const filesTable: TableName = { class: 'files', part: 'all' };

const fileSchema = z.object({
  uid: z.string(),
  name: z.string(),
  contentType: z.string(),
  contentLength: z.number(),
  contentMd5: z.string(),
  domain: z.string(),
  blob: z.string(),
  sha256: z.string(),
});
type ArchivedFile = z.infer<typeof fileSchema>;

/** Files by UID, their bytes as they were given. */
export function openFiles(files: ArchiveFiles): FileReader & FileWriter {
  return {
    keepsUids: true,
    redraws: () => false,
    find: async (uid, signal) => {
      const file = await findFile(files, uid, signal);
      if (file === undefined) return undefined;
      const { blob: _, sha256: __, ...resource } = file;
      return { ...resource, isStored: true };
    },
    read: async ({ uid }, _holder, signal) => {
      const file = await findFile(files, uid, signal);
      if (file === undefined) return { code: 'HTTP_404', message: `the archive holds no file ${uid}` };
      return readContent(files, file);
    },
    upload: async (upload) => {
      await storeFile(files, upload);
      return undefined;
    },
  };
}

export function fileKey(file: unknown): string {
  return asciiKey(textAt(file, 'uid'));
}

/**
 * The bytes of a file that a line of the table speaks of.
 * @throws PlatformError ARCHIVE_DAMAGED.
 */
export async function readContent({ storage }: ArchiveFiles, line: unknown): Promise<Buffer> {
  const { blob, sha256 } = fileSchema.parse(line);
  const bytes = await storage.get(blob);
  if (bytes !== undefined && sha256Of(bytes) === sha256) return bytes;
  const reason = bytes === undefined ? 'missing' : 'its bytes are not those that were written';
  throw new PlatformError('ARCHIVE_DAMAGED', { args: { directory: storage.address, file: blob, reason } });
}

async function findFile(files: ArchiveFiles, uid: Uid, signal: AbortSignal): Promise<ArchivedFile | undefined> {
  const ranges = [onlyKey(asciiKey(uid))];
  for await (const { value } of scanTable(files, filesTable, { keyOf: fileKey, ranges, signal })) {
    return fileSchema.parse(value);
  }
  return undefined;
}

async function storeFile(files: ArchiveFiles, { uid, domain, name, contentType, content }: FileUpload): Promise<void> {
  const journal = await files.openForWriting();
  const sha256 = sha256Of(content);
  const blob = `files/content/${sha256}`;
  await files.storage.put(blob, content);
  const contentMd5 = createHash('md5').update(content).digest('hex');
  const file: ArchivedFile = {
    uid,
    name,
    contentType,
    contentLength: content.length,
    contentMd5,
    domain,
    blob,
    sha256,
  };
  journal.write([[filesTable, { key: fileKey(file), line: canonicalLine(file) }]]);
}
