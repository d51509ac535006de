import { createHash } from 'node:crypto';

/** The MD5 of a file's bytes as DHIS2 records it: 32 hexadecimal digits. */
export function md5Of(content: Buffer): string {
  return createHash('md5').update(content).digest('hex');
}
