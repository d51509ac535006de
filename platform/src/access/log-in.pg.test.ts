import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUser, type User } from '../store/user.ts';
import { hourMs, minuteMs, secondMs } from './access.ts';
import { type LogInOutcome, logIn, logInWithCode } from './log-in.ts';
import { createPasswordHashing } from './password-hashing.ts';
import { unlockUser } from './proofs.ts';
import { confirmSecondFactor, offerSecondFactor } from './second-factor.ts';
import { useSession } from './sessions.ts';
import { addTestUser, goodPassword, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { disableUser, enableUser } from './users.ts';

let access: TestAccess;
beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.drop());

const refused = { code: 'LOGIN_REFUSED' };
const locked = (seconds: number) => ({ code: 'LOGIN_LOCKED', args: { seconds } });

const tryPassword = (username: string, password: string, address?: string) =>
  logIn(access, { username, password, address });

async function failTimes(times: number, username: string, address?: string): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    await expect(tryPassword(username, `wrong ${turn}`, address)).rejects.toMatchObject(refused);
  }
}

describe('a login', () => {
  test('opens a session, in whatever case the name is typed', async () => {
    await addTestUser(access, 'awa');
    const outcome = await tryPassword('AWA', goodPassword);
    if (outcome.kind !== 'logged-in') return expect.fail(outcome.kind);
    const use = await useSession(access, outcome.session.token);
    expect(use).toMatchObject({ kind: 'valid', principal: { username: 'awa', role: 'operator' } });
    expect(await findUser(access.database, 'awa')).toMatchObject({ lastLoginAt: access.now() });
  });

  test('is refused in the same words for a wrong password, an unknown name, a disabled and a passwordless user', async () => {
    const gone = await addTestUser(access, 'gone');
    await disableUser(access, gone);
    await addTestUser(access, 'invited', { password: undefined });
    await addTestUser(access, 'elsewhere', { usesOpenId: true });
    const failures = await Promise.all(
      [
        tryPassword('awa', 'wrong'),
        tryPassword('nobody', goodPassword),
        tryPassword('gone', goodPassword),
        tryPassword('invited', ''),
        tryPassword('elsewhere', ''),
        tryPassword('awa', goodPassword.repeat(100)),
      ].map((attempt) => attempt.catch((error: Error) => error.message)),
    );
    expect(new Set(failures).size).toBe(1);
    await enableUser(access, gone);
    expect(await tryPassword('gone', goodPassword)).toMatchObject({ kind: 'logged-in' });
  });

  test('hashes a password anew where it was hashed at another cost', async () => {
    const user = await addTestUser(access, 'old-hash');
    const dearer = { ...access, passwords: createPasswordHashing({ memoryKiB: 16, passes: 1, lanes: 1 }) };
    await logIn(dearer, { username: 'old-hash', password: goodPassword });
    const row = await access.database
      .selectFrom('user_account')
      .select(['password_hash', 'password_changed_at'])
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(row.password_hash).toContain('m=16,');
    expect(row.password_changed_at).toEqual(user.createdAt);
  });
});

describe('failed attempts', () => {
  test('make the next one wait, longer each time, also with the right password', async () => {
    await addTestUser(access, 'guessed');
    await failTimes(5, 'guessed');
    await expect(tryPassword('guessed', goodPassword)).rejects.toMatchObject(locked(30));
    access.pass(30 * secondMs);
    await failTimes(1, 'guessed');
    await expect(tryPassword('guessed', goodPassword)).rejects.toMatchObject(locked(60));
    for (let turn = 0; turn < 10; turn += 1) {
      access.pass(15 * minuteMs);
      await failTimes(1, 'guessed');
    }
    await expect(tryPassword('guessed', goodPassword)).rejects.toMatchObject(locked(900));
    access.pass(15 * minuteMs);
    expect(await tryPassword('guessed', goodPassword)).toMatchObject({ kind: 'logged-in' });
    await failTimes(4, 'guessed');
    expect(await tryPassword('guessed', goodPassword)).toMatchObject({ kind: 'logged-in' });
  });

  test('of a name that nobody has make it wait as well: nobody learns which names exist', async () => {
    await failTimes(5, 'phantom');
    await expect(tryPassword('Phantom', 'x')).rejects.toMatchObject(locked(30));
  });

  test('at the same moment are as many as one after the other', async () => {
    await addTestUser(access, 'rushed');
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, turn) => tryPassword('rushed', `wrong ${turn}`).catch(({ code }) => code)),
    );
    expect(outcomes.filter((code) => code === 'LOGIN_REFUSED')).toHaveLength(5);
  });

  test('from one address are counted over all names', async () => {
    for (let turn = 0; turn < 50; turn += 1) await failTimes(1, `name-${turn}`, '192.0.2.7');
    await expect(tryPassword('awa', goodPassword, '192.0.2.7')).rejects.toMatchObject(locked(30));
    expect(await tryPassword('awa', goodPassword, '192.0.2.8')).toMatchObject({ kind: 'logged-in' });
  });

  test('are no reason to lock out an office whose people log in all day', async () => {
    for (let turn = 0; turn < 60; turn += 1) await tryPassword('awa', goodPassword, '192.0.2.9');
  });

  test('are forgotten after a day, and when an administrator says so', async () => {
    const user = await addTestUser(access, 'forgiven');
    await failTimes(5, 'forgiven');
    await unlockUser(access, user);
    await failTimes(4, 'forgiven');
    access.pass(25 * hourMs);
    await failTimes(4, 'forgiven');
    expect(await tryPassword('forgiven', goodPassword)).toMatchObject({ kind: 'logged-in' });
  });
});

describe('a login with a second factor', () => {
  let user: User;
  let codeAt: (offsetMs?: number) => string;
  let recoveryCodes: readonly string[];

  beforeAll(async () => {
    user = await addTestUser(access, 'careful');
    const { secret } = await offerSecondFactor(access, user);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    codeAt = (offsetMs = 0) => totp.generate({ timestamp: access.now().getTime() + offsetMs });
    recoveryCodes = await confirmSecondFactor(access, user, codeAt());
    access.pass(minuteMs);
  });

  async function challengeOf(attempt: Promise<LogInOutcome>): Promise<string> {
    const outcome = await attempt;
    return outcome.kind === 'second-factor' ? outcome.challenge : expect.fail('It asked for no code');
  }
  const passwordFirst = () => challengeOf(tryPassword('careful', goodPassword));

  test('opens nothing before the code was shown, and opens once', async () => {
    const challenge = await passwordFirst();
    expect(await useSession(access, challenge)).toEqual({ kind: 'unknown' });
    expect(await logInWithCode(access, { challenge, code: codeAt() })).toMatchObject({ kind: 'logged-in' });
    access.pass(minuteMs);
    await expect(logInWithCode(access, { challenge, code: codeAt() })).rejects.toMatchObject(refused);
  });

  test('takes a code once, also in another login, and none that is older than the clock may be wrong', async () => {
    const code = codeAt();
    await logInWithCode(access, { challenge: await passwordFirst(), code });
    const challenge = await passwordFirst();
    await expect(logInWithCode(access, { challenge, code })).rejects.toMatchObject({ code: 'SECOND_FACTOR_REFUSED' });
    access.pass(3 * minuteMs);
    await expect(logInWithCode(access, { challenge, code: codeAt(-90 * secondMs) })).rejects.toMatchObject({
      code: 'SECOND_FACTOR_REFUSED',
    });
    expect(await logInWithCode(access, { challenge, code: codeAt(-30 * secondMs) })).toMatchObject({
      kind: 'logged-in',
    });
  });

  test('takes a recovery code once, however it is written', async () => {
    const [code = ''] = recoveryCodes;
    const typed = code.toLowerCase().replaceAll('-', ' ');
    expect(await logInWithCode(access, { challenge: await passwordFirst(), code: typed })).toMatchObject({
      kind: 'logged-in',
    });
    await expect(logInWithCode(access, { challenge: await passwordFirst(), code })).rejects.toMatchObject({
      code: 'SECOND_FACTOR_REFUSED',
    });
  });

  test('ends with the fifth wrong code, and whoever has the password cannot begin over and over', async () => {
    access.pass(hourMs);
    const outcomes: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const challenge = await passwordFirst();
      for (let turn = 0; turn < 5; turn += 1) {
        await logInWithCode(access, { challenge, code: '000000' }).catch(({ code }) => outcomes.push(code));
      }
    }
    // One of the attempts was counted before, by a recovery code that was used up.
    expect(outcomes.filter((code) => code === 'SECOND_FACTOR_REFUSED').length).toBeLessThanOrEqual(5);
    expect(outcomes).toContain('LOGIN_LOCKED');
    await unlockUser(access, user);
    expect(await logInWithCode(access, { challenge: await passwordFirst(), code: codeAt() })).toMatchObject({
      kind: 'logged-in',
    });
  });

  test('asks for the password again where the code comes too late', async () => {
    const challenge = await passwordFirst();
    access.pass(6 * minuteMs);
    await expect(logInWithCode(access, { challenge, code: codeAt() })).rejects.toMatchObject(refused);
  });
});
