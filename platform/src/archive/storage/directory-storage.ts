import { randomBytes } from 'node:crypto';
import { mkdir, open, opendir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { BlobStorage } from './blob-storage.ts';

/** An archive holds personal data: nobody but its owner reads it. */
const fileMode = 0o600;
const directoryMode = 0o700;

/** What a blob is called until it is whole. */
const unfinishedEnding = '.part';

/** A directory as storage. It is made when the first blob is put. */
export function createDirectoryStorage(directory: string): BlobStorage {
  const pathOf = (name: string) => join(directory, ...name.split('/'));
  return {
    address: directory,
    put: (name, bytes) => guarded(pathOf(name), 'written', () => writeWhole(pathOf(name), bytes)),
    get: (name) => guarded(pathOf(name), 'read', () => readFile(pathOf(name)).catch(orUndefined('ENOENT', 'ENOTDIR'))),
    list: (prefix) => listBelow(directory, prefix),
    rename: (from, to) =>
      guarded(pathOf(to), 'written', async () => {
        await makeDirectory(dirname(pathOf(to)));
        await rename(pathOf(from), pathOf(to));
      }),
    remove: (name) => guarded(pathOf(name), 'removed', () => rm(pathOf(name), { force: true })),
  };
}

/** Makes a directory and those above it, for its owner alone. */
export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: directoryMode });
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await makeDirectory(dirname(path));
  const unfinished = `${path}.${randomBytes(4).toString('hex')}${unfinishedEnding}`;
  try {
    const file = await open(unfinished, 'wx', fileMode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* listBelow(directory: string, prefix: string): AsyncGenerator<string> {
  const entries = await opendir(directory, { recursive: true }).catch(orUndefined('ENOENT', 'ENOTDIR'));
  if (entries === undefined) return;
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    const name = relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (name.startsWith(prefix)) yield name;
  }
}

function orUndefined(...codes: readonly string[]) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}

async function guarded<T>(file: string, step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('ARCHIVE_FILE_FAILED', { args: { file, step, reason }, cause });
  }
}
