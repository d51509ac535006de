import { PlatformError } from '../model/errors/platform-error.ts';
import type { UserRole } from '../model/user-role.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { listInstanceRights, type RightToSave, replaceInstanceRights } from '../store/instance-right.ts';
import { endSessionsOf } from '../store/session.ts';
import {
  changeUser as changeUserRow,
  createUser,
  findUser,
  lockActiveAdministrators,
  setUserDisabled,
  type User,
} from '../store/user.ts';
import { type Access, subjectOf, tell } from './access.ts';
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
    const after = { role, email, usesOpenId: user.usesOpenId, rights };
    await tell(access, transaction, { action: 'user.added', subject: subjectOf(user), after });
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
    const rights = change.rights === undefined ? undefined : await listInstanceRights(transaction, user.id);
    await changeUserRow(transaction, user.id, change);
    if (change.rights !== undefined) await replaceInstanceRights(transaction, user.id, change.rights);
    // A role that changes is a new person to the session: nobody keeps a page open from before.
    if (change.role !== undefined && change.role !== user.role) {
      await endSessionsOf(transaction, user.id, { reason: 'changed', at: access.now() });
    }
    const before = { role: user.role, email: user.email, rights };
    await tell(access, transaction, { action: 'user.changed', subject: subjectOf(user), before, after: { ...change } });
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
    await tell(access, transaction, { action: 'user.disabled', subject: subjectOf(user) });
  });
}

/** Lets a disabled user in again. */
export async function enableUser(access: Access, user: User): Promise<void> {
  await inTransaction(access.database, async (transaction) => {
    await setUserDisabled(transaction, user.id, undefined);
    const [before, after] = [{ isDisabled: true }, { isDisabled: false }];
    await tell(access, transaction, { action: 'user.changed', subject: subjectOf(user), before, after });
  });
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
