import { PlatformError } from '../model/errors/platform-error.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { removeTotp } from '../store/second-factor.ts';
import { endSessionsOf } from '../store/session.ts';
import { removePassword, savePassword, type User } from '../store/user.ts';
import { type Access, subjectOf, tell } from './access.ts';
import { attempt, forgive } from './attempts.ts';
import { verifiedUser } from './log-in.ts';
import { assertPasswordHolds } from './password-rules.ts';
import { checkCode, removeSecondFactor } from './second-factor.ts';

/**
 * Gives a user a new password; all sessions but the present one end, and failed attempts are forgotten.
 * @throws PlatformError PASSWORD_ELSEWHERE, or what is wrong with the password.
 */
export async function setPassword(
  access: Access,
  user: User,
  password: string,
  keptSession?: number | undefined,
): Promise<void> {
  if (user.usesOpenId) throw new PlatformError('PASSWORD_ELSEWHERE', { args: { username: user.username } });
  assertPasswordHolds(password, user);
  const hash = await access.passwords.hash(password);
  const at = access.now();
  await inTransaction(access.database, async (transaction) => {
    await savePassword(transaction, user.id, hash, at);
    await endSessionsOf(transaction, user.id, { reason: 'changed', at, except: keptSession });
    await tell(access, transaction, {
      action: 'user.changed',
      subject: subjectOf(user),
      after: { hasNewPassword: true },
    });
  });
  await forgive(access, { kind: 'username', name: user.username });
}

/** Takes a user's password away, and the second factor where the telephone is lost; sessions end. An invitation follows. */
export async function clearProofs(
  access: Access,
  user: User,
  { secondFactorToo }: { readonly secondFactorToo: boolean },
): Promise<void> {
  const at = access.now();
  await inTransaction(access.database, async (transaction) => {
    await removePassword(transaction, user.id);
    if (secondFactorToo) await removeTotp(transaction, user.id);
    await endSessionsOf(transaction, user.id, { reason: 'changed', at });
    await tell(access, transaction, { action: 'user.reset', subject: subjectOf(user), after: { secondFactorToo } });
  });
  await unlockUser(access, user);
}

/** Forgets the failed attempts at a user's password and second factor. */
export async function unlockUser(access: Access, user: User): Promise<void> {
  await forgive(access, { kind: 'username', name: user.username });
  await forgive(access, { kind: 'second-factor', name: String(user.id) });
}

/**
 * Somebody chooses another password, and shows that they know the present one: an open page does not do.
 * @throws PlatformError LOGIN_REFUSED, LOGIN_LOCKED, or what is wrong with the new one.
 */
export async function changeOwnPassword(
  access: Access,
  user: User,
  change: { readonly present: string; readonly next: string; readonly keptSession?: number | undefined },
): Promise<void> {
  await assertPassword(access, user, change.present);
  await setPassword(access, user, change.next, change.keptSession);
}

/**
 * Somebody takes their own second factor away, and shows that they have both.
 * @throws PlatformError LOGIN_REFUSED, SECOND_FACTOR_REFUSED, LOGIN_LOCKED.
 */
export async function removeOwnSecondFactor(
  access: Access,
  user: User,
  proof: { readonly password: string; readonly code: string },
): Promise<void> {
  await assertPassword(access, user, proof.password);
  await checkCode(access, user, proof.code, { takesRecoveryCodes: true });
  await removeSecondFactor(access, user);
}

async function assertPassword(access: Access, user: User, password: string): Promise<void> {
  const attempted = { kind: 'username', name: user.username } as const;
  await attempt(access, attempted);
  if ((await verifiedUser(access, user.username, password)) === undefined) throw new PlatformError('LOGIN_REFUSED');
  await forgive(access, attempted);
}
