import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayMs, hourMs } from './access.ts';
import { inviteUser } from './invitations.ts';
import { logIn } from './log-in.ts';
import { openSession, useSession } from './sessions.ts';
import { addTestUser, goodPassword, openTestAccess, type TestAccess } from './testing/open-access.ts';
import { tidyUp } from './tidy-up.ts';

let access: TestAccess;
beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.drop());

async function rows(): Promise<readonly number[]> {
  const counts = [];
  for (const table of ['session', 'one_time_token', 'failed_attempt'] as const) {
    counts.push((await access.database.selectFrom(table).selectAll().execute()).length);
  }
  return counts;
}

test('what is over is forgotten, and what still counts is kept', async () => {
  const user = await addTestUser(access, 'awa');
  await openSession(access, user, {});
  await inviteUser(access, user);
  const fail = () => logIn(access, { username: 'awa', password: 'wrong' }).catch(({ code }) => code);
  for (let turn = 0; turn < 5; turn += 1) expect(await fail()).toBe('LOGIN_REFUSED');
  expect(await rows()).toEqual([1, 1, 1]);
  access.pass(hourMs / 100);
  await tidyUp(access);
  expect(await rows()).toEqual([1, 1, 1]);
  access.pass(31 * dayMs);
  const fresh = await openSession(access, user, {});
  await tidyUp(access);
  expect(await rows()).toEqual([1, 0, 0]);
  expect(await useSession(access, fresh.token)).toMatchObject({ kind: 'valid' });
  expect(await logIn(access, { username: 'awa', password: goodPassword })).toMatchObject({ kind: 'logged-in' });
});
