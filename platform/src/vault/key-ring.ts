import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlatformError } from '../model/errors/platform-error.ts';

/** The keys in use, by version; the current one encrypts. */
export interface KeyRing {
  readonly current: { readonly version: number; readonly key: Buffer };
  readonly keys: ReadonlyMap<number, Buffer>;
}

const keyFileName = 'key';

/**
 * The keys of `RELAIS_KEY`, or of the file `key` in the data directory, which is made when there is none.
 * @throws PlatformError VAULT_KEY_MALFORMED, or VAULT_KEY_EXPOSED when others can read the file.
 */
export async function openKeyRing(options: {
  readonly key?: string | undefined;
  readonly dataDirectory: string;
}): Promise<KeyRing> {
  if (options.key !== undefined) return parseKeyRing(options.key);
  const file = join(options.dataDirectory, keyFileName);
  return parseKeyRing((await readKeyFile(file)) ?? (await makeKeyFile(options.dataDirectory, file)));
}

/**
 * `DIGITS`, or `VERSION:DIGITS` pairs separated by commas or lines; the highest version is the current one. To change the key, add a pair with
 * a higher version before the old one, and add the instances again at leisure.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<number, Buffer>();
  for (const pair of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [left, right] = pair.split(':');
    const digits = right ?? left ?? '';
    const version = right === undefined ? 1 : Number(left);
    if (!/^[0-9a-fA-F]{64}$/.test(digits)) throw malformed('a key is 64 hexadecimal digits');
    if (!Number.isSafeInteger(version) || version < 1) throw malformed('a version is a whole number from 1');
    if (keys.has(version)) throw malformed(`version ${version} is there twice`);
    keys.set(version, Buffer.from(digits, 'hex'));
  }
  const version = Math.max(...keys.keys());
  const key = keys.get(version);
  if (!key) throw malformed('there is no key');
  return { current: { version, key }, keys };
}

function malformed(reason: string): PlatformError {
  return new PlatformError('VAULT_KEY_MALFORMED', { args: { reason } });
}

async function readKeyFile(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return undefined;
  if ((found.mode & 0o077) !== 0) throw new PlatformError('VAULT_KEY_EXPOSED', { args: { file } });
  return readFile(file, 'utf8');
}

/** Of several processes that make the key at once the first one's counts. */
async function makeKeyFile(dataDirectory: string, file: string): Promise<string> {
  await mkdir(dataDirectory, { recursive: true });
  const draft = `${file}-${randomUUID()}`;
  const text = `1:${randomBytes(32).toString('hex')}\n`;
  await writeFile(draft, text, { mode: 0o600 });
  const isOurs = await link(draft, file).then(
    () => true,
    () => false,
  );
  await rm(draft);
  return isOurs ? text : ((await readKeyFile(file)) ?? text);
}
