import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { BlobStorage } from '../storage/blob-storage.ts';

/** A slice is cut when it has so many bytes: it is read, checked and unpacked as one piece. One longer line is a slice alone. */
export const sliceBytes = 1024 * 1024;

/** A slice as the manifest names it. */
export const sliceSchema = z.object({
  name: z.string(),
  /** Keys of its first and last line. */
  first: z.string(),
  last: z.string(),
  rows: z.number().int(),
  /** Bytes before and after compression. */
  bytes: z.number().int(),
  storedBytes: z.number().int(),
  /** Of the lines, each with its line feed, and of the bytes as they are stored. */
  sha256: z.string(),
  storedSha256: z.string(),
});
export type Slice = z.infer<typeof sliceSchema>;

/** A line and the key that it is found by. */
export interface KeyedLine {
  readonly key: string;
  readonly line: string;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 6, [constants.ZSTD_c_checksumFlag]: 1 } };

/**
 * Stores lines as one slice in a folder, under a name made of their digest: a slice is never changed, it is replaced by
 * another. `known` gives the slice that holds the same already, which is then not written again. Its keys may be others by now:
 * those of data values follow their org units, which move.
 */
export async function writeSlice(
  storage: BlobStorage,
  folder: string,
  lines: readonly KeyedLine[],
  known: (sha256: string) => Slice | undefined = () => undefined,
): Promise<Slice> {
  const content = Buffer.from(`${lines.map(({ line }) => line).join('\n')}\n`);
  const sha256 = sha256Of(content);
  const same = known(sha256);
  const keys = { first: lines[0]?.key ?? '', last: lines.at(-1)?.key ?? '' };
  if (same !== undefined) return { ...same, ...keys };
  const stored = await compress(content, compression);
  const name = `${folder}/${sha256.slice(0, 24)}.ndjson.zst`;
  await storage.put(name, stored);
  return {
    name,
    ...keys,
    rows: lines.length,
    bytes: content.length,
    storedBytes: stored.length,
    sha256,
    storedSha256: sha256Of(stored),
  };
}

/**
 * The lines of a slice, none before all of its bytes were found to be those that were written.
 * @throws PlatformError ARCHIVE_DAMAGED.
 */
export async function readSlice(storage: BlobStorage, slice: Slice): Promise<string[]> {
  const damaged = (reason: string, cause?: unknown) =>
    new PlatformError('ARCHIVE_DAMAGED', { args: { directory: storage.address, file: slice.name, reason }, cause });
  const stored = await storage.get(slice.name);
  if (stored === undefined) throw damaged('missing');
  if (sha256Of(stored) !== slice.storedSha256) throw damaged('its bytes are not those that were written');
  // One buffer of the right size, instead of many small ones that are put together.
  const chunkSize = Math.max(1024, slice.bytes + 1);
  const content = await decompress(stored, { chunkSize, maxOutputLength: chunkSize }).catch((cause: unknown) => {
    throw damaged('it cannot be unpacked', cause);
  });
  if (sha256Of(content) !== slice.sha256) throw damaged('its lines are not those that were written');
  return content.subarray(0, -1).toString('utf8').split('\n');
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
