import type { FastifyRequest } from 'fastify';
import type { Access } from '../access/access.ts';
import { useToken } from '../access/personal-tokens.ts';
import type { Principal } from '../access/principal.ts';
import { assertCsrfToken, useSession } from '../access/sessions.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { CookieJar } from './cookies.ts';

/** Methods that change nothing (RFC 9110 §9.2.1). */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who sends a request: by a personal token in `Authorization: Bearer`, else by the session's cookie; undefined for nobody. A browser sends
 * cookies by itself, so that whatever changes something shows the session's other token, too.
 * @throws PlatformError TOKEN_REFUSED, CSRF_REFUSED.
 */
export async function authenticate(
  access: Access,
  request: FastifyRequest,
  cookies: CookieJar,
): Promise<Principal | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer ([\w~+/.-]{1,200}=*)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new PlatformError('TOKEN_REFUSED');
    return useToken(access, token);
  }
  if (cookies.session === undefined) return undefined;
  const use = await useSession(access, cookies.session);
  if (use.kind !== 'valid') {
    cookies.clearSession();
    return undefined;
  }
  if (!safeMethods.has(request.method)) {
    const shown = request.headers['x-csrf-token'];
    assertCsrfToken(use.session, typeof shown === 'string' ? shown : undefined);
  }
  if (use.renewedToken !== undefined) cookies.setSession(use.renewedToken, undefined);
  return use.principal;
}
