import { PlatformError } from '../model/errors/platform-error.ts';
import type { SessionEnd } from '../store/access-tables.ts';
import { inTransaction } from '../store/in-transaction.ts';
import {
  createSession,
  endSession,
  findSession,
  rotateSession,
  type Session,
  saveSessionUse,
} from '../store/session.ts';
import { findUserById, type User } from '../store/user.ts';
import { type Access, hourMs, later, minuteMs, secondMs, tell } from './access.ts';
import { createOpaqueToken, digestOf, isSameDigest } from './opaque-token.ts';
import { loadPrincipal, type Principal } from './principal.ts';

/** How long sessions last. */
export const sessionTimes = {
  /** Without a request. */
  idleMs: 30 * minuteMs,
  /** In all. */
  absoluteMs: 12 * hourMs,
  /** A token older than this is replaced by the next request. */
  rotationMs: 15 * minuteMs,
  /** So long requests that were under way may still show the token of before. */
  graceMs: 30 * secondMs,
  /** How exactly the last use is written down. */
  touchMs: minuteMs,
} as const;

/** Where a login comes from, as its owner sees it in the list of sessions. */
export interface Origin {
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** A new session: its token goes into an HttpOnly cookie, the other into one that our page reads and sends back in a header. */
export interface OpenedSession {
  readonly sessionId: number;
  readonly token: string;
  readonly csrfToken: string;
  readonly endsAt: Date;
}

/** Opens a session. Its token is always new: one that was shown before the login is worth nothing after it. */
export async function openSession(access: Access, user: User, origin: Origin): Promise<OpenedSession> {
  const { token, digest } = createOpaqueToken();
  const csrf = createOpaqueToken();
  const createdAt = access.now();
  const session = await createSession(access.database, {
    userId: user.id,
    digest,
    csrfDigest: csrf.digest,
    address: origin.address,
    userAgent: origin.userAgent?.slice(0, 300),
    createdAt,
    endsAt: later(createdAt, sessionTimes.absoluteMs),
  });
  return { sessionId: session.id, token, csrfToken: csrf.token, endsAt: session.endsAt };
}

/** What a request with a session's token is worth. */
export type SessionUse =
  | {
      readonly kind: 'valid';
      readonly principal: Principal;
      readonly session: Session;
      /** The token that the browser has from now on, where it was time for another. */
      readonly renewedToken?: string | undefined;
    }
  | { readonly kind: 'unknown' }
  /** `replayed`: a token that was replaced long ago came back, so that somebody has stolen it; whoever has the session loses it. */
  | { readonly kind: 'ended'; readonly reason: SessionEnd; readonly userId: number };

/** Who shows this token. Ends the session where it is idle, over, its user disabled, or its token stolen. */
export async function useSession(access: Access, token: string): Promise<SessionUse> {
  const digest = digestOf(token);
  const session = await findSession(access.database, digest);
  if (session === undefined || session.endedAt !== undefined) return { kind: 'unknown' };
  const now = access.now();
  const user = await findUserById(access.database, session.userId);
  const reason = reasonToEnd(session, user, { digest, now });
  if (reason !== undefined || user === undefined) {
    await endSession(access.database, session.id, reason ?? 'disabled', now);
    if (reason === 'replayed') await tellReplay(access, session);
    return { kind: 'ended', reason: reason ?? 'disabled', userId: session.userId };
  }
  const renewedToken = await renew(access, session, { digest, now });
  const principal = await loadPrincipal(access.database, user, { kind: 'session', sessionId: session.id });
  return { kind: 'valid', principal, session, renewedToken };
}

/** Somebody has stolen a token: that is to be found in the trail. */
async function tellReplay(access: Access, session: Session): Promise<void> {
  const subject = { kind: 'session', name: String(session.id) };
  await tell(access, access.database, { action: 'session.closed', subject, after: { reason: 'replayed' } });
}

interface Shown {
  readonly digest: string;
  readonly now: Date;
}

function reasonToEnd(session: Session, user: User | undefined, { digest, now }: Shown): SessionEnd | undefined {
  const isOlder = (moment: Date, ms: number) => now.getTime() - moment.getTime() > ms;
  if (digest !== session.digest && isOlder(session.rotatedAt, sessionTimes.graceMs)) return 'replayed';
  if (now >= session.endsAt) return 'absolute';
  if (isOlder(session.lastUsedAt, sessionTimes.idleMs)) return 'idle';
  return user === undefined || user.disabledAt !== undefined ? 'disabled' : undefined;
}

/** Another token where this one is old; of requests at the same moment one gets it, the others go on with theirs. */
async function renew(access: Access, session: Session, { digest, now }: Shown): Promise<string | undefined> {
  const age = now.getTime() - session.rotatedAt.getTime();
  if (digest === session.digest && age > sessionTimes.rotationMs) {
    const next = createOpaqueToken();
    const change = { id: session.id, from: digest, to: next.digest, at: now };
    return (await rotateSession(access.database, change)) ? next.token : undefined;
  }
  const unused = now.getTime() - session.lastUsedAt.getTime();
  if (unused > sessionTimes.touchMs) await saveSessionUse(access.database, session.id, now);
  return undefined;
}

/** Logs out. */
export async function closeSession(access: Access, sessionId: number): Promise<void> {
  await inTransaction(access.database, async (transaction) => {
    await endSession(transaction, sessionId, 'logged-out', access.now());
    const subject = { kind: 'session', name: String(sessionId) };
    await tell(access, transaction, { action: 'session.closed', subject });
  });
}

/**
 * Makes sure that a request which changes something was made by our own page, which alone can read this token.
 * @throws PlatformError CSRF_REFUSED.
 */
export function assertCsrfToken(session: Session, csrfToken: string | undefined): void {
  const fits = csrfToken !== undefined && isSameDigest(digestOf(csrfToken), session.csrfDigest);
  if (!fits) throw new PlatformError('CSRF_REFUSED');
}
