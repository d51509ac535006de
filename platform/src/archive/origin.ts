import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceReader } from '../model/instance.ts';
import type { NewManifest } from './archive-files.ts';
import { formatVersion, type Manifest } from './format/manifest.ts';

type Origin = Manifest['source'];

/** What a manifest keeps of the instance that is written into the archive: nothing of the account. */
export function originOf({ facts, entries }: InstanceReader): Origin {
  const { name, address, release, systemId, systemName, serverDate, serverTimeZone } = facts;
  return {
    name,
    address,
    release,
    ...(systemId !== undefined && { systemId }),
    ...(systemName !== undefined && { systemName }),
    ...(serverDate !== undefined && { serverDate }),
    ...(serverTimeZone !== undefined && { serverTimeZone }),
    entryKinds: [...entries.kinds].sort(),
  };
}

/** The manifest of an archive to which nothing was written yet. */
export function emptyManifest(source: Origin): NewManifest {
  return {
    format: 'relais-archive',
    formatVersion,
    state: 'unfinished',
    encryption: null,
    source,
    startedAt: new Date().toISOString(),
    holds: [],
    isPart: false,
    schemas: [],
    tables: [],
  };
}

/**
 * An archive is kept up to date from the instance that it was made of, and as long as that keeps its minor version: a patch
 * spells objects as the one before, another version does not, and what is not written again would stay as it was.
 */
export function assertSameOrigin(directory: string, held: Origin, given: Origin): void {
  if (held.systemId !== given.systemId) {
    const args = { directory, held: held.systemName ?? held.address, given: given.systemName ?? given.address };
    throw new PlatformError('ARCHIVE_OF_OTHER_INSTANCE', { args });
  }
  if (minorOf(held.release) === minorOf(given.release)) return;
  const args = { directory, held: held.release, given: given.release };
  throw new PlatformError('ARCHIVE_OF_OTHER_RELEASE', { args });
}

function minorOf(release: string): string {
  return /^(?:2\.)?\d+/.exec(release)?.[0] ?? release;
}
