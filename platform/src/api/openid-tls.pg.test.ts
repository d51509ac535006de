import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenIdProvider } from '../access/openid/provider.ts';
import {
  logInAtProvider,
  type RunningProvider,
  redirectUri,
  startProvider,
} from '../access/openid/testing/start-provider.ts';
import { addTestUser } from '../access/testing/open-access.ts';
import { createGuardedFetch, type GuardedFetch } from '../dhis2/outgoing/guarded-fetch.ts';
import { openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let provider: RunningProvider;
let fetch: GuardedFetch;
let authority: string;
let port: number;

beforeAll(async () => {
  provider = await startProvider();
  fetch = createGuardedFetch({ allowed: ['loopback'] });
  const root = await generate([{ name: 'commonName', value: 'Autorité locale' }], {
    keySize: 2048,
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  });
  const own = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    ca: { key: root.private, cert: root.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  authority = root.cert;
  const clientSecret = 'client secret of the tests';
  const settings = { issuer: provider.issuer, clientId: 'relais', clientSecret, redirectUri };
  api = await openTestApi({
    now: () => new Date(),
    openId: createOpenIdProvider(settings, fetch),
    tls: { cert: own.cert, key: own.private },
  });
  await addTestUser(api.access, 'awa', { usesOpenId: true, role: 'reader' });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as AddressInfo).port;
});

afterAll(async () => {
  await api.close();
  await fetch.close();
  await provider.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As a browser asks that trusts the local authority. */
function ask(path: string, headers: Record<string, string> = {}, ca: string | undefined = authority): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', servername: 'localhost', port, path: `/api/v1${path}`, headers };
    const asked = request({ ...options, ...(ca !== undefined && { ca }), agent: false }, (answer) => {
      let body = '';
      answer.on('data', (part: Buffer) => (body += part.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

function cookiesOf({ headers }: Answer): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function logInAs(account: string) {
  const begun = await ask('/session/openid?returnTo=/runs');
  expect(begun.status).toBe(303);
  const query = await logInAtProvider(String(begun.headers.location), account);
  const path = `/session/openid/return?${query}`;
  return { path, cookie: cookiesOf(begun), returned: await ask(path, { cookie: cookiesOf(begun) }) };
}

describe('over TLS with a certificate of a local authority', () => {
  it('is reached by whoever trusts that authority, and by nobody else', async () => {
    const answer = await ask('/health/live');
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    await expect(ask('/health/live', {}, '')).rejects.toMatchObject({
      code: expect.stringMatching(/CERT|ISSUER|VERIFY/),
    });
  });

  it('speaks no TLS before 1.2', async () => {
    const end = await new Promise<string>((resolve) => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: authority, ...old });
      socket.on('secureConnect', () => resolve('connected'));
      socket.on('error', () => resolve('refused'));
    });
    expect(end).toBe('refused');
  });
});

describe('with a real provider of OpenID Connect', () => {
  it('says that people may log in there', async () => {
    expect(JSON.parse((await ask('/setup')).body)).toMatchObject({ hasOpenId: true });
  });

  it('lets a browser in that comes back from it, with cookies that no script reads and no plain line carries', async () => {
    const { returned } = await logInAs('awa');
    expect([returned.status, returned.headers.location]).toEqual([303, '/runs']);
    const set = [returned.headers['set-cookie'] ?? []].flat();
    const session = set.find((line) => /HttpOnly/i.test(line) && !/Max-Age=0/i.test(line)) ?? '';
    expect(session).toMatch(/Secure/i);
    expect(session).toMatch(/SameSite=Lax/i);
    const asked = await ask('/session', { cookie: cookiesOf(returned) });
    expect(JSON.parse(asked.body)).toMatchObject({ username: 'awa', role: 'reader', usesOpenId: true });
  });

  it('takes what the provider sent back once only, and from that browser only', async () => {
    const { path, cookie } = await logInAs('awa');
    const problem = (answer: Answer) => [answer.status, String(answer.headers.location)];
    expect(problem(await ask(path, { cookie }))).toEqual([303, '/?problem=OPENID_REFUSED']);
    const begun = await ask('/session/openid');
    const query = await logInAtProvider(String(begun.headers.location), 'awa');
    expect(problem(await ask(`/session/openid/return?${query}`))).toEqual([303, '/?problem=OPENID_REFUSED']);
  });

  it('lets in nobody whom Relais does not know', async () => {
    const { returned } = await logInAs('stranger');
    expect([returned.status, returned.headers.location]).toEqual([303, '/?problem=OPENID_USER_UNKNOWN']);
    expect(api.faults).toEqual([]);
  });
});
