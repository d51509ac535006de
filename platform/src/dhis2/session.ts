import type { ApiResponse } from './api-request.ts';
import type { CookieJar } from './cookies.ts';
import type { Credentials } from './transport.ts';

/** The session that a server keeps for us behind a cookie. */
export interface Session {
  /**
   * Sends with the cookie that there is. While there is none, one request goes first and the others wait for its
   * cookie: each cookie-less login opens a session of its own, and an account may have ten (API.md §1).
   */
  run(
    signal: AbortSignal,
    send: (cookie: string | undefined) => Promise<ApiResponse>,
  ): Promise<{ response: ApiResponse; cookieSent: string | undefined }>;
  /** The credentials were accepted. */
  confirm(): void;
  /**
   * Whether "nobody is logged in" may only mean that the session ended: the credentials worked before. Forgets the
   * session, unless another request has renewed it meanwhile.
   */
  mayRenew(cookieSent: string | undefined): boolean;
}

export function createSession(jar: CookieJar, credentials: Credentials): Session {
  let isConfirmed = false;
  let opening: Promise<void> | undefined;
  // Tokens open no session: there is nothing to wait for.
  let waitsForCookie = credentials.kind === 'basic';

  return {
    run: async (signal, send) => {
      while (opening !== undefined && jar.header() === undefined) {
        await opening;
        signal.throwIfAborted();
      }
      const cookieSent = jar.header();
      const opened = cookieSent === undefined && waitsForCookie ? Promise.withResolvers<void>() : undefined;
      if (opened !== undefined) opening = opened.promise;
      try {
        const response = await send(cookieSent);
        jar.store(response.headers['set-cookie']);
        if (response.status < 400 && jar.header() === undefined) waitsForCookie = false;
        return { response, cookieSent };
      } finally {
        if (opened !== undefined) {
          opening = undefined;
          opened.resolve();
        }
      }
    },
    confirm: () => {
      isConfirmed = true;
    },
    mayRenew: (cookieSent) => {
      if (!isConfirmed || cookieSent === undefined) return false;
      if (jar.header() === cookieSent) jar.clear();
      return true;
    },
  };
}
