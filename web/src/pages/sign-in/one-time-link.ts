/** The secret part of a link that is good once stands behind its `#`, which browsers send to nobody. */
export function readOneTimeToken(hash: string): string | undefined {
  const token = hash.replace(/^#/, '');
  return /^[\w-]{16,100}$/.test(token) ? token : undefined;
}

/** Where a link leads afterwards: a page of ours, never another site. */
export function readNextPage(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}
