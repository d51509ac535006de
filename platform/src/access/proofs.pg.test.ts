import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSessions } from '../store/session.ts';
import { minuteMs } from './access.ts';
import { logIn } from './log-in.ts';
import { changeOwnPassword, removeOwnSecondFactor } from './proofs.ts';
import { confirmSecondFactor, offerSecondFactor } from './second-factor.ts';
import { openSession } from './sessions.ts';
import { addTestUser, goodPassword, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { getUser } from './users.ts';

let access: TestAccess;
beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.drop());

const next = 'deux pirogues rouges';

test('whoever changes their password shows that they know it; an open page does not do, nor guessing', async () => {
  const user = await addTestUser(access, 'awa');
  for (let turn = 0; turn < 5; turn += 1) {
    const guess = changeOwnPassword(access, user, { present: `wrong ${turn}`, next });
    await expect(guess).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
  }
  const late = changeOwnPassword(access, user, { present: goodPassword, next });
  await expect(late).rejects.toMatchObject({ code: 'LOGIN_LOCKED' });
  access.pass(minuteMs);
  await changeOwnPassword(access, user, { present: goodPassword, next });
  expect(await logIn(access, { username: 'awa', password: next })).toMatchObject({ kind: 'logged-in' });
});

test('a new password that does not hold changes nothing', async () => {
  const user = await addTestUser(access, 'binta');
  const weak = changeOwnPassword(access, user, { present: goodPassword, next: 'binta-binta-binta' });
  await expect(weak).rejects.toMatchObject({ code: 'PASSWORD_GUESSABLE' });
  expect(await logIn(access, { username: 'binta', password: goodPassword })).toMatchObject({ kind: 'logged-in' });
});

test('the session in which it was changed goes on, the others end', async () => {
  const user = await addTestUser(access, 'chidi');
  await openSession(access, user, {});
  const { sessionId } = await openSession(access, user, {});
  await changeOwnPassword(access, user, { present: goodPassword, next, keptSession: sessionId });
  const left = await listSessions(access.database, user.id, access.now());
  expect(left.map(({ id }) => id)).toEqual([sessionId]);
});

test('whoever takes their second factor away shows both', async () => {
  const user = await addTestUser(access, 'dede');
  const { secret } = await offerSecondFactor(access, user);
  const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: access.now().getTime() });
  await confirmSecondFactor(access, user, code());
  access.pass(minuteMs);
  const remove = (password: string, shown: string) => removeOwnSecondFactor(access, user, { password, code: shown });
  await expect(remove('wrong', code())).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
  await expect(remove(goodPassword, '000000')).rejects.toMatchObject({ code: 'SECOND_FACTOR_REFUSED' });
  await remove(goodPassword, code());
  expect(await getUser(access.database, 'dede')).toMatchObject({ hasSecondFactor: false });
});

test('the trail tells each of these, and no secret', async () => {
  const entries = await access.database.selectFrom('audit_entry').selectAll().orderBy('seq').execute();
  const ofDede = entries.filter(({ subject }) => subject === 'dede');
  expect(ofDede.map(({ action, after }) => [action, after])).toEqual([
    ['user.added', expect.objectContaining({ role: 'operator' })],
    ['user.changed', { hasSecondFactor: true }],
    ['user.changed', { hasSecondFactor: false }],
  ]);
  const ofAwa = entries.filter(({ subject }) => subject === 'awa').map(({ action }) => action);
  expect(ofAwa).toEqual(['user.added', 'user.changed']);
  expect(JSON.stringify(entries)).not.toContain('pirogues');
});
