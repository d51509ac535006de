/** Domains whose pictures 2.41 and later draw anew at a size of their own. */
export function isImageDomain(domain: string): boolean {
  return domain === 'ORG_UNIT' || domain === 'USER_AVATAR' || domain === 'ICON';
}

/**
 * Stands for a picture that the server drew anew: other bytes than came, and the same once more when they come again, as
 * the recorded servers give them. Nothing is drawn here.
 */
export function redrawn(content: Buffer, domain: string): Buffer {
  const mark = Buffer.from(`\nredrawn as ${domain}`);
  const at = content.indexOf('\nredrawn as ');
  return Buffer.concat([at < 0 ? content : content.subarray(0, at), mark]);
}
