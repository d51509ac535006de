import { PlatformError } from '../model/errors/platform-error.ts';

/** The keys in use, by version; the current one encrypts. */
export interface KeyRing {
  readonly current: { readonly version: number; readonly key: Buffer };
  readonly keys: ReadonlyMap<number, Buffer>;
}

/**
 * `DIGITS`, or `VERSION:DIGITS` pairs separated by commas or lines; the highest version is the current one. To change the key, add a pair with
 * a higher version before the old one, and run `relais vault rotate`.
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
  return ringOf(keys);
}

/** A ring of these keys, the highest version the current one. */
export function ringOf(keys: ReadonlyMap<number, Buffer>): KeyRing {
  const version = Math.max(...keys.keys());
  const key = keys.get(version);
  if (!key) throw malformed('there is no key');
  return { current: { version, key }, keys };
}

/** A ring as it is written to a file, the current key first. */
export function formatKeyRing({ keys }: KeyRing): string {
  const newestFirst = [...keys].sort(([left], [right]) => right - left);
  return newestFirst.map(([version, key]) => `${version}:${key.toString('hex')}\n`).join('');
}

function malformed(reason: string): PlatformError {
  return new PlatformError('VAULT_KEY_MALFORMED', { args: { reason } });
}
