import { PlatformError } from '../model/errors/platform-error.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { createOneTimeToken, deleteOneTimeTokens, takeOneTimeToken } from '../store/one-time-token.ts';
import { findUserById, hasUsers, type User } from '../store/user.ts';
import { type Access, dayMs, later, subjectOf, tell } from './access.ts';
import { createOpaqueToken, digestOf } from './opaque-token.ts';
import { assertPasswordHolds } from './password-rules.ts';
import { setPassword } from './proofs.ts';
import { addUser } from './users.ts';

const invitationMs = 3 * dayMs;
const firstAdministratorMs = dayMs;

/** The secret part of a link that is good once. The link holds it behind `#`, so that it reaches no log of a server. */
export interface OneTimeLink {
  readonly token: string;
  readonly endsAt: Date;
}

/**
 * A link by which the first administrator is made; undefined where there are users. Another one replaces it, so that the
 * link that was printed last is the one that counts.
 */
export async function offerFirstAdministrator(access: Access): Promise<OneTimeLink | undefined> {
  if (await hasUsers(access.database)) return undefined;
  return offer(access, { purpose: 'first-administrator', userId: undefined, ms: firstAdministratorMs });
}

/**
 * Makes the first administrator; nobody is asked for a password that somebody else chose.
 * @throws PlatformError LINK_SPENT where the link is not the one, or there are users by now; or what is wrong with name or password.
 */
export async function makeFirstAdministrator(
  access: Access,
  wish: { readonly token: string; readonly username: string; readonly password: string; readonly email?: string },
): Promise<User> {
  const { token, ...user } = wish;
  // Before the link is used up: a password that is too short must not cost it.
  assertPasswordHolds(user.password, user);
  return inTransaction(access.database, async (transaction) => {
    const taken = await take({ ...access, database: transaction }, 'first-administrator', token);
    if (taken === undefined || (await hasUsers(transaction))) throw new PlatformError('LINK_SPENT');
    const actor = { kind: 'user', name: user.username, address: access.actor.address } as const;
    return addUser({ ...access, database: transaction, actor }, { ...user, role: 'administrator' });
  });
}

/** A link by which a user chooses their password: for new ones, and for those who forgot theirs. */
export async function inviteUser(access: Access, user: User): Promise<OneTimeLink> {
  if (user.usesOpenId) throw new PlatformError('PASSWORD_ELSEWHERE', { args: { username: user.username } });
  return inTransaction(access.database, async (transaction) => {
    const within = { ...access, database: transaction };
    const link = await offer(within, { purpose: 'invitation', userId: user.id, ms: invitationMs });
    const after = { isInvited: true, until: link.endsAt };
    await tell(access, transaction, { action: 'user.changed', subject: subjectOf(user), after });
    return link;
  });
}

/**
 * Whoever has the link chooses the password of the user whom it names. A second factor stays, and is asked for at the login.
 * @throws PlatformError LINK_SPENT, or what is wrong with the password.
 */
export async function acceptInvitation(
  access: Access,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<User> {
  return inTransaction(access.database, async (transaction) => {
    const within = { ...access, database: transaction };
    const taken = await take(within, 'invitation', token);
    const user = taken?.userId === undefined ? undefined : await findUserById(transaction, taken.userId);
    if (user === undefined || user.disabledAt !== undefined) throw new PlatformError('LINK_SPENT');
    const actor = { kind: 'user', name: user.username, address: access.actor.address } as const;
    await setPassword({ ...within, actor }, user, password);
    return user;
  });
}

/** Voids the invitation of a user. */
export async function withdrawInvitation(access: Access, user: User): Promise<void> {
  await deleteOneTimeTokens(access.database, 'invitation', user.id);
}

interface Offer {
  readonly purpose: 'first-administrator' | 'invitation';
  readonly userId: number | undefined;
  readonly ms: number;
}

async function offer(access: Access, { purpose, userId, ms }: Offer): Promise<OneTimeLink> {
  const { token, digest } = createOpaqueToken();
  const createdAt = access.now();
  const endsAt = later(createdAt, ms);
  const kept = { purpose, userId, sealed: undefined, digest, tries: 1, createdAt, endsAt };
  await inTransaction(access.database, (transaction) => createOneTimeToken(transaction, kept));
  return { token, endsAt };
}

function take(access: Access, purpose: Offer['purpose'], token: string) {
  return takeOneTimeToken(access.database, { digest: digestOf(token), purpose, now: access.now() });
}
