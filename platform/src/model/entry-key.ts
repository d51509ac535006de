/** The key of an entry that is named by several parts: `namespace/key`. A slash inside a part does not divide it. */
export function joinEntryKey(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
}

/** The parts that `joinEntryKey` was given. */
export function splitEntryKey(key: string): string[] {
  return key.split('/').map((part) => part.replaceAll('%2F', '/').replaceAll('%25', '%'));
}
