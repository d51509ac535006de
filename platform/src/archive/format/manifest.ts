import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { BlobStorage } from '../storage/blob-storage.ts';
import { canonicalLine } from './canonical-line.ts';
import { sha256Of, sliceSchema } from './slice-file.ts';
import { metadataClass } from './table-name.ts';

export const manifestName = 'manifest.json';
export const formatVersion = 1;

const tableSchema = z.object({ class: z.string(), part: z.string(), slices: z.array(sliceSchema) });
export type Table = z.infer<typeof tableSchema>;

/** What an archive says of itself. Described in docs/archive.md, which changes with it. */
const manifestSchema = z.object({
  format: z.literal('relais-archive'),
  formatVersion: z.literal(formatVersion),
  state: z.enum(['unfinished', 'finished']),
  /** How the slices are ciphered: not yet. */
  encryption: z.null(),
  /** The instance that it holds, and its clock when the writing began. */
  source: z.object({
    name: z.string(),
    address: z.string(),
    release: z.string(),
    systemId: z.string().optional(),
    systemName: z.string().optional(),
    serverDate: z.string().optional(),
    serverTimeZone: z.string().optional(),
    /** Kinds of entries that the instance lets one read. */
    entryKinds: z.array(z.string()),
  }),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** Metadata types and classes of data that were written; null when everything was. */
  holds: z.array(z.string()).nullable(),
  /** Whether only a part of these was chosen: a program, a subtree, a year. */
  isPart: z.boolean(),
  /** The instance's own `/api/schemas`, a line for each type: without it its objects cannot be read. */
  schemas: z.array(sliceSchema),
  /** Lines by metadata type and by class. */
  counts: z.record(z.string(), z.number().int()),
  tables: z.array(tableSchema),
  /** Of this manifest without this field: through the digests of the slices, of the whole archive. */
  sha256: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const versionSchema = z.looseObject({ format: z.literal('relais-archive'), formatVersion: z.number() });

/**
 * The manifest of an archive; undefined where there is none.
 * @throws PlatformError ARCHIVE_DAMAGED, ARCHIVE_FORMAT_UNKNOWN.
 */
export async function readManifest(storage: BlobStorage): Promise<Manifest | undefined> {
  const bytes = await storage.get(manifestName);
  if (bytes === undefined) return undefined;
  const directory = storage.address;
  const damaged = (reason: string, cause?: unknown) =>
    new PlatformError('ARCHIVE_DAMAGED', { args: { directory, file: manifestName, reason }, cause });
  const json = parseJson(bytes, (cause) => damaged('it is no JSON', cause));
  const version = versionSchema.safeParse(json);
  if (version.success && version.data.formatVersion !== formatVersion) {
    throw new PlatformError('ARCHIVE_FORMAT_UNKNOWN', { args: { directory, version: version.data.formatVersion } });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw damaged(z.prettifyError(parsed.error), parsed.error);
  if (digestOfManifest(parsed.data) !== parsed.data.sha256) throw damaged('it is not as it was written');
  return parsed.data;
}

function parseJson(bytes: Buffer, failure: (cause: unknown) => PlatformError): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw failure(cause);
  }
}

/** Stores a manifest with its counts and its digest; gives it back as it was stored. */
export async function writeManifest(
  storage: BlobStorage,
  manifest: Omit<Manifest, 'sha256' | 'counts'>,
): Promise<Manifest> {
  // Parsed, so that its fields are always in the same order.
  const counted = manifestSchema.parse({ ...manifest, counts: countsOf(manifest.tables), sha256: '' });
  const complete = { ...counted, sha256: digestOfManifest(counted) };
  await storage.put(manifestName, Buffer.from(`${JSON.stringify(complete, undefined, 1)}\n`));
  return complete;
}

function digestOfManifest({ sha256: _, ...manifest }: Manifest): string {
  return sha256Of(canonicalLine(manifest));
}

function countsOf(tables: readonly Table[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { class: ofClass, part, slices } of tables) {
    const name = ofClass === metadataClass ? part : ofClass;
    counts[name] = (counts[name] ?? 0) + slices.reduce((sum, { rows }) => sum + rows, 0);
  }
  return counts;
}
