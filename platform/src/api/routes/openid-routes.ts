import { wordOf } from '@relais/contract/words.ts';
import { z } from 'zod';
import { beginOpenIdLogIn, completeOpenIdLogIn } from '../../access/openid/log-in.ts';
import type { OpenIdProvider } from '../../access/openid/provider.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ApiParts } from '../api-parts.ts';
import { statusOf } from '../problem.ts';
import { openRoute, type Route } from '../route.ts';
import { entered } from './session-routes.ts';

const open = { method: 'GET', isProof: true, isOnItsOwn: true } as const;

/** Logging in at a provider of OpenID Connect: there, and back. */
export const openIdRoutes: readonly Route[] = [
  openRoute({
    ...open,
    path: '/session/openid',
    summary: 'Sends the browser to the OpenID Connect provider',
    status: 303,
    query: z.object({ returnTo: wordOf(500).optional() }),
    handle: async ({ access, parts, query, cookies }) => {
      const { url, browserToken } = await beginOpenIdLogIn(access, providerOf(parts), query);
      cookies.setOpenId(browserToken);
      return { kind: 'redirect' as const, to: url };
    },
  }),
  openRoute({
    ...open,
    path: '/session/openid/return',
    summary: 'Where the provider sends the browser back to',
    status: 303,
    query: z.record(z.string(), z.string()),
    handle: async ({ access, parts, query, cookies, origin }) => {
      const provider = providerOf(parts);
      const returned = { query: new URLSearchParams(query), browserToken: cookies.openId, ...origin };
      cookies.setOpenId(undefined);
      const outcome = await completeOpenIdLogIn(access, provider, returned).catch(refusalOf);
      if ('problem' in outcome) return { kind: 'redirect' as const, to: `/?problem=${outcome.problem}` };
      entered(outcome, cookies);
      return { kind: 'redirect' as const, to: outcome.returnTo };
    },
  }),
];

/** A person came back with their browser, which is to show a page: what was refused is told there. */
function refusalOf(error: unknown): { readonly problem: string } {
  if (error instanceof PlatformError && statusOf(error.code) < 500) return { problem: error.code };
  throw error;
}

/** @throws PlatformError OPENID_OFF. */
function providerOf({ openId }: ApiParts): OpenIdProvider {
  if (openId === undefined) throw new PlatformError('OPENID_OFF');
  return openId;
}
