import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token, which is given away and forgotten, and its digest, which is kept. */
export interface OpaqueToken {
  readonly token: string;
  readonly digest: string;
}

/** 256 bits of chance behind a prefix by which people, and scanners for leaked secrets, know what it is. */
export function createOpaqueToken(prefix = ''): OpaqueToken {
  const token = prefix + randomBytes(32).toString('base64url');
  return { token, digest: digestOf(token) };
}

/** What is kept of a token: nobody who reads the database can use it. A quick digest does, because a token cannot be guessed. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64url');
}

/** Whether two digests are the same, in a time that does not depend on where they differ. */
export function isSameDigest(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8')];
  return one.length === other.length && timingSafeEqual(one, other);
}
