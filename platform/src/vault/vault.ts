import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { KeyRing } from './key-ring.ts';

/** Encrypts the credentials of instances. Only the vault holds the key. */
export interface Vault {
  /** Ciphertext of a secret, bound to its instance: it cannot be decrypted for another name or address. */
  encrypt(secret: string, instance: BoundInstance): string;
  /** @throws PlatformError SECRET_UNREADABLE when key, instance or ciphertext do not fit. */
  decrypt(ciphertext: string, instance: BoundInstance): string;
}

/** What a secret belongs to. */
export interface BoundInstance {
  readonly name: string;
  readonly url: string;
}

const algorithm = 'aes-256-gcm';
/** What GCM is made for; a random one never repeats at our numbers. */
const nonceBytes = 12;

/** A vault over a ring of keys: the current key encrypts, every key of the ring decrypts, so that keys can be changed. */
export function createVault(ring: KeyRing): Vault {
  return {
    encrypt: (secret, instance) => encrypt(ring, secret, instance),
    decrypt: (ciphertext, instance) => decrypt(ring, ciphertext, instance),
  };
}

function encrypt(ring: KeyRing, secret: string, instance: BoundInstance): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, ring.current.key, nonce);
  cipher.setAAD(additionalData(instance));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
  return [String(ring.current.version), ...parts].join('.');
}

function decrypt(ring: KeyRing, ciphertext: string, instance: BoundInstance): string {
  const [version, nonce, tag, body] = ciphertext.split('.');
  const key = ring.keys.get(Number(version));
  const unreadable = (cause?: unknown) =>
    new PlatformError('SECRET_UNREADABLE', { args: { instance: instance.name }, cause });
  if (!key || nonce === undefined || tag === undefined || body === undefined) throw unreadable();
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(additionalData(instance));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
  } catch (error) {
    throw unreadable(error);
  }
}

function additionalData(instance: BoundInstance): Buffer {
  return Buffer.from(JSON.stringify(['relais instance', instance.name, instance.url]), 'utf8');
}
