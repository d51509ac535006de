import { afterAll, beforeAll, expect, it } from 'vitest';
import { offerFirstAdministrator } from '../access/invitations.ts';
import { addTestUser, goodPassword } from '../access/testing/open-access.ts';
import { readAudit } from '../store/audit.ts';
import { browse, logIn, openTestApi, type TestApi, tokenOf } from './testing/open-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi();
});

afterAll(() => api.close());

it('makes the first administrator by the link of the first start, once', async () => {
  expect((await api.ask({ method: 'GET', url: '/setup' })).json()).toEqual({ isNeeded: true, hasOpenId: false });
  const link = await offerFirstAdministrator(api.access);
  const payload = { token: link?.token, username: 'awa', password: goodPassword };
  const made = await api.ask({ method: 'POST', url: '/setup', payload });
  expect([made.statusCode, made.json()]).toEqual([201, { username: 'awa' }]);
  expect((await api.ask({ method: 'GET', url: '/setup' })).json()).toEqual({ isNeeded: false, hasOpenId: false });
  const again = await api.ask({ method: 'POST', url: '/setup', payload: { ...payload, username: 'other' } });
  expect([again.statusCode, again.json().code]).toEqual([410, 'LINK_SPENT']);
});

it('logs in with cookies that scripts cannot read, and says who asks', async () => {
  await addTestUser(api.access, 'binta', { role: 'reader' });
  const payload = { username: 'binta', password: goodPassword };
  const answer = await api.ask({ method: 'POST', url: '/session', payload });
  expect(answer.json()).toMatchObject({ kind: 'logged-in', username: 'binta' });
  const session = answer.cookies.find(({ name }) => name === 'relais');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const browser = await logIn(api, 'binta');
  expect((await browser.ask('GET', '/session')).json()).toMatchObject({
    username: 'binta',
    role: 'reader',
    rights: [],
  });
});

it('calls its cookies by names that no other host can set where the line is encrypted', async () => {
  const secure = await openTestApi({ trustedProxies: ['127.0.0.1'] });
  await addTestUser(secure.access, 'binta');
  const payload = { username: 'binta', password: goodPassword };
  const headers = { 'x-forwarded-proto': 'https' };
  const answer = await secure.ask({ method: 'POST', url: '/session', payload, headers });
  expect(answer.cookies.find(({ name }) => name === '__Host-relais')).toMatchObject({ secure: true, httpOnly: true });
  expect(answer.headers['strict-transport-security']).toMatch(/max-age/);
  await secure.close();
});

it('believes a proxy that is named on whom it speaks for, and nobody else', async () => {
  const addressOf = async (trustedProxies: readonly string[]) => {
    const service = await openTestApi({ trustedProxies });
    await addTestUser(service.access, 'binta');
    const payload = { username: 'binta', password: goodPassword };
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    await service.ask({ method: 'POST', url: '/session', payload, headers });
    const { address } = await service.access.database.selectFrom('session').select('address').executeTakeFirstOrThrow();
    await service.close();
    return address;
  };
  expect(await addressOf(['127.0.0.0/8'])).toBe('203.0.113.9');
  expect(await addressOf(['10.1.2.3'])).toBe('127.0.0.1');
  expect(await addressOf([])).toBe('127.0.0.1');
});

it('refuses a wrong password in the words of the reader, without saying what is wrong', async () => {
  const payload = { username: 'nobody', password: 'wrong' };
  const headers = { 'accept-language': 'en;q=0.3, fr-SN' };
  const answer = await api.ask({ method: 'POST', url: '/session', payload, headers });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'LOGIN_REFUSED', status: 401 });
  expect(answer.json().title).toContain('incorrect');
});

it('takes what changes something only with the token that our own page can read', async () => {
  const browser = await browse(api, 'coumba');
  const without = await api.ask({ method: 'DELETE', url: '/session', cookies: browser.cookies });
  expect([without.statusCode, without.json().code]).toEqual([403, 'CSRF_REFUSED']);
  expect((await browser.ask('DELETE', '/session')).statusCode).toBe(204);
  expect((await browser.ask('GET', '/session')).json()).toMatchObject({ code: 'SESSION_ENDED', status: 401 });
  const told: unknown[] = [];
  for await (const { action, actor, address } of readAudit(api.access.database)) told.push({ action, actor, address });
  expect(told).toContainEqual({ action: 'session.closed', actor: 'coumba', address: '127.0.0.1' });
});

it('lets a token do what its scopes say, and nothing that needs a person', async () => {
  const user = await addTestUser(api.access, 'diarra');
  const headers = await tokenOf(api, user, ['look']);
  const seen = await api.ask({ method: 'GET', url: '/session', headers });
  expect(seen.json()).toMatchObject({ username: 'diarra', scopes: ['look'] });
  const change = { present: goodPassword, next: 'quatre chevaux blancs' };
  const refused = await api.ask({ method: 'PUT', url: '/account/password', headers, payload: change });
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'ACCESS_DENIED']);
  const unknown = await api.ask({ method: 'GET', url: '/session', headers: { authorization: 'Bearer relais_pat_x' } });
  expect(unknown.json().code).toBe('TOKEN_REFUSED');
});

it('changes a password only for who knows the present one, and ends the other sessions', async () => {
  const [here, there] = [await browse(api, 'elimane'), await logIn(api, 'elimane')];
  expect((await here.ask('GET', '/account/sessions')).json().items).toHaveLength(2);
  const wrong = await here.ask('PUT', '/account/password', { present: 'x', next: 'quatre chevaux blancs' });
  expect(wrong.json().code).toBe('LOGIN_REFUSED');
  const right = await here.ask('PUT', '/account/password', { present: goodPassword, next: 'quatre chevaux blancs' });
  expect(right.statusCode).toBe(204);
  expect((await there.ask('GET', '/session')).statusCode).toBe(401);
  expect((await here.ask('GET', '/session')).statusCode).toBe(200);
});

it('says that it lives, that it is ready, and describes itself', async () => {
  expect((await api.ask({ method: 'GET', url: '/health/live' })).json()).toEqual({ isWell: true, checks: [] });
  expect((await api.ask({ method: 'GET', url: '/health/ready' })).json().isWell).toBe(true);
  const document = (await api.ask({ method: 'GET', url: '/openapi.json' })).json();
  expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/api/v1/session': { post: {}, get: {}, delete: {} } } });
  const page = await api.ask({ method: 'GET', url: '/docs' });
  expect(page.body).toContain('/api/v1/openapi.json');
  expect(page.headers['content-security-policy']).toContain('sandbox');
});

it('answers what is not there, or not so, with a problem', async () => {
  const ask = async (method: 'GET' | 'PUT' | 'POST', url: string, payload?: string, type = 'application/json') => {
    const answer = await api.ask({ method, url, headers: { 'content-type': type }, ...(payload && { payload }) });
    return [answer.statusCode, answer.json().code];
  };
  expect(await ask('GET', '/nothing')).toEqual([404, 'ROUTE_UNKNOWN']);
  expect(await ask('PUT', '/session', '{}')).toEqual([405, 'METHOD_UNKNOWN']);
  expect(await ask('POST', '/session', '{')).toEqual([400, 'REQUEST_INVALID']);
  expect(await ask('POST', '/session', 'x=1', 'text/plain')).toEqual([415, 'MEDIA_TYPE_UNKNOWN']);
  expect(await ask('POST', '/session', JSON.stringify({ username: 'x'.repeat(300_000) }))).toEqual([
    413,
    'REQUEST_TOO_LARGE',
  ]);
});

it('tells who has the same already so', async () => {
  const first = await api.ask({ method: 'GET', url: '/openapi.json' });
  const headers = { 'if-none-match': String(first.headers.etag) };
  const second = await api.ask({ method: 'GET', url: '/openapi.json', headers });
  expect([second.statusCode, second.body]).toEqual([304, '']);
});
