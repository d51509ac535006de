import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { AccountFacts, InstanceFacts, InstanceReader, WritableInstance } from '../model/instance.ts';
import { noMaintenance } from '../model/maintenance.ts';
import { type ArchiveFiles, type FoundArchive, findArchive, openArchiveFiles } from './archive-files.ts';
import {
  type ArchiveContent,
  countRows,
  createMetadataUids,
  metadataKey,
  metadataTable,
} from './content/archive-content.ts';
import { importCompleteness, readCompleteness } from './content/completeness.ts';
import { importDataValues, readDataValues } from './content/data-values.ts';
import { openEntries } from './content/entries.ts';
import { openFiles } from './content/files.ts';
import { importMetadata, readMetadata } from './content/metadata.ts';
import { placedKeys } from './content/placed-keys.ts';
import { countTracker, readTracker } from './content/read-tracker.ts';
import { importTracker } from './content/write-tracker.ts';
import { finishArchive } from './finish-archive.ts';
import { readSchemas, withoutDemands } from './format/schemas.ts';
import { createOrgUnitPlaces } from './org-unit-paths.ts';
import { assertSameOrigin, emptyManifest, originOf } from './origin.ts';

/** An archive that is open: an instance like any other. */
export interface OpenArchive extends WritableInstance {
  close(): Promise<void>;
}

/**
 * Opens an archive to read from it.
 * @throws PlatformError ARCHIVE_NOT_FOUND, ARCHIVE_UNFINISHED, ARCHIVE_DAMAGED, ARCHIVE_FORMAT_UNKNOWN.
 */
export async function openSourceArchive(directory: string): Promise<OpenArchive> {
  const found = await findArchive(directory);
  const { manifest, storage } = found;
  if (manifest === undefined) throw new PlatformError('ARCHIVE_NOT_FOUND', { args: { directory } });
  if (found.isUnfinished) throw unfinished(found);
  const { release, systemId, systemName, entryKinds } = manifest.source;
  const schemas = await readSchemas(storage, manifest.schemas);
  const holds = { classes: manifest.holds ?? undefined, isPart: manifest.isPart };
  const facts = factsOf(directory, { release, systemId, systemName, schemas, holds });
  return instanceOf(await openArchiveFiles(found, manifest), facts, entryKinds, undefined);
}

/**
 * Opens an archive to write an instance into it; a directory that does not exist yet becomes one at the first write. It
 * presents itself as of the source's own release, so that nothing is transformed on the way.
 * @throws PlatformError ARCHIVE_OF_OTHER_INSTANCE, ARCHIVE_OF_OTHER_RELEASE, ARCHIVE_DIRECTORY_NOT_EMPTY, ARCHIVE_IN_USE,
 * ARCHIVE_DAMAGED, ARCHIVE_FORMAT_UNKNOWN.
 */
export async function openTargetArchive(directory: string, source: InstanceReader): Promise<OpenArchive> {
  const found = await findArchive(directory);
  const origin = originOf(source);
  if (found.manifest !== undefined) assertSameOrigin(directory, found.manifest.source, origin);
  const { release, systemId, systemName, schemas } = source.facts;
  const facts = factsOf(directory, { release, systemId, systemName, schemas: withoutDemands(schemas) });
  const files = await openArchiveFiles(found, emptyManifest(origin));
  return instanceOf(files, facts, origin.entryKinds, source);
}

/**
 * @throws PlatformError ARCHIVE_ON_BOTH_SIDES where two paths lead to one directory.
 */
export async function assertDifferentArchives(source: string, target: string): Promise<void> {
  const [from, to] = await Promise.all([source, target].map((path) => realpath(path).catch(() => path)));
  if (from === to) throw new PlatformError('ARCHIVE_ON_BOTH_SIDES', { args: { directory: source } });
}

function unfinished({ storage, manifest }: FoundArchive): PlatformError {
  const directory = storage.address;
  if (manifest?.state !== 'finished') return new PlatformError('ARCHIVE_UNFINISHED', { args: { directory } });
  const args = { directory, finishedAt: manifest.finishedAt ?? '' };
  return new PlatformError('ARCHIVE_UPDATE_UNFINISHED', { args });
}

/** Everything may be read and written, everywhere: an account that nobody has. */
const account: AccountFacts = {
  uid: '',
  username: '',
  authorities: ['ALL'],
  roles: [],
  organisationUnits: [],
  dataViewOrganisationUnits: [],
  searchOrganisationUnits: [],
};

function factsOf(
  directory: string,
  facts: Pick<InstanceFacts, 'release' | 'systemId' | 'systemName' | 'schemas' | 'holds'>,
): InstanceFacts {
  const name = `archive:${basename(directory)}`;
  return { ...facts, name, address: `archive:${directory}`, isArchive: true, clockOffsetMs: 0, account };
}

function instanceOf(
  files: ArchiveFiles,
  facts: InstanceFacts,
  entryKinds: readonly string[],
  source: InstanceReader | undefined,
): OpenArchive {
  const places = createOrgUnitPlaces(files, placedKeys);
  const content: ArchiveContent = { files, places, metadataUids: createMetadataUids(files) };
  return {
    facts,
    entries: openEntries(content, entryKinds),
    files: openFiles(files),
    maintenance: noMaintenance,
    readMetadata: (type, options) => readMetadata(content, type, options),
    countMetadata: (type, signal) => countRows(files, metadataTable(type), metadataKey, signal),
    readDataValues: (slice, signal) => readDataValues(content, slice, signal),
    readCompleteness: (slice, signal) => readCompleteness(content, slice, signal),
    readTracker: (type, selection, signal) => readTracker(content, type, selection, signal),
    countTracker: async (type, selection) => countTracker(content, type, selection),
    importMetadata: (payload, options) => importMetadata(content, payload, options),
    importDataValues: (values, options) => importDataValues(content, values, options),
    importCompleteness: (registrations, options) => importCompleteness(content, registrations, options),
    importTracker: (payload, options) => importTracker(content, payload, options),
    // Nobody needs rights on an archive.
    inviteUser: async () => undefined,
    assignOrganisationUnits: async () => undefined,
    finish: async (writing) => {
      if (source !== undefined) await finishArchive(content, source, writing);
    },
    close: async () => files.close(),
  };
}
