import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import { fileInZip } from './zip-archive.ts';

/** An app's archive in a folder, and what its manifest says. */
export interface AppArchive {
  readonly file: string;
  readonly name: string;
  readonly version: string;
}

const manifestSchema = z.looseObject({ name: z.string(), version: z.string() });

/**
 * The apps whose archives lie in a folder: zip files with a `manifest.webapp`. Others are passed over.
 * @throws PlatformError APPS_FOLDER_UNREADABLE.
 */
export async function findAppArchives(folder: string): Promise<readonly AppArchive[]> {
  try {
    const files = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.zip')).sort();
    const archives: AppArchive[] = [];
    for (const name of files) {
      const file = join(folder, name);
      const manifest = manifestOf(await readFile(file));
      if (manifest !== undefined) archives.push({ file, ...manifest });
    }
    return archives;
  } catch (cause) {
    throw new PlatformError('APPS_FOLDER_UNREADABLE', { args: { folder }, cause });
  }
}

function manifestOf(archive: Buffer): { name: string; version: string } | undefined {
  const text = fileInZip(archive, 'manifest.webapp')?.toString('utf8');
  if (text === undefined) return undefined;
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  return parsed.success ? { name: parsed.data.name, version: parsed.data.version } : undefined;
}
