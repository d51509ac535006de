import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { createOneTimeToken, takeOneTimeToken, tryOneTimeToken } from '../store/one-time-token.ts';
import { findUser, findUserById, loadProofs, saveLastLogin, savePassword, type User } from '../store/user.ts';
import { type Access, later, minuteMs, tell } from './access.ts';
import { attempt, forgive, forgiveOne } from './attempts.ts';
import { createOpaqueToken, digestOf } from './opaque-token.ts';
import { passwordLengths } from './password-rules.ts';
import { checkCode } from './second-factor.ts';
import { type OpenedSession, type Origin, openSession } from './sessions.ts';

/** Somebody is in; or their password was right and the code of their telephone is still wanted. */
export type LogInOutcome =
  | { readonly kind: 'logged-in'; readonly user: User; readonly session: OpenedSession }
  | { readonly kind: 'second-factor'; readonly user: User; readonly challenge: string; readonly endsAt: Date };

export interface LogIn extends Origin {
  readonly username: string;
  readonly password: string;
}

/** How long, and how often, a code may be tried after the password. */
const challenge = { ms: 5 * minuteMs, tries: 5 } as const;

/**
 * Logs somebody in by user name and password.
 * @throws PlatformError LOGIN_REFUSED, the same whatever is wrong; LOGIN_LOCKED after too many failures of the name or the address.
 */
export async function logIn(access: Access, { username, password, ...origin }: LogIn): Promise<LogInOutcome> {
  const byName = { kind: 'username', name: username.slice(0, passwordLengths.most) } as const;
  const byAddress = origin.address === undefined ? undefined : ({ kind: 'address', name: origin.address } as const);
  if (byAddress) await attempt(access, byAddress);
  await attempt(access, byName);
  const user = await verifiedUser(access, username, password);
  if (user === undefined) throw await refusal(access, await findUser(access.database, username), origin);
  if (byAddress) await forgiveOne(access, byAddress);
  // Not all of them yet: whoever has the password still has to show the code.
  await (user.hasSecondFactor ? forgiveOne(access, byName) : forgive(access, byName));
  return user.hasSecondFactor ? ask(access, user) : enter(access, user, origin);
}

/** Lets a user in who has proved everything. */
export async function enter(access: Access, user: User, origin: Origin): Promise<LogInOutcome> {
  return inTransaction(access.database, async (transaction) => {
    await saveLastLogin(transaction, user.id, access.now());
    const session = await openSession({ ...access, database: transaction }, user, origin);
    const subject = { kind: 'session', name: String(session.sessionId) };
    await tell({ actor: actorOf(user, origin) }, transaction, { action: 'session.opened', subject });
    return { kind: 'logged-in', user, session };
  });
}

/** A login that was refused, as the trail tells it. A name that nobody has is not written down: it may be a password in the wrong field. */
async function refusal(access: Access, user: User | undefined, origin: Origin): Promise<PlatformError> {
  const subject = { kind: 'user', name: user?.username ?? '' };
  await tell({ actor: actorOf(user, origin) }, access.database, { action: 'session.refused', subject });
  return new PlatformError('LOGIN_REFUSED');
}

function actorOf(user: User | undefined, { address }: Origin): AuditActor {
  return { kind: 'user', name: user?.username ?? '', address };
}

async function ask(access: Access, user: User): Promise<LogInOutcome> {
  const { token, digest } = createOpaqueToken();
  const createdAt = access.now();
  const endsAt = later(createdAt, challenge.ms);
  const { tries } = challenge;
  const kept = {
    purpose: 'second-factor',
    userId: user.id,
    sealed: undefined,
    digest,
    tries,
    createdAt,
    endsAt,
  } as const;
  await createOneTimeToken(access.database, kept);
  return { kind: 'second-factor', user, challenge: token, endsAt };
}

/**
 * The second step of a login: the code of the telephone, or a recovery code.
 * @throws PlatformError SECOND_FACTOR_REFUSED, LOGIN_LOCKED, or LOGIN_REFUSED where the first step is too long ago or the user was disabled.
 */
export async function logInWithCode(
  access: Access,
  shown: Origin & { readonly challenge: string; readonly code: string },
): Promise<LogInOutcome> {
  const question = { digest: digestOf(shown.challenge), purpose: 'second-factor', now: access.now() } as const;
  const asked = await tryOneTimeToken(access.database, question);
  const user = asked?.userId === undefined ? undefined : await findUserById(access.database, asked.userId);
  if (user === undefined || user.disabledAt !== undefined) throw new PlatformError('LOGIN_REFUSED');
  await checkCode(access, user, shown.code, { takesRecoveryCodes: true });
  await takeOneTimeToken(access.database, question);
  await forgive(access, { kind: 'username', name: user.username });
  return enter(access, user, shown);
}

/** The user whose name and password these are, and who may log in. Takes the same time whether the name exists or not. */
export async function verifiedUser(access: Access, username: string, password: string): Promise<User | undefined> {
  const user = await findUser(access.database, username);
  const { passwordHash } = user ? await loadProofs(access.database, user.id) : {};
  const isShort = password.length <= passwordLengths.most * 4;
  const fits = await access.passwords.verify(isShort ? password : '', passwordHash);
  if (!fits || !isShort || user === undefined || user.disabledAt !== undefined) return undefined;
  if (passwordHash !== undefined && access.passwords.isOutdated(passwordHash)) {
    await savePassword(access.database, user.id, await access.passwords.hash(password));
  }
  return user;
}
