import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PlatformError } from '../model/errors/platform-error.ts';
import { formatKeyRing, type KeyRing, parseKeyRing, ringOf } from './key-ring.ts';

const keyFileName = 'key';

export function keyFileOf(dataDirectory: string): string {
  return join(dataDirectory, keyFileName);
}

/**
 * The keys in a file; undefined where there is none.
 * @throws PlatformError VAULT_KEY_MALFORMED, or VAULT_KEY_EXPOSED when others can read the file.
 */
export function readKeyFile(file: string): KeyRing | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  if ((found.mode & 0o077) !== 0) throw new PlatformError('VAULT_KEY_EXPOSED', { args: { file } });
  return parseKeyRing(readFileSync(file, 'utf8'));
}

/** Makes a first key where there is none. Of several processes that do so at once the first one's counts. */
export async function ensureKeyFile(file: string): Promise<KeyRing> {
  return readKeyFile(file) ?? placeKeyFile(file, ringOf(new Map([[1, newKey()]])));
}

/** Puts a ring in its file where there is none, and gives the ring that is there. */
export async function placeKeyFile(file: string, ring: KeyRing): Promise<KeyRing> {
  const known = readKeyFile(file);
  if (known) return known;
  await mkdir(dirname(file), { recursive: true });
  const draft = await writeDraft(file, ring);
  const isOurs = await link(draft, file).then(
    () => true,
    () => false,
  );
  await rm(draft);
  return isOurs ? ring : (readKeyFile(file) ?? ring);
}

/** Adds a new current key to a file; the older ones stay and decrypt. One process at a time: the caller sees to that. */
export async function addKey(file: string): Promise<KeyRing> {
  const { current, keys } = await ensureKeyFile(file);
  const ring = ringOf(new Map([...keys, [current.version + 1, newKey()]]));
  await rename(await writeDraft(file, ring), file);
  return ring;
}

/** Takes all keys but the current one out of a file: what they encrypted, in a backup for example, is lost for good. */
export async function dropOldKeys(file: string): Promise<KeyRing> {
  const { current } = await ensureKeyFile(file);
  const ring = ringOf(new Map([[current.version, current.key]]));
  await rename(await writeDraft(file, ring), file);
  return ring;
}

function newKey(): Buffer {
  return randomBytes(32);
}

/** On the disk before it takes its name: a key that is lost in a power cut takes every secret with it. */
async function writeDraft(file: string, ring: KeyRing): Promise<string> {
  const draft = `${file}-${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(formatKeyRing(ring));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}
