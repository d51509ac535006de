import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endSessionsOf, listSessions } from '../store/session.ts';
import type { User } from '../store/user.ts';
import { hourMs, minuteMs, secondMs } from './access.ts';
import { createOpaqueToken } from './opaque-token.ts';
import { setPassword } from './proofs.ts';
import { assertCsrfToken, closeSession, type OpenedSession, openSession, useSession } from './sessions.ts';
import { addTestInstance, addTestUser, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { changeUser, disableUser } from './users.ts';

let access: TestAccess;
let user: User;
let opened: OpenedSession;
let count = 0;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.drop());
beforeEach(async () => {
  count += 1;
  user = await addTestUser(access, `user-${count}`);
  opened = await openSession(access, user, { address: '192.0.2.1', userAgent: 'Firefox' });
});

/** Uses a token that must be good; gives the one to use from now on. */
async function useGood(token: string): Promise<string> {
  const use = await useSession(access, token);
  return use.kind === 'valid' ? (use.renewedToken ?? token) : expect.fail(JSON.stringify(use));
}

test('the database holds no token, neither of the session nor of its pages', async () => {
  const rows = JSON.stringify(await access.database.selectFrom('session').selectAll().execute());
  expect(rows).not.toContain(opened.token);
  expect(rows).not.toContain(opened.csrfToken);
});

test('a session ends after half an hour without a request, and not before', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    access.pass(29 * minuteMs);
    opened = { ...opened, token: await useGood(opened.token) };
  }
  access.pass(31 * minuteMs);
  expect(await useSession(access, opened.token)).toMatchObject({ kind: 'ended', reason: 'idle' });
  expect(await useSession(access, opened.token)).toEqual({ kind: 'unknown' });
});

test('a session ends after twelve hours, however busy it is', async () => {
  let token = opened.token;
  for (let passed = 0; passed < 12 * 60 - 10; passed += 10) {
    access.pass(10 * minuteMs);
    token = await useGood(token);
  }
  access.pass(20 * minuteMs);
  expect(await useSession(access, token)).toMatchObject({ kind: 'ended', reason: 'absolute' });
});

test('its token is replaced in time; requests that were under way may still show the old one', async () => {
  access.pass(10 * minuteMs);
  expect(await useGood(opened.token)).toBe(opened.token);
  access.pass(6 * minuteMs);
  const renewed = await useGood(opened.token);
  expect(renewed).not.toBe(opened.token);
  access.pass(20 * secondMs);
  expect(await useSession(access, opened.token)).toMatchObject({ kind: 'valid', renewedToken: undefined });
  expect(await useGood(renewed)).toBe(renewed);
});

test('of many requests at the moment of the replacement one gets the new token, and none is turned away', async () => {
  access.pass(20 * minuteMs);
  const uses = await Promise.all(Array.from({ length: 12 }, () => useSession(access, opened.token)));
  expect(uses.map(({ kind }) => kind)).toEqual(Array(12).fill('valid'));
  expect(uses.filter((use) => use.kind === 'valid' && use.renewedToken !== undefined)).toHaveLength(1);
});

test('a replaced token that comes back later was stolen: the session is over for whoever has it', async () => {
  access.pass(16 * minuteMs);
  const renewed = await useGood(opened.token);
  access.pass(minuteMs);
  expect(await useSession(access, opened.token)).toEqual({ kind: 'ended', reason: 'replayed', userId: user.id });
  expect(await useSession(access, renewed)).toEqual({ kind: 'unknown' });
});

test('a token that was made up, or set before the login, opens nothing', async () => {
  const { token } = createOpaqueToken();
  expect(await useSession(access, token)).toEqual({ kind: 'unknown' });
  expect(await useSession(access, '')).toEqual({ kind: 'unknown' });
  expect((await openSession(access, user, {})).token).not.toBe(token);
});

test('logging out ends the session at once', async () => {
  await closeSession(access, opened.sessionId);
  expect(await useSession(access, opened.token)).toEqual({ kind: 'unknown' });
});

test('what was taken from a user counts from the next request on', async () => {
  const instanceId = await addTestInstance(access, `instance-${count}`);
  const rightsNow = async () => {
    const use = await useSession(access, opened.token);
    return use.kind === 'valid' ? use.principal.rights.map(({ mayWrite }) => mayWrite) : use;
  };
  await changeUser(access, user, { rights: [{ instanceId, mayWrite: true, mayUnmask: false }] });
  expect(await rightsNow()).toEqual([true]);
  await changeUser(access, user, { rights: [] });
  expect(await rightsNow()).toEqual([]);
  await changeUser(access, user, { role: 'reader' });
  expect(await rightsNow()).toEqual({ kind: 'unknown' });
});

test('a disabled user has no session', async () => {
  await disableUser(access, user);
  expect(await useSession(access, opened.token)).toEqual({ kind: 'unknown' });
});

test('a user who was disabled by another way is found out by the next request', async () => {
  const at = access.now();
  await access.database.updateTable('user_account').set({ disabled_at: at }).where('id', '=', user.id).execute();
  expect(await useSession(access, opened.token)).toMatchObject({ kind: 'ended', reason: 'disabled' });
});

test('a new password ends the other sessions, and not the one in which it was chosen', async () => {
  const other = await openSession(access, user, {});
  await setPassword(access, user, 'deux pirogues rouges', opened.sessionId);
  expect(await useSession(access, other.token)).toEqual({ kind: 'unknown' });
  expect(await useSession(access, opened.token)).toMatchObject({ kind: 'valid' });
});

test('a user sees their sessions, and can end them all', async () => {
  await openSession(access, user, { userAgent: 'Chromium' });
  const sessions = await listSessions(access.database, user.id, access.now());
  expect(sessions.map(({ userAgent }) => userAgent).sort()).toEqual(['Chromium', 'Firefox']);
  expect(await endSessionsOf(access.database, user.id, { reason: 'logged-out', at: access.now() })).toBe(2);
  expect(await listSessions(access.database, user.id, access.now())).toEqual([]);
  access.pass(13 * hourMs);
});

test('a request that changes something shows the token of our page; that of another session does not do', async () => {
  const use = await useSession(access, opened.token);
  if (use.kind !== 'valid') return expect.fail(use.kind);
  expect(() => assertCsrfToken(use.session, opened.csrfToken)).not.toThrow();
  const other = await openSession(access, user, {});
  for (const token of [undefined, '', 'made up', other.csrfToken, opened.token]) {
    expect(() => assertCsrfToken(use.session, token)).toThrow(expect.objectContaining({ code: 'CSRF_REFUSED' }));
  }
});
