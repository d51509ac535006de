import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countRecoveryCodes } from '../store/second-factor.ts';
import { minuteMs } from './access.ts';
import {
  checkCode,
  confirmSecondFactor,
  offerSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor.ts';
import { addTestUser, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { getUser } from './users.ts';

let access: TestAccess;
beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.drop());

const refused = { code: 'SECOND_FACTOR_REFUSED' };
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: access.now().getTime() });

test('an offer is for any telephone, and in force once a code has confirmed it', async () => {
  const user = await addTestUser(access, 'awa');
  const offer = await offerSecondFactor(access, user);
  expect(offer.uri).toMatch(/^otpauth:\/\/totp\/Relais:awa\?issuer=Relais&secret=[A-Z2-7]{32}&/);
  expect(await getUser(access.database, 'awa')).toMatchObject({ hasSecondFactor: false });
  await expect(confirmSecondFactor(access, user, '000000')).rejects.toMatchObject(refused);
  const codes = await confirmSecondFactor(access, user, codeOf(offer.secret));
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([A-HJKMNP-TV-Z0-9]{4}-){3}[A-HJKMNP-TV-Z0-9]{4}$/);
  expect(await getUser(access.database, 'awa')).toMatchObject({ hasSecondFactor: true });
});

test('what the telephone knows is in the database as ciphertext that is bound to its user', async () => {
  const { secret } = await offerSecondFactor(access, await addTestUser(access, 'binta'));
  const victim = await addTestUser(access, 'chidi');
  const row = await access.database
    .selectFrom('user_account')
    .select('totp_secret')
    .where('username', '=', 'binta')
    .executeTakeFirstOrThrow();
  expect(row.totp_secret).not.toContain(secret);
  await access.database.updateTable('user_account').set(row).where('id', '=', victim.id).execute();
  await expect(checkCode(access, victim, codeOf(secret), { takesRecoveryCodes: false })).rejects.toMatchObject({
    code: 'SECRET_UNREADABLE',
  });
});

test('one in force cannot be replaced by who only has the session: it is removed first', async () => {
  const user = await addTestUser(access, 'dede');
  const { secret } = await offerSecondFactor(access, user);
  await confirmSecondFactor(access, user, codeOf(secret));
  const now = await getUser(access.database, 'dede');
  await expect(offerSecondFactor(access, now)).rejects.toMatchObject({ code: 'SECOND_FACTOR_IN_FORCE' });
  await removeSecondFactor(access, now);
  await offerSecondFactor(access, await getUser(access.database, 'dede'));
});

test('recovery codes are those of their user, in two requests at once good for one, and void after new ones', async () => {
  const [user, other] = [await addTestUser(access, 'esi'), await addTestUser(access, 'fatou')];
  const [first = '', second = ''] = await renewRecoveryCodes(access, user);
  const use = (code: string, whose = user) => checkCode(access, whose, code, { takesRecoveryCodes: true });
  await expect(use(first, other)).rejects.toMatchObject(refused);
  const outcomes = await Promise.allSettled([use(first), use(first)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await countRecoveryCodes(access.database, user.id)).toBe(9);
  await renewRecoveryCodes(access, user);
  await expect(use(second)).rejects.toMatchObject(refused);
  access.pass(minuteMs);
  await expect(checkCode(access, user, first, { takesRecoveryCodes: false })).rejects.toMatchObject(refused);
});
