import { createHash } from 'node:crypto';

/**
 * One text for all spellings of a setting's value: releases answer `true` or `"true"`, `2` or `2.0`; those from 2.42 on
 * give every date that was never set as the first of January 1970. Empty when nobody has set it.
 */
export function canonicalSetting(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (/^1970-01-01T00:00:00/.test(text)) return '';
  return /^-?\d+\.0+$/.test(text) ? text.replace(/\.0+$/, '') : text;
}

/** Whether a value is what its release has when nobody has set it. */
export function isDefaultSetting(value: string, ofRelease: string | undefined): boolean {
  if (value === '' || value === ofRelease) return true;
  if (ofRelease?.startsWith('sha256:') !== true) return false;
  return ofRelease === `sha256:${createHash('sha256').update(value).digest('hex').slice(0, 16)}`;
}
