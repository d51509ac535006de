import { isJson, jsonObjects } from '../metadata/json.ts';

/** What an instance answered. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** The account that loads the world: DHIS2's own first user, unless told otherwise. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

/** An instance as this loader speaks with it: one session, JSON both ways. */
export interface Connection {
  /** @throws Error unless the status is 200. */
  get(path: string): Promise<unknown>;
  send(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown): Promise<Reply>;
  /** Sends a form with a file, or a text of another type than JSON. */
  upload(path: string, body: FormData | Blob): Promise<Reply>;
  /** Whether there is something at a path. @throws Error unless the status is 200 or 404. */
  has(path: string): Promise<boolean>;
  /** Begins a new session: a session keeps the organisation units its user had when it began (API.md §1). */
  forgetSession(): void;
}

/** Connects to the instance at an address (with its context path); the first request logs in. */
export function connect(address: string, account: Account, signal: AbortSignal | undefined): Connection {
  const base = address.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`;
  let cookie: string | undefined;

  async function request(method: string, path: string, body?: unknown): Promise<Reply> {
    const isWhole = body instanceof FormData || body instanceof Blob;
    const response = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: {
        Accept: 'application/json',
        Authorization: authorization,
        'X-Requested-With': 'XMLHttpRequest',
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...(body === undefined || isWhole ? {} : { 'Content-Type': contentType(method) }),
      },
      ...(body === undefined ? {} : { body: isWhole ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const session = response.headers.getSetCookie().find((text) => text.startsWith('JSESSIONID='));
    if (session !== undefined) cookie = session.split(';')[0];
    return { status: response.status, body: parseBody(await response.text()) };
  }

  return {
    async get(path) {
      const reply = await request('GET', path);
      if (reply.status !== 200) throw refused(`GET ${path}`, reply);
      return reply.body;
    },
    send: (method, path, body) => request(method, path, body),
    upload: (path, body) => request('POST', path, body),
    async has(path) {
      const reply = await request('GET', path);
      if (reply.status !== 200 && reply.status !== 404) throw refused(`GET ${path}`, reply);
      return reply.status === 200;
    },
    forgetSession: () => {
      cookie = undefined;
    },
  };
}

/** PATCH of one object is a JSON patch in every release since 2.37. */
function contentType(method: string): string {
  return method === 'PATCH' ? 'application/json-patch+json' : 'application/json';
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The second number of the release: 42 for 2.42.4.1. */
export async function minorReleaseOf(connection: Connection): Promise<number> {
  const info = await connection.get('/api/system/info');
  return Number(isJson(info) ? String(info.version).split('.')[1] : undefined);
}

/** Whether an import summary says that nothing was rejected and that there is no conflict (API.md §8.2). */
export function isTakenWhole(reply: Reply): boolean {
  const summary = isJson(reply.body) ? reply.body.response : undefined;
  const isSuccess = reply.status === 200 && isJson(summary) && summary.status === 'SUCCESS';
  return isSuccess && jsonObjects(summary.conflicts).length === 0;
}

/** What went wrong, with the beginning of what the instance said. */
export function refused(what: string, reply: Reply): Error {
  const said = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  return new Error(`${what} was answered with ${reply.status}: ${said.slice(0, 1500)}`);
}
