import { z } from 'zod';

/** An instance as a plain script speaks to it: `fetch`, Basic authentication, one session, JSON both ways, no checks. */
export interface PlainClient {
  get(path: string): Promise<unknown>;
  post(path: string, body?: unknown): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

/** @param address of an instance whose account is admin/district, as of every blank DHIS2. */
export function openPlain(address: string): PlainClient {
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from('admin:district').toString('base64')}`,
    'x-requested-with': 'XMLHttpRequest',
  };
  let cookie: string | undefined;
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const known: Record<string, string> = cookie === undefined ? headers : { ...headers, cookie };
    const response = await fetch(address + path, {
      ...init,
      headers: init.body === undefined ? known : { ...known, 'content-type': 'application/json' },
    });
    cookie ??= response.headers.getSetCookie()[0]?.split(';')[0];
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, body) => ask(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    delete: (path) => ask(path, { method: 'DELETE' }),
  };
}

const root = z.looseObject({ id: z.string() });
const roots = z.object({ organisationUnits: z.array(root) });

/** The org units that everything else lies below. */
export async function fetchRoots(client: PlainClient): Promise<readonly string[]> {
  const reply = await client.get('/api/organisationUnits?level=1&fields=id&paging=false');
  return roots.parse(reply).organisationUnits.map(({ id }) => id);
}

/** Works on all items, `count` at a time. */
export async function onConnections<T>(
  count: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

/** Items in lists of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
