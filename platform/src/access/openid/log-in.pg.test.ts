import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGuardedFetch, type GuardedFetch } from '../../dhis2/outgoing/guarded-fetch.ts';
import { minuteMs } from '../access.ts';
import { useSession } from '../sessions.ts';
import { addTestUser, openTestAccess, type TestAccess } from '../testing/open-access.ts';
import { disableUser, getUser } from '../users.ts';
import { beginOpenIdLogIn, completeOpenIdLogIn } from './log-in.ts';
import { createOpenIdProvider, type OpenIdProvider, type OpenIdSettings } from './provider.ts';
import { logInAtProvider, type RunningProvider, redirectUri, startProvider } from './testing/start-provider.ts';

let access: TestAccess;
let running: RunningProvider;
let fetch: GuardedFetch;
let provider: OpenIdProvider;

beforeAll(async () => {
  access = await openTestAccess();
  running = await startProvider();
  fetch = createGuardedFetch({ allowed: ['loopback'] });
  provider = providerWith({});
});
afterAll(async () => {
  await fetch.close();
  await running.stop();
  await access.drop();
});

function providerWith(settings: Partial<OpenIdSettings>): OpenIdProvider {
  const clientSecret = 'client secret of the tests';
  const usual = { issuer: running.issuer, clientId: 'relais', clientSecret, redirectUri };
  return createOpenIdProvider({ ...usual, ...settings }, fetch);
}

/** The whole way of somebody whom the provider knows by this name. */
async function logInAs(account: string, at: OpenIdProvider = provider, returnTo?: string) {
  const begun = await beginOpenIdLogIn(access, at, { returnTo });
  const query = await logInAtProvider(begun.url, account);
  return completeOpenIdLogIn(access, at, { query, browserToken: begun.browserToken, address: '192.0.2.1' });
}

const refused = { code: 'OPENID_REFUSED' };

describe('a login at a real provider', () => {
  test('lets in whom an administrator has added for it, again and again', async () => {
    await addTestUser(access, 'awa', { usesOpenId: true, role: 'reader' });
    for (let turn = 0; turn < 2; turn += 1) {
      const outcome = await logInAs('awa', provider, '/runs?state=running');
      if (outcome.kind !== 'logged-in') return expect.fail(outcome.kind);
      expect(outcome).toMatchObject({ user: { username: 'awa', role: 'reader' }, returnTo: '/runs?state=running' });
      expect(await useSession(access, outcome.session.token)).toMatchObject({ kind: 'valid' });
    }
  });

  test('works for a public client too', async () => {
    await addTestUser(access, 'binta', { usesOpenId: true });
    const open = providerWith({ clientId: 'relais-public', clientSecret: undefined });
    expect(await logInAs('binta', open)).toMatchObject({ kind: 'logged-in' });
  });

  test('lets in nobody whom Relais does not know, or who has a password here', async () => {
    await expect(logInAs('stranger')).rejects.toMatchObject({ code: 'OPENID_USER_UNKNOWN' });
    await addTestUser(access, 'chidi', { role: 'administrator' });
    await expect(logInAs('chidi')).rejects.toMatchObject({ code: 'OPENID_USER_UNKNOWN' });
  });

  test('is of the one who was linked first: another with the same name there is somebody else', async () => {
    await addTestUser(access, 'dede', { usesOpenId: true });
    await logInAs('dede');
    await expect(logInAs('dede+others')).rejects.toMatchObject({ code: 'OPENID_USER_UNKNOWN' });
  });

  test('is refused to the disabled', async () => {
    const user = await addTestUser(access, 'esi', { usesOpenId: true });
    await logInAs('esi');
    await disableUser(access, user);
    await expect(logInAs('esi')).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
  });

  test('gives the role that people have there, where that is set, and nothing to who has none', async () => {
    const roles = {
      claim: 'groups',
      values: [
        ['it', 'administrator'],
        ['nurses', 'reader'],
      ],
      createsUsers: true,
    } as const;
    const governed = providerWith({ roles });
    expect(await logInAs('fatou+nurses', governed)).toMatchObject({ user: { username: 'fatou', role: 'reader' } });
    await access.database
      .updateTable('user_account')
      .set({ role: 'operator' })
      .where('username', '=', 'fatou')
      .execute();
    expect(await logInAs('fatou+nurses', governed)).toMatchObject({ user: { role: 'reader' } });
    expect(await getUser(access.database, 'fatou')).toMatchObject({ usesOpenId: true, hasPassword: false });
    await expect(logInAs('gana', governed)).rejects.toMatchObject({ ...refused, args: { reason: 'groups' } });
  });
});

describe('what comes back', () => {
  let begun: Awaited<ReturnType<typeof beginOpenIdLogIn>>;
  let query: URLSearchParams;
  const complete = (change: { query?: URLSearchParams; browserToken?: string | undefined } = {}) =>
    completeOpenIdLogIn(access, provider, { query, browserToken: begun.browserToken, ...change });

  beforeAll(async () => {
    await addTestUser(access, 'hawa', { usesOpenId: true });
    begun = await beginOpenIdLogIn(access, provider);
    query = await logInAtProvider(begun.url, 'hawa');
  });

  test('to another browser opens nothing there: nobody is logged in as somebody else', async () => {
    await expect(complete({ browserToken: undefined })).rejects.toMatchObject({
      ...refused,
      args: { reason: 'state' },
    });
    const other = await beginOpenIdLogIn(access, provider);
    await expect(complete({ browserToken: other.browserToken })).rejects.toMatchObject(refused);
  });

  test('is good once', async () => {
    expect(await complete()).toMatchObject({ kind: 'logged-in', user: { username: 'hawa' } });
    await expect(complete()).rejects.toMatchObject(refused);
  });

  test('with the code of another login is refused', async () => {
    const [one, other] = [await beginOpenIdLogIn(access, provider), await beginOpenIdLogIn(access, provider)];
    const foreign = await logInAtProvider(other.url, 'hawa');
    foreign.set('state', new URL(one.url).searchParams.get('state') ?? '');
    const attempt = complete({ query: foreign, browserToken: one.browserToken });
    await expect(attempt).rejects.toMatchObject(refused);
  });

  test('as an error, or too late, is told without what it holds', async () => {
    const cancelled = await beginOpenIdLogIn(access, provider);
    const state = new URL(cancelled.url).searchParams.get('state') ?? '';
    const error = new URLSearchParams({ error: 'access_denied', state, iss: running.issuer });
    await expect(complete({ query: error, browserToken: cancelled.browserToken })).rejects.toMatchObject(refused);
    const late = await beginOpenIdLogIn(access, provider);
    const lateQuery = await logInAtProvider(late.url, 'hawa');
    access.pass(11 * minuteMs);
    await expect(complete({ query: lateQuery, browserToken: late.browserToken })).rejects.toMatchObject(refused);
  });

  test.each(['https://attacker.example.org/', '//attacker.example.org', '/\\attacker.example.org', 'javascript:x'])(
    'leads to a page of ours, not to %s',
    async (returnTo) => {
      expect(await logInAs('hawa', provider, returnTo)).toMatchObject({ returnTo: '/' });
    },
  );
});

describe('the provider', () => {
  test('is asked only where requests may go', async () => {
    const guarded = createGuardedFetch({ allowed: [] });
    const { settings } = provider;
    const attempt = beginOpenIdLogIn(access, createOpenIdProvider(settings, guarded));
    await expect(attempt).rejects.toMatchObject({ code: 'OUTGOING_ADDRESS_FORBIDDEN' });
    await guarded.close();
  });

  test('that is not there is asked again at the next login', async () => {
    let isThere = false;
    const flaky = Object.assign(
      async (...[url, options]: Parameters<GuardedFetch>) =>
        isThere ? fetch(url, options) : fetch('http://127.0.0.1:9'),
      { close: async () => undefined },
    );
    const late = createOpenIdProvider(provider.settings, flaky);
    await expect(beginOpenIdLogIn(access, late)).rejects.toMatchObject({ code: 'OPENID_UNREACHABLE' });
    isThere = true;
    expect((await beginOpenIdLogIn(access, late)).url).toContain(running.issuer);
  });

  test('with another issuer than it says, or without TLS on another machine, is refused', async () => {
    const port = new URL(running.issuer).port;
    for (const issuer of [`http://localhost:${port}`, 'http://192.0.2.1']) {
      const attempt = beginOpenIdLogIn(access, providerWith({ issuer }));
      await expect(attempt).rejects.toMatchObject({ code: 'OPENID_UNREACHABLE' });
    }
  });

  test('gets its secrets kept as ciphertext', async () => {
    const begun = await beginOpenIdLogIn(access, provider, { returnTo: '/a-page-to-find' });
    const rows = JSON.stringify(await access.database.selectFrom('one_time_token').selectAll().execute());
    expect(rows).not.toContain('a-page-to-find');
    expect(rows).not.toContain(begun.browserToken);
    expect(rows).not.toContain(new URL(begun.url).searchParams.get('state'));
  });
});
