import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPersonalTokens } from '../store/personal-token.ts';
import type { User } from '../store/user.ts';
import { dayMs } from './access.ts';
import { may } from './may.ts';
import { issueToken, parseScopes, revokeToken, type TokenWish, useToken } from './personal-tokens.ts';
import { addTestUser, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { changeUser, disableUser, enableUser } from './users.ts';

let access: TestAccess;
let user: User;
beforeAll(async () => {
  access = await openTestAccess();
  user = await addTestUser(access, 'awa', { role: 'administrator' });
  await addTestUser(access, 'binta', { role: 'administrator' });
});
afterAll(() => access.drop());

const refused = { code: 'TOKEN_REFUSED' };
const issue = (wish: Partial<TokenWish> = {}) =>
  issueToken(access, user, { name: 'Grafana', scopes: ['look'], days: 30, ...wish });

test('a token stands for its user, within its scope', async () => {
  const { token } = await issue();
  const principal = await useToken(access, token);
  expect(principal).toMatchObject({ userId: user.id, role: 'administrator', proof: { kind: 'token' } });
  expect(may(principal, 'settings.see')).toBe(true);
  expect(may(principal, 'settings.change')).toBe(false);
  expect(may(principal, 'user.change')).toBe(false);
});

test('the database holds its digest, and its beginning by which people know it again', async () => {
  const { token, kept } = await issue();
  expect(token).toMatch(/^relais_pat_[\w-]{43}$/);
  const rows = JSON.stringify(await access.database.selectFrom('personal_token').selectAll().execute());
  expect(rows).not.toContain(token);
  expect(kept.beginning).toHaveLength(15);
  expect(token.startsWith(kept.beginning)).toBe(true);
});

test('a token ends on its day, and none lasts for ever', async () => {
  const { token } = await issue({ days: 2 });
  access.pass(2 * dayMs - 1);
  await useToken(access, token);
  access.pass(1);
  await expect(useToken(access, token)).rejects.toMatchObject(refused);
  for (const days of [0, -1, 1.5, 367, Number.NaN]) {
    await expect(issue({ days })).rejects.toMatchObject({ code: 'TOKEN_DAYS_INVALID' });
  }
});

test('a revoked token is refused, and revoking it again says so', async () => {
  const { token, kept } = await issue();
  await revokeToken(access, kept.id);
  await expect(useToken(access, token)).rejects.toMatchObject(refused);
  await expect(revokeToken(access, kept.id)).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
  const [latest] = await listPersonalTokens(access.database, user.id);
  expect(latest).toMatchObject({ name: 'Grafana', username: 'awa', revokedAt: access.now() });
});

test('a token is never more than its user is', async () => {
  const { token } = await issue({ scopes: ['look', 'administer'] });
  await changeUser(access, user, { role: 'reader' });
  expect(may(await useToken(access, token), 'settings.change')).toBe(false);
  await changeUser(access, user, { role: 'administrator' });
  await disableUser(access, user);
  await expect(useToken(access, token)).rejects.toMatchObject(refused);
  await enableUser(access, user);
  await useToken(access, token);
});

test('what is no token of ours is refused in the same words', async () => {
  const { token } = await issue();
  for (const other of ['', 'relais_pat_', `${token}x`, token.slice(0, -1), token.toUpperCase()]) {
    await expect(useToken(access, other)).rejects.toMatchObject(refused);
  }
});

test('scopes are read as they are typed', () => {
  expect(parseScopes('look, run')).toEqual(['look', 'run']);
  expect(() => parseScopes('look,all')).toThrow(expect.objectContaining({ code: 'TOKEN_SCOPE_INVALID' }));
});
