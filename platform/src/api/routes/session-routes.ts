import { listOf } from '@relais/contract/paging.ts';
import {
  accountSchema,
  codeSchema,
  type LogInAnswer,
  logInAnswerSchema,
  logInSchema,
  openSessionSchema,
  sessionParamsSchema,
} from '@relais/contract/session.ts';
import { type LogInOutcome, logIn, logInWithCode } from '../../access/log-in.ts';
import type { Principal } from '../../access/principal.ts';
import { closeSession } from '../../access/sessions.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { listSessions } from '../../store/session.ts';
import { getUserById } from '../../store/user.ts';
import type { CookieJar } from '../cookies.ts';
import { guardedRoute, openRoute, type Route, type Told } from '../route.ts';

/** Logging in and out, and who is logged in. */
export const sessionRoutes: readonly Route[] = [
  openRoute({
    method: 'POST',
    path: '/session',
    summary: 'Logs in by user name and password',
    isProof: true,
    isOnItsOwn: true,
    body: logInSchema,
    answer: logInAnswerSchema,
    handle: async ({ access, body, origin, cookies }) => entered(await logIn(access, { ...body, ...origin }), cookies),
  }),
  openRoute({
    method: 'POST',
    path: '/session/code',
    summary: 'The second step of a login: a code of the telephone, or a recovery code',
    isProof: true,
    isOnItsOwn: true,
    body: codeSchema,
    answer: logInAnswerSchema,
    handle: async ({ access, body, origin, cookies }) =>
      entered(await logInWithCode(access, { ...body, ...origin }), cookies),
  }),
  guardedRoute({
    method: 'GET',
    path: '/session',
    summary: 'Who asks, and what they may do',
    action: 'account.see',
    subject: 'self',
    answer: accountSchema,
    handle: async ({ access, principal }) => {
      const user = await getUserById(access.database, principal.userId);
      const { id, username, role, email, usesOpenId, hasSecondFactor } = user;
      const rights = principal.rights.map(({ instanceName, mayWrite, mayUnmask }) => ({
        instance: instanceName,
        mayWrite,
        mayUnmask,
      }));
      const scopes = principal.proof.kind === 'token' ? principal.proof.scopes : undefined;
      return { id, username, role, email, usesOpenId, hasSecondFactor, rights, scopes };
    },
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/session',
    summary: 'Logs out',
    action: 'account.change',
    subject: 'self',
    handle: async ({ access, principal, cookies }) => {
      const sessionId = sessionOf(principal);
      if (sessionId !== undefined) await closeSession(access, sessionId);
      cookies.clearSession();
      return undefined;
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/account/sessions',
    summary: 'Where the user is logged in',
    action: 'account.see',
    subject: 'self',
    answer: listOf(openSessionSchema),
    handle: async ({ access, principal }) => {
      const sessions = await listSessions(access.database, principal.userId, access.now());
      const own = sessionOf(principal);
      return { items: sessions.map((session) => ({ ...session, isThisOne: session.id === own })) };
    },
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/account/sessions/:id',
    summary: 'Ends another session of the user',
    action: 'account.change',
    subject: 'self',
    params: sessionParamsSchema,
    handle: async ({ access, principal, params: { id } }) => {
      const sessions = await listSessions(access.database, principal.userId, access.now());
      // The number of somebody else's session is the number of none.
      if (!sessions.some((session) => session.id === id)) throw new PlatformError('ROUTE_UNKNOWN');
      await closeSession(access, id);
      return undefined;
    },
  }),
];

/** The session that asks; a token has none. */
export function sessionOf({ proof }: Principal): number | undefined {
  return proof.kind === 'session' ? proof.sessionId : undefined;
}

/** Gives the browser its cookies where somebody is in. */
export function entered(outcome: LogInOutcome, cookies: CookieJar): Told<LogInAnswer> {
  if (outcome.kind === 'second-factor') {
    const { kind, challenge, endsAt } = outcome;
    return { kind, challenge, endsAt };
  }
  const { token, csrfToken, endsAt } = outcome.session;
  cookies.setSession(token, csrfToken);
  return { kind: 'logged-in', username: outcome.user.username, csrfToken, endsAt };
}
