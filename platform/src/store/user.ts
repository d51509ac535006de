import { type Selectable, sql } from 'kysely';
import type { UserRole } from '../model/user-role.ts';
import type { UserAccountTable } from './access-tables.ts';
import type { Database } from './database.ts';

/** Somebody who may use Relais. What they prove themselves with is read apart (`loadProofs`). */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly role: UserRole;
  readonly email: string | undefined;
  readonly usesOpenId: boolean;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly disabledAt: Date | undefined;
  readonly lastLoginAt: Date | undefined;
  readonly createdAt: Date;
}

/** What a user proves themselves with: a hash and a ciphertext. */
export interface UserProofs {
  readonly passwordHash: string | undefined;
  readonly totpSecret: string | undefined;
  readonly totpConfirmedAt: Date | undefined;
}

export interface UserToCreate {
  readonly username: string;
  readonly role: UserRole;
  readonly email?: string | undefined;
  readonly passwordHash?: string | undefined;
  readonly usesOpenId?: boolean | undefined;
  readonly createdAt: Date;
}

/** A new user; undefined where the username is taken, in whatever case. */
export async function createUser(database: Database, user: UserToCreate): Promise<User | undefined> {
  const row = await database
    .insertInto('user_account')
    .values({
      username: user.username,
      role: user.role,
      email: user.email ?? null,
      password_hash: user.passwordHash ?? null,
      password_changed_at: user.passwordHash === undefined ? null : user.createdAt,
      uses_openid: user.usesOpenId ?? false,
      created_at: user.createdAt,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(username)`).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && toUser(row);
}

/** A user by their name, in whatever case it was typed. */
export async function findUser(database: Database, username: string): Promise<User | undefined> {
  const row = await database
    .selectFrom('user_account')
    .selectAll()
    .where(sql`lower(username)`, '=', sql`lower(${username.normalize('NFKC')})`)
    .executeTakeFirst();
  return row && toUser(row);
}

export async function findUserById(database: Database, id: number): Promise<User | undefined> {
  const row = await database.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toUser(row);
}

/** A user who is known to be there. */
export async function getUserById(database: Database, id: number): Promise<User> {
  return toUser(await database.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** A user by who they are at the OpenID Connect provider. */
export async function findUserBySubject(
  database: Database,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<User | undefined> {
  const row = await database
    .selectFrom('user_account')
    .selectAll()
    .where('openid_issuer', '=', issuer)
    .where('openid_subject', '=', subject)
    .executeTakeFirst();
  return row && toUser(row);
}

/** All users, by name. */
export async function listUsers(database: Database): Promise<readonly User[]> {
  const rows = await database.selectFrom('user_account').selectAll().orderBy(sql`lower(username)`).execute();
  return rows.map(toUser);
}

export async function hasUsers(database: Database): Promise<boolean> {
  return (await database.selectFrom('user_account').select('id').limit(1).execute()).length > 0;
}

/** Administrators who can log in. The rows stay locked until the transaction ends, so that two last ones do not remove each other. */
export async function lockActiveAdministrators(database: Database): Promise<readonly number[]> {
  const rows = await database
    .selectFrom('user_account')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    // In one order, so that two of these transactions wait for each other in one direction only.
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function loadProofs(database: Database, userId: number): Promise<UserProofs> {
  const row = await database
    .selectFrom('user_account')
    .select(['password_hash', 'totp_secret', 'totp_confirmed_at'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return {
    passwordHash: row.password_hash ?? undefined,
    totpSecret: row.totp_secret ?? undefined,
    totpConfirmedAt: row.totp_confirmed_at ?? undefined,
  };
}

export interface UserChange {
  readonly role?: UserRole | undefined;
  readonly email?: string | undefined;
}

export async function changeUser(database: Database, userId: number, change: UserChange): Promise<void> {
  const set = {
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.email === undefined ? {} : { email: change.email }),
  };
  if (Object.keys(set).length === 0) return;
  await database.updateTable('user_account').set(set).where('id', '=', userId).execute();
}

/** Disables a user from a moment on, or enables them again. */
export async function setUserDisabled(database: Database, userId: number, disabledAt: Date | undefined): Promise<void> {
  await database
    .updateTable('user_account')
    .set({ disabled_at: disabledAt ?? null })
    .where('id', '=', userId)
    .execute();
}

/** Keeps the hash of a password, with the moment when it was chosen; without one the same password was only hashed anew. */
export async function savePassword(database: Database, userId: number, hash: string, at?: Date): Promise<void> {
  await database
    .updateTable('user_account')
    .set({ password_hash: hash, ...(at === undefined ? {} : { password_changed_at: at }) })
    .where('id', '=', userId)
    .execute();
}

/** Takes the password away: who has none logs in by an invitation first. */
export async function removePassword(database: Database, userId: number): Promise<void> {
  await database.updateTable('user_account').set({ password_hash: null }).where('id', '=', userId).execute();
}

export async function saveLastLogin(database: Database, userId: number, at: Date): Promise<void> {
  await database.updateTable('user_account').set({ last_login_at: at }).where('id', '=', userId).execute();
}

/** Links a user who logs in by OpenID Connect to their subject there; false where somebody else has it, or they have one. */
export async function linkSubject(
  database: Database,
  userId: number,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<boolean> {
  const result = await database
    .updateTable('user_account')
    .set({ openid_issuer: issuer, openid_subject: subject })
    .where('id', '=', userId)
    .where('uses_openid', '=', true)
    .where('openid_subject', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('user_account as other')
            .select('other.id')
            .where('other.openid_issuer', '=', issuer)
            .where('other.openid_subject', '=', subject),
        ),
      ),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toUser(row: Selectable<UserAccountTable>): User {
  return {
    id: row.id,
    username: row.username,
    role: row.role,
    email: row.email ?? undefined,
    usesOpenId: row.uses_openid,
    hasPassword: row.password_hash !== null,
    hasSecondFactor: row.totp_confirmed_at !== null,
    disabledAt: row.disabled_at ?? undefined,
    lastLoginAt: row.last_login_at ?? undefined,
    createdAt: row.created_at,
  };
}
