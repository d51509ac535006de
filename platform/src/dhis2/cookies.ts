/**
 * The cookies of one instance: its session (JSESSIONID) and what a load balancer adds to stay with one node.
 * One jar serves one origin and context path only, so neither domain nor path is kept.
 */
export interface CookieJar {
  /** The `Cookie` header; undefined while there is nothing to send. */
  header(): string | undefined;
  get(name: string): string | undefined;
  /** Takes the `Set-Cookie` headers of a reply. */
  store(setCookie: string | readonly string[] | undefined): void;
  clear(): void;
}

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header: () => {
      if (cookies.size === 0) return undefined;
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    get: (name) => cookies.get(name),
    store: (setCookie) => {
      for (const line of [setCookie ?? []].flat()) storeLine(cookies, line);
    },
    clear: () => cookies.clear(),
  };
}

function storeLine(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  if (equals < 1) return;
  const name = pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  const gone = value === '' || attributes.some(isPast);
  if (gone) cookies.delete(name);
  else cookies.set(name, value);
}

/** A server takes a cookie back by an age of nothing or a date in the past (RFC 6265 §3.1). */
function isPast(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=').map((part) => part.trim());
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
}
