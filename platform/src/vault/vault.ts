import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PlatformError } from '../model/errors/platform-error.ts';
import { type Binding, bindingOfInstance } from './bindings.ts';
import type { KeyRing } from './key-ring.ts';

export type { Binding };

/** Encrypts the credentials of instances, and every other secret that Relais has to know again. Only the vault holds the key. */
export interface Vault {
  /** Ciphertext of a secret, bound to its instance: it cannot be decrypted for another name or address. */
  encrypt(secret: string, instance: BoundInstance): string;
  /** @throws PlatformError SECRET_UNREADABLE when key, instance or ciphertext do not fit. */
  decrypt(ciphertext: string, instance: BoundInstance): string;
  /** The same for what belongs to no instance: a user's second factor, the password of a mail server. */
  seal(secret: string, binding: Binding): string;
  /** @throws PlatformError SECRET_UNREADABLE when key, binding or ciphertext do not fit. */
  open(ciphertext: string, binding: Binding): string;
  /** Whether a ciphertext was made with the current key; false calls for `relais vault rotate`. */
  isCurrent(ciphertext: string): boolean;
  /** Versions of the keys that are known, the current one first. */
  keyVersions(): readonly number[];
}

/** What a secret belongs to. */
export interface BoundInstance {
  readonly name: string;
  readonly url: string;
}

const algorithm = 'aes-256-gcm';
/** What GCM is made for; a random one never repeats at our numbers. */
const nonceBytes = 12;

/**
 * A vault over a ring of keys: the current key encrypts, every key of the ring decrypts, so that keys can be changed.
 * A ring that is a function is asked each time, so that a long-lived process follows a change of key.
 */
export function createVault(ring: KeyRing | (() => KeyRing)): Vault {
  const keys = typeof ring === 'function' ? ring : () => ring;
  return {
    encrypt: (secret, instance) => encrypt(keys(), secret, bindingOfInstance(instance)),
    decrypt: (ciphertext, instance) => decrypt(keys(), ciphertext, bindingOfInstance(instance)),
    seal: (secret, binding) => encrypt(keys(), secret, binding),
    open: (ciphertext, binding) => decrypt(keys(), ciphertext, binding),
    isCurrent: (ciphertext) => ciphertext.startsWith(`${keys().current.version}.`),
    keyVersions: () => [...keys().keys.keys()].sort((left, right) => right - left),
  };
}

function encrypt(ring: KeyRing, secret: string, binding: Binding): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, ring.current.key, nonce);
  cipher.setAAD(additionalData(binding));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
  return [String(ring.current.version), ...parts].join('.');
}

function decrypt(ring: KeyRing, ciphertext: string, binding: Binding): string {
  const [version, nonce, tag, body] = ciphertext.split('.');
  const key = ring.keys.get(Number(version));
  const unreadable = (cause?: unknown) =>
    new PlatformError('SECRET_UNREADABLE', { args: { instance: binding[1] ?? binding[0] }, cause });
  if (!key || nonce === undefined || tag === undefined || body === undefined) throw unreadable();
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(additionalData(binding));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
  } catch (error) {
    throw unreadable(error);
  }
}

function additionalData(binding: Binding): Buffer {
  return Buffer.from(JSON.stringify(binding), 'utf8');
}
