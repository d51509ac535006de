import { PlatformError } from '../model/errors/platform-error.ts';
import type { UserRole } from '../model/user-role.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { type RightToSave, replaceInstanceRights } from '../store/instance-right.ts';
import { removeTotp } from '../store/second-factor.ts';
import { endSessionsOf } from '../store/session.ts';
import {
  changeUser as changeUserRow,
  createUser,
  findUser,
  lockActiveAdministrators,
  removePassword,
  savePassword,
  setUserDisabled,
  type User,
} from '../store/user.ts';
import type { Access } from './access.ts';
import { forgive } from './attempts.ts';
import { assertPasswordHolds } from './password-rules.ts';

/** DHIS2's own rule for names, and no longer. */
const usernamePattern = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;

export interface UserWish {
  readonly username: string;
  readonly role: UserRole;
  readonly email?: string | undefined;
  /** What they log in with; without one they come by an invitation, or by OpenID Connect. */
  readonly password?: string | undefined;
  readonly usesOpenId?: boolean | undefined;
  readonly rights?: readonly RightToSave[] | undefined;
}

/**
 * Adds a user. Without rights a user who is no administrator sees no instance.
 * @throws PlatformError USERNAME_INVALID, USER_EXISTS, USER_MAY_NOT_WRITE, or what is wrong with the password.
 */
export async function addUser(access: Access, wish: UserWish): Promise<User> {
  const username = wish.username.normalize('NFKC');
  if (!usernamePattern.test(username)) throw new PlatformError('USERNAME_INVALID', { args: { username } });
  assertRightsFit(wish.role, wish.rights ?? []);
  if (wish.password !== undefined) assertPasswordHolds(wish.password, { username, email: wish.email });
  const passwordHash = wish.password === undefined ? undefined : await access.passwords.hash(wish.password);
  const { role, email, usesOpenId, rights = [] } = wish;
  return inTransaction(access.database, async (transaction) => {
    const createdAt = access.now();
    const user = await createUser(transaction, { username, role, email, passwordHash, usesOpenId, createdAt });
    if (user === undefined) throw new PlatformError('USER_EXISTS', { args: { username } });
    await replaceInstanceRights(transaction, user.id, rights);
    return user;
  });
}

/** @throws PlatformError USER_UNKNOWN. */
export async function getUser(database: Database, username: string): Promise<User> {
  const user = await findUser(database, username);
  if (user === undefined) throw new PlatformError('USER_UNKNOWN', { args: { username } });
  return user;
}

export interface UserChange {
  readonly role?: UserRole | undefined;
  readonly email?: string | undefined;
  /** Replaces all that the user has. */
  readonly rights?: readonly RightToSave[] | undefined;
}

/**
 * Changes what a user is and may do; it counts from their next request on.
 * @throws PlatformError LAST_ADMINISTRATOR, USER_MAY_NOT_WRITE.
 */
export async function changeUser(access: Access, user: User, change: UserChange): Promise<void> {
  assertRightsFit(change.role ?? user.role, change.rights ?? []);
  await inTransaction(access.database, async (transaction) => {
    if (change.role !== undefined && change.role !== 'administrator') await assertNotLast(transaction, user);
    await changeUserRow(transaction, user.id, change);
    if (change.rights !== undefined) await replaceInstanceRights(transaction, user.id, change.rights);
    // A role that changes is a new person to the session: nobody keeps a page open from before.
    if (change.role !== undefined && change.role !== user.role) {
      await endSessionsOf(transaction, user.id, { reason: 'changed', at: access.now() });
    }
  });
}

/**
 * Disables a user: their sessions end, their tokens are refused. What they did stays.
 * @throws PlatformError LAST_ADMINISTRATOR.
 */
export async function disableUser(access: Access, user: User): Promise<void> {
  const at = access.now();
  await inTransaction(access.database, async (transaction) => {
    await assertNotLast(transaction, user);
    await setUserDisabled(transaction, user.id, at);
    await endSessionsOf(transaction, user.id, { reason: 'disabled', at });
  });
}

/** Lets a disabled user in again. */
export async function enableUser(access: Access, user: User): Promise<void> {
  await setUserDisabled(access.database, user.id, undefined);
}

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
  });
  await unlockUser(access, user);
}

/** Forgets the failed attempts at a user's password and second factor. */
export async function unlockUser(access: Access, user: User): Promise<void> {
  await forgive(access, { kind: 'username', name: user.username });
  await forgive(access, { kind: 'second-factor', name: String(user.id) });
}

async function assertNotLast(transaction: Database, user: User): Promise<void> {
  const active = await lockActiveAdministrators(transaction);
  const others = active.filter((id) => id !== user.id);
  if (active.includes(user.id) && others.length === 0) {
    throw new PlatformError('LAST_ADMINISTRATOR', { args: { username: user.username } });
  }
}

function assertRightsFit(role: UserRole, rights: readonly RightToSave[]): void {
  if (role === 'reader' && rights.some(({ mayWrite }) => mayWrite)) throw new PlatformError('USER_MAY_NOT_WRITE');
}
