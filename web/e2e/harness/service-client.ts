/** The service as a program sees it: for what a test needs and does not show. */
export interface ServiceClient {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  put<Answer>(path: string, body: unknown): Promise<Answer>;
  patch<Answer>(path: string, body: unknown): Promise<Answer>;
}

/** Who asks. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A client that logs in over the API when it asks for the first time. */
export function createServiceClient(url: string, login: Login): ServiceClient {
  let session: Promise<Record<string, string>> | undefined;
  const ask = async (method: string, path: string, body?: unknown) => {
    session ??= logIn(url, login);
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...(await session), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    patch: (path, body) => ask('PATCH', path, body),
  };
}

/** The headers by which a session is known. */
async function logIn(url: string, login: Login): Promise<Record<string, string>> {
  const entry = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  if (!entry.ok) throw new Error(await entry.text());
  const { csrfToken } = (await entry.json()) as { csrfToken: string };
  const cookies = entry.headers.getSetCookie().map((each) => each.split(';')[0]);
  return { cookie: cookies.join('; '), 'x-csrf-token': csrfToken };
}
