import { PlatformError } from '../../model/errors/platform-error.ts';
import type { UserRole } from '../../model/user-role.ts';
import { findUser, findUserBySubject, getUserById, linkSubject, type User } from '../../store/user.ts';
import type { Access } from '../access.ts';
import { addUser, changeUser } from '../users.ts';
import type { OpenIdSettings } from './provider.ts';

/** What the provider says of somebody: in its signed token, and where it is asked. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/**
 * The user whom the provider vouches for: the one who is linked to the subject; else the one whom an administrator has added for
 * OpenID Connect under this name, and who is linked from now on; else, where that is set, a new one.
 * A user with a password here is never taken over by a name that somebody chose there.
 * @throws PlatformError OPENID_USER_UNKNOWN, OPENID_REFUSED where the role that is asked for is missing.
 */
export async function claimedUser(access: Access, settings: OpenIdSettings, claims: Claims): Promise<User> {
  const identity = { issuer: settings.issuer, subject: claims.sub };
  const role = claimedRole(settings, claims);
  const linked = await findUserBySubject(access.database, identity);
  const user = linked ?? (await newlyLinked(access, settings, { claims, role, identity }));
  if (role === undefined || role === user.role) return user;
  await changeUser(access, user, { role });
  return getUserById(access.database, user.id);
}

interface Claimed {
  readonly claims: Claims;
  readonly role: UserRole | undefined;
  readonly identity: { readonly issuer: string; readonly subject: string };
}

async function newlyLinked(access: Access, settings: OpenIdSettings, claimed: Claimed): Promise<User> {
  const { claims, role, identity } = claimed;
  const username = String(claims[settings.usernameClaim ?? 'preferred_username'] ?? '');
  const unknown = new PlatformError('OPENID_USER_UNKNOWN', { args: { username: username || claims.sub } });
  if (username === '') throw unknown;
  const found = await findUser(access.database, username);
  const mayCreate = settings.roles?.createsUsers === true && role !== undefined && found === undefined;
  const user = mayCreate ? await addUser(access, { username, role, usesOpenId: true }) : found;
  if (user === undefined || !(await linkSubject(access.database, user.id, identity))) throw unknown;
  return getUserById(access.database, user.id);
}

/** The role that the provider gives; undefined where roles are given here. */
function claimedRole({ roles }: OpenIdSettings, claims: Claims): UserRole | undefined {
  if (roles === undefined) return undefined;
  const values = [claims[roles.claim] ?? []].flat().map(String);
  const role = roles.values.find(([value]) => values.includes(value))?.[1];
  if (role === undefined) throw new PlatformError('OPENID_REFUSED', { args: { reason: roles.claim } });
  return role;
}
