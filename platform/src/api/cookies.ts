import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookies of a request and of its answer. */
export interface CookieJar {
  readonly session: string | undefined;
  /** Proves that who comes back from the OpenID Connect provider is who was sent there. */
  readonly openId: string | undefined;
  /** The second one is read by our page, which sends it back in a header. */
  setSession(token: string, csrfToken: string | undefined): void;
  clearSession(): void;
  setOpenId(token: string | undefined): void;
}

/** `__Host-`: of this host alone, over an encrypted line alone, so that no other host of the domain can plant one. */
function namesFor(isSecure: boolean) {
  const prefix = isSecure ? '__Host-' : '';
  return { session: `${prefix}relais`, csrf: 'relais_csrf', openId: `${prefix}relais_openid` };
}

export function openCookies(request: FastifyRequest, reply: FastifyReply): CookieJar {
  const isSecure = request.protocol === 'https';
  const names = namesFor(isSecure);
  const usual = { path: '/', secure: isSecure, sameSite: 'lax' } as const;
  return {
    session: request.cookies[names.session],
    openId: request.cookies[names.openId],
    setSession: (token, csrfToken) => {
      reply.setCookie(names.session, token, { ...usual, httpOnly: true });
      if (csrfToken !== undefined) reply.setCookie(names.csrf, csrfToken, { ...usual, sameSite: 'strict' });
    },
    clearSession: () => {
      reply.clearCookie(names.session, { ...usual, httpOnly: true });
      reply.clearCookie(names.csrf, { ...usual, sameSite: 'strict' });
    },
    setOpenId: (token) => {
      const attributes = { ...usual, httpOnly: true };
      if (token === undefined) reply.clearCookie(names.openId, attributes);
      else reply.setCookie(names.openId, token, { ...attributes, maxAge: 600 });
    },
  };
}
