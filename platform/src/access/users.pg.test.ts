import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listInstanceRights } from '../store/instance-right.ts';
import { countRecoveryCodes } from '../store/second-factor.ts';
import { findUser, listUsers } from '../store/user.ts';
import { dayMs } from './access.ts';
import {
  acceptInvitation,
  inviteUser,
  makeFirstAdministrator,
  offerFirstAdministrator,
  withdrawInvitation,
} from './invitations.ts';
import { logIn } from './log-in.ts';
import { clearProofs, setPassword } from './proofs.ts';
import { confirmSecondFactor, offerSecondFactor } from './second-factor.ts';
import { addTestInstance, addTestUser, goodPassword, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { addUser, changeUser, disableUser, enableUser, getUser } from './users.ts';

const spent = { code: 'LINK_SPENT' };

describe('the first administrator', () => {
  let access: TestAccess;
  let token = '';
  beforeAll(async () => {
    access = await openTestAccess();
  });
  afterAll(() => access.drop());
  const make = (change: object = {}) =>
    makeFirstAdministrator(access, { token, username: 'awa', password: goodPassword, ...change });

  test('is made by the link that was printed last, for a day', async () => {
    const before = await offerFirstAdministrator(access);
    token = (await offerFirstAdministrator(access))?.token ?? '';
    await expect(make({ token: before?.token })).rejects.toMatchObject(spent);
    access.pass(dayMs);
    await expect(make()).rejects.toMatchObject(spent);
    token = (await offerFirstAdministrator(access))?.token ?? '';
  });

  test('chooses a name and a password that hold; a bad one does not cost the link', async () => {
    await expect(make({ password: 'admin' })).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    await expect(make({ username: '<script>' })).rejects.toMatchObject({ code: 'USERNAME_INVALID' });
  });

  test('is one, however many click at once; nobody is there before, and no link after', async () => {
    expect(await listUsers(access.database)).toEqual([]);
    const outcomes = await Promise.allSettled(['awa', 'binta', 'chidi'].map((username) => make({ username })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [administrator, ...others] = await listUsers(access.database);
    expect(administrator).toMatchObject({ role: 'administrator', hasPassword: true });
    expect(others).toEqual([]);
    expect(await offerFirstAdministrator(access)).toBeUndefined();
  });
});

describe('users', () => {
  let access: TestAccess;
  beforeAll(async () => {
    access = await openTestAccess();
  });
  afterAll(() => access.drop());

  test('are told apart by their names, in whatever case', async () => {
    await addTestUser(access, 'Binta');
    await expect(addTestUser(access, 'BINTA')).rejects.toMatchObject({ code: 'USER_EXISTS' });
    expect(await getUser(access.database, 'binta')).toMatchObject({ username: 'Binta' });
    await addTestUser(access, 'Ren\u00e9e');
    expect(await getUser(access.database, 'rene\u0301e')).toMatchObject({ username: 'Ren\u00e9e' });
    await expect(getUser(access.database, 'nobody')).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
  });

  test.each(['', ' ', '-x', 'a b', 'a/b', 'x'.repeat(65), 'a\u0000b', '../etc'])('%j is no name', async (username) => {
    await expect(addTestUser(access, username)).rejects.toMatchObject({ code: 'USERNAME_INVALID' });
  });

  test('have the rights that they were given, and lose those on an instance with the instance', async () => {
    const one = await addTestInstance(access, 'one');
    const two = await addTestInstance(access, 'two');
    const rights = [
      { instanceId: one, mayWrite: true, mayUnmask: false },
      { instanceId: two, mayWrite: false, mayUnmask: true },
    ];
    const user = await addTestUser(access, 'chidi', { rights });
    expect(await listInstanceRights(access.database, user.id)).toMatchObject([
      { instanceName: 'one', mayWrite: true },
      { instanceName: 'two', mayUnmask: true },
    ]);
    await access.database.deleteFrom('instance').where('id', '=', one).execute();
    expect(await listInstanceRights(access.database, user.id)).toHaveLength(1);
  });

  test('who only read are given no right to write', async () => {
    const instanceId = await addTestInstance(access, 'three');
    const rights = [{ instanceId, mayWrite: true, mayUnmask: false }];
    const refused = { code: 'USER_MAY_NOT_WRITE' };
    await expect(addTestUser(access, 'reader', { role: 'reader', rights })).rejects.toMatchObject(refused);
    const reader = await addTestUser(access, 'reader', { role: 'reader' });
    await expect(changeUser(access, reader, { rights })).rejects.toMatchObject(refused);
    await changeUser(access, reader, { role: 'operator', rights });
    expect(await listInstanceRights(access.database, reader.id)).toHaveLength(1);
  });

  test('are never without an administrator, not even when the last two go at once', async () => {
    const dede = await addTestUser(access, 'dede', { role: 'administrator' });
    const esi = await addTestUser(access, 'esi', { role: 'administrator' });
    const outcomes = await Promise.allSettled([disableUser(access, dede), changeUser(access, esi, { role: 'reader' })]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'LAST_ADMINISTRATOR' } },
    ]);
    await enableUser(access, dede);
    await changeUser(access, dede, { role: 'administrator' });
    await changeUser(access, esi, { role: 'administrator' });
    await disableUser(access, esi);
    await expect(disableUser(access, dede)).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' });
    expect(await getUser(access.database, 'esi')).toMatchObject({ disabledAt: access.now() });
  });

  test('who log in elsewhere have no password, no invitation and no second factor here', async () => {
    const user = await addTestUser(access, 'fatou', { usesOpenId: true });
    const elsewhere = { code: 'PASSWORD_ELSEWHERE' };
    await expect(setPassword(access, user, goodPassword)).rejects.toMatchObject(elsewhere);
    await expect(inviteUser(access, user)).rejects.toMatchObject(elsewhere);
    await expect(offerSecondFactor(access, user)).rejects.toMatchObject(elsewhere);
  });
});

describe('an invitation', () => {
  let access: TestAccess;
  beforeAll(async () => {
    access = await openTestAccess();
  });
  afterAll(() => access.drop());
  const invited = async (username: string) => {
    const user = await addUser(access, { username, role: 'reader' });
    return { user, token: (await inviteUser(access, user)).token };
  };

  test('lets a user choose a password, once', async () => {
    const { token } = await invited('gana');
    await expect(acceptInvitation(access, { token, password: 'gana' })).rejects.toMatchObject({
      code: 'PASSWORD_TOO_SHORT',
    });
    expect(await acceptInvitation(access, { token, password: goodPassword })).toMatchObject({ username: 'gana' });
    expect(await logIn(access, { username: 'gana', password: goodPassword })).toMatchObject({ kind: 'logged-in' });
    await expect(acceptInvitation(access, { token, password: goodPassword })).rejects.toMatchObject(spent);
  });

  test('is void after three days, when another follows, when it is withdrawn, and for the disabled', async () => {
    const accept = (token: string) => acceptInvitation(access, { token, password: goodPassword });
    const late = await invited('hawa');
    access.pass(3 * dayMs);
    await expect(accept(late.token)).rejects.toMatchObject(spent);
    const replaced = await invited('ife');
    await inviteUser(access, replaced.user);
    await expect(accept(replaced.token)).rejects.toMatchObject(spent);
    const withdrawn = await invited('jomo');
    await withdrawInvitation(access, withdrawn.user);
    await expect(accept(withdrawn.token)).rejects.toMatchObject(spent);
    const disabled = await invited('kofi');
    await disableUser(access, disabled.user);
    await expect(accept(disabled.token)).rejects.toMatchObject(spent);
    await expect(
      makeFirstAdministrator(access, { token: '', username: 'x', password: goodPassword }),
    ).rejects.toMatchObject(spent);
  });

  test('after a reset the password is gone, the second factor stays unless the telephone is lost', async () => {
    const user = await addTestUser(access, 'lamine');
    const { Secret, TOTP } = await import('otpauth');
    const { secret } = await offerSecondFactor(access, user);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await confirmSecondFactor(access, user, totp.generate({ timestamp: access.now().getTime() }));
    await clearProofs(access, user, { secondFactorToo: false });
    expect(await findUser(access.database, 'lamine')).toMatchObject({ hasPassword: false, hasSecondFactor: true });
    await clearProofs(access, user, { secondFactorToo: true });
    expect(await findUser(access.database, 'lamine')).toMatchObject({ hasPassword: false, hasSecondFactor: false });
    expect(await countRecoveryCodes(access.database, user.id)).toBe(0);
  });
});
