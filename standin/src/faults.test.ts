import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Standin, startStandin } from './server.ts';

const BASIC = `Basic ${Buffer.from('admin:district').toString('base64')}`;
let standin: Standin;

beforeEach(async () => {
  standin = await startStandin({ release: '2.42.4.1' });
});
afterEach(() => standin.close());

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${standin.url}${path}`, { headers: { Authorization: BASIC, ...headers }, redirect: 'manual' });
}

function postConstant(): Promise<Response> {
  const constants = [{ id: 'Constant001', name: 'Pi', shortName: 'Pi', value: 3.14 }];
  const headers = { Authorization: BASIC, 'Content-Type': 'application/json' };
  return fetch(`${standin.url}/api/metadata`, { method: 'POST', headers, body: JSON.stringify({ constants }) });
}

const isConstantThere = (): boolean => standin.instance.metadata.of('constants').has('Constant001');

test('a status with Retry-After strikes as often as it is told, then the server is itself again', async () => {
  standin.faults.add({ match: { path: '/api/system/info' }, kind: 'status', status: 503, retryAfter: 7, times: 2 });
  const first = await get('/api/system/info');
  expect([first.status, first.headers.get('Retry-After')]).toEqual([503, '7']);
  expect((await get('/api/system/info')).status).toBe(503);
  expect((await get('/api/system/info')).status).toBe(200);
});

test('a rule strikes only the requests that it matches', async () => {
  standin.faults.add({ match: { method: 'POST', path: '/api/metadata' }, kind: 'status' });
  expect((await get('/api/metadata')).status).toBe(200);
  expect((await postConstant()).status).toBe(502);
  expect(isConstantThere()).toBe(false);
});

test('after the write, an answer can get lost: the client does not know that the object is there', async () => {
  standin.faults.add({ match: { method: 'POST' }, kind: 'drop', afterWrite: true, times: 1 });
  await expect(postConstant()).rejects.toThrow();
  expect(isConstantThere()).toBe(true);
});

test('after the write, a proxy can say 504', async () => {
  standin.faults.add({ match: { method: 'POST' }, kind: 'status', status: 504, afterWrite: true, times: 1 });
  expect((await postConstant()).status).toBe(504);
  expect(isConstantThere()).toBe(true);
});

test('a dropped connection is an error of the transport', async () => {
  standin.faults.add({ match: { path: '/api/me' }, kind: 'drop', times: 1 });
  await expect(get('/api/me')).rejects.toThrow();
  expect((await get('/api/me')).status).toBe(200);
});

test('a truncated body promises more than it brings', async () => {
  standin.faults.add({ match: { path: '/api/schemas' }, kind: 'truncate', times: 1 });
  const response = await get('/api/schemas', { 'Accept-Encoding': 'identity' });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test('a delay answers late, and rightly', async () => {
  standin.faults.add({ match: {}, kind: 'delay', delayMs: 120, times: 1 });
  const started = Date.now();
  const response = await get('/api/system/ping');
  expect(await response.text()).toBe('"pong"');
  expect(Date.now() - started).toBeGreaterThanOrEqual(110);
});

test('a hanging server holds the connection until the client gives up', async () => {
  standin.faults.add({ match: {}, kind: 'hang', delayMs: 5000, times: 1 });
  const signal = AbortSignal.timeout(100);
  await expect(
    fetch(`${standin.url}/api/system/ping`, { signal, headers: { Authorization: BASIC } }),
  ).rejects.toThrow();
});

test('HTML with status 200 is what a captive portal answers', async () => {
  standin.faults.add({ match: {}, kind: 'html', times: 1 });
  const response = await get('/api/system/info');
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/html;charset=UTF-8']);
});

test('an expired session sends a client that has only its cookie to the login page', async () => {
  const cookie = (await get('/api/me')).headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const withCookie = (): Promise<Response> =>
    fetch(`${standin.url}/api/me`, { headers: { Cookie: cookie }, redirect: 'manual' });
  expect((await withCookie()).status).toBe(200);
  standin.faults.add({ match: {}, kind: 'session-expired', times: 1 });
  expect((await withCookie()).status).toBe(302);
});

test('a restart in the middle of an import loses the answer, and all others for a while', async () => {
  standin.faults.add({ match: { method: 'POST' }, kind: 'restart', afterWrite: true, delayMs: 60_000, times: 1 });
  await expect(postConstant()).rejects.toThrow();
  await expect(get('/api/me')).rejects.toThrow();
  expect([isConstantThere(), standin.faults.struck]).toEqual([true, 1]);
  standin.faults.clear();
  expect((await get('/api/me')).status).toBe(200);
});

test('a restart cuts connections for a while and forgets the sessions', async () => {
  standin.faults.restart(1_000);
  await expect(get('/api/me')).rejects.toThrow();
  await expect.poll(() => get('/api/me').then(({ status }) => status, String), { timeout: 60_000 }).toBe(200);
});

test('the control endpoint takes rules and forgets them, and says what a fault can be', async () => {
  const control = (method: string, body?: unknown): Promise<Response> =>
    fetch(`${standin.url}/__standin/faults`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const rule = { match: { path: '/api/me' }, kind: 'status', status: 429 };
  expect(await (await control('POST', { rules: [rule] })).json()).toEqual({ added: 1 });
  expect((await get('/api/me')).status).toBe(429);
  await control('DELETE');
  expect((await get('/api/me')).status).toBe(200);
  expect((await control('POST', { kind: 'explode' })).status).toBe(400);
});

test('what is stale is told as it was first, until the caches are cleared', async () => {
  standin.faults.add({ match: { method: 'GET', path: '/api/constants' }, kind: 'stale' });
  const listed = async () => JSON.stringify(await (await get('/api/constants?fields=id')).json());
  expect(await listed()).not.toContain('Constant001');
  await postConstant();
  expect(await listed()).not.toContain('Constant001');
  const clearing = { method: 'POST', headers: { Authorization: BASIC } };
  await fetch(`${standin.url}/api/maintenance?cacheClear=true`, clearing);
  expect(await listed()).toContain('Constant001');
});
