import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { findInstance, listInstances } from '../store/instance.ts';
import type { Vault } from '../vault/vault.ts';
import type { InstanceLogin, InstancePlace } from './instance-place.ts';

const archivePrefix = 'archive:';

/** The directory that `archive:DIRECTORY` names, from the root of the disk on; undefined for another reference. */
export function archiveDirectory(reference: string): string | undefined {
  if (!reference.startsWith(archivePrefix)) return undefined;
  const named = reference.slice(archivePrefix.length);
  if (named === '') throw new PlatformError('ARCHIVE_NOT_NAMED');
  // A shell leaves `~` alone behind a colon.
  return resolve(named.replace(/^~(?=\/|$)/, homedir()));
}

/** A reference that means the same wherever the run is resumed. */
export function wholeReference(reference: string): string {
  const directory = archiveDirectory(reference);
  return directory === undefined ? reference : `${archivePrefix}${directory}`;
}

/**
 * What opens a registered instance.
 * @throws PlatformError INSTANCE_NAME_UNKNOWN, SECRET_UNREADABLE.
 */
export async function loginOf(database: Database, vault: () => Promise<Vault>, name: string): Promise<InstanceLogin> {
  const found = await findInstance(database, name);
  if (!found) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
  const { url, username, secretKind, allowSelfSigned } = found;
  const secret = (await vault()).decrypt(found.secret, { name, url });
  const credentials =
    secretKind === 'token'
      ? ({ kind: 'token', token: secret } as const)
      : ({ kind: 'basic', username: username ?? '', password: secret } as const);
  return { name, url, credentials, allowSelfSigned };
}

/**
 * What a worker opens: an archive or a registered instance. A bare address has no credentials of its own; where an instance
 * is registered under it, that one is meant.
 * @throws PlatformError INSTANCE_NAME_UNKNOWN.
 */
export async function placeOf(
  database: Database,
  vault: () => Promise<Vault>,
  reference: string,
): Promise<InstancePlace> {
  const directory = archiveDirectory(reference);
  if (directory !== undefined) return { directory };
  return loginOf(database, vault, await registeredName(database, reference));
}

/** The name under which a reference is registered: itself, or that of the instance at this address. */
export async function registeredName(database: Database, reference: string): Promise<string> {
  if (!reference.includes('://')) return reference;
  const wanted = reference.replace(/\/+$/, '');
  const found = (await listInstances(database)).find(({ url }) => url === wanted);
  return found?.name ?? reference;
}

/** The address of the instance that a reference names; undefined for an archive, and where nothing is registered. */
export async function registeredAddress(database: Database, reference: string): Promise<string | undefined> {
  if (archiveDirectory(reference) !== undefined) return undefined;
  return (await findInstance(database, await registeredName(database, reference)))?.url;
}
