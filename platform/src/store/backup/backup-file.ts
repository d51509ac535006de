import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { pipeline as connect } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { damaged } from './read-backup.ts';

/**
 * Writes a gzip file that only its owner reads, and gives it its name when all of it is on the disk.
 * @throws PlatformError FILE_UNWRITABLE, also where there is such a file already.
 */
export async function writeBackupFile<T>(
  file: string,
  produce: (write: (line: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const draft = `${file}.${randomUUID()}.partial`;
  try {
    await assertFree(file);
    const handle = await open(draft, 'wx', 0o600);
    const gzip = createGzip();
    const written = pipeline(gzip, handle.createWriteStream({ flush: true }));
    // What fails on the disk is thrown below, once.
    written.catch((error: unknown) => gzip.destroy(error instanceof Error ? error : new Error(String(error))));
    const result = await produce(async (line) => {
      if (!gzip.write(`${line}\n`)) await once(gzip, 'drain');
    }).catch((error: unknown) => {
      gzip.destroy();
      throw error;
    });
    gzip.end();
    await written;
    await rename(draft, file);
    return result;
  } catch (error) {
    await rm(draft, { force: true });
    if (isSystemError(error)) throw unwritable(file, error);
    throw error;
  }
}

async function assertFree(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new PlatformError('FILE_UNWRITABLE', { args: { file, reason: 'EEXIST' } });
}

/**
 * The lines of such a file; other line breaks than the line feed are part of a line.
 * @throws PlatformError FILE_UNREADABLE, or BACKUP_DAMAGED where it is no gzip file, or half of one.
 */
export async function* readBackupFile(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  // What fails on the way is thrown by the loop; a reader who has seen enough and leaves is no failure.
  const contents = connect(createReadStream(file), createGunzip(), () => undefined);
  try {
    for await (const chunk of contents) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } catch (cause) {
    if (cause instanceof PlatformError) throw cause;
    if (isSystemError(cause)) {
      throw new PlatformError('FILE_UNREADABLE', { args: { file, reason: cause.code }, cause });
    }
    throw damaged('the file is not whole', cause);
  }
  if (rest !== '') throw damaged('its last line is not whole');
}

/** Of the operating system, not of a library. */
function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

function unwritable(file: string, cause: Error & { readonly code: string }): PlatformError {
  return new PlatformError('FILE_UNWRITABLE', { args: { file, reason: cause.code }, cause });
}
