import { PlatformError } from '../model/errors/platform-error.ts';
import { addKey, dropOldKeys, ensureKeyFile, keyFileOf, placeKeyFile, readKeyFile } from './key-file.ts';
import { formatKeyRing, type KeyRing, parseKeyRing } from './key-ring.ts';
import { createVault, type Vault } from './vault.ts';

export interface VaultPlace {
  /** The keys of `RELAIS_KEY`; the file `key` of the data directory when absent, which is made when there is none. */
  readonly key?: string | undefined;
  readonly dataDirectory: string;
}

/** A vault, and what `relais vault rotate` does with its keys. */
export interface OpenVault extends Vault {
  /**
   * Makes a new current key.
   * @throws PlatformError VAULT_KEY_NOT_OURS where the keys come from the environment, which Relais cannot change.
   */
  addKey(): Promise<void>;
  /** Forgets all keys but the current one. @throws PlatformError VAULT_KEY_NOT_OURS. */
  dropOldKeys(): Promise<void>;
  /** Whether the keys are in a file of ours, so that Relais can change them. */
  readonly canChangeKeys: boolean;
  /** The keys as they are written to a file: for a backup that is asked to hold them. */
  exportKeys(): string;
}

/** The vault where there are keys already; undefined where opening it would make new ones. */
export async function findVault(place: VaultPlace): Promise<OpenVault | undefined> {
  if (place.key === undefined && readKeyFile(keyFileOf(place.dataDirectory)) === undefined) return undefined;
  return openVault(place);
}

/**
 * Puts keys of a backup in their file. Keys of the environment go before a file, which is then not written.
 * @throws PlatformError RESTORE_KEY_EXISTS where the file holds others.
 */
export async function placeKeys({ key, dataDirectory }: VaultPlace, keys: string): Promise<'placed' | 'not-needed'> {
  if (key !== undefined) return 'not-needed';
  const file = keyFileOf(dataDirectory);
  const known = await placeKeyFile(file, parseKeyRing(keys));
  if (formatKeyRing(known) !== keys) throw new PlatformError('RESTORE_KEY_EXISTS', { args: { file } });
  return 'placed';
}

/**
 * Opens the vault. Keys in a file are read again for each secret: a service that runs for months follows `relais vault rotate`.
 * @throws PlatformError VAULT_KEY_MALFORMED, or VAULT_KEY_EXPOSED when others can read the file.
 */
export async function openVault({ key, dataDirectory }: VaultPlace): Promise<OpenVault> {
  const file = keyFileOf(dataDirectory);
  const given = key === undefined ? undefined : parseKeyRing(key);
  if (given === undefined) await ensureKeyFile(file);
  const ring = () => given ?? readOurs(file);
  const assertOurs = () => {
    if (key !== undefined) throw new PlatformError('VAULT_KEY_NOT_OURS');
  };
  return {
    ...createVault(ring),
    addKey: async () => {
      assertOurs();
      await addKey(file);
    },
    dropOldKeys: async () => {
      assertOurs();
      await dropOldKeys(file);
    },
    canChangeKeys: key === undefined,
    exportKeys: () => formatKeyRing(ring()),
  };
}

/** A file that is gone is no reason to go on with what we remember: a secret encrypted with a key that nobody keeps is lost. */
function readOurs(file: string): KeyRing {
  const ring = readKeyFile(file);
  if (!ring) throw new PlatformError('VAULT_KEY_MALFORMED', { args: { reason: `${file} is gone` } });
  return ring;
}
