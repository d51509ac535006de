import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { createOneTimeToken, takeOneTimeToken } from '../../store/one-time-token.ts';
import { bindingOfOpenIdLogin } from '../../vault/bindings.ts';
import { type Access, later, minuteMs } from '../access.ts';
import { enter, type LogInOutcome } from '../log-in.ts';
import { createOpaqueToken, digestOf } from '../opaque-token.ts';
import type { Origin } from '../sessions.ts';
import { type Claims, claimedUser } from './claimed-user.ts';
import { failureOfOurs, type OpenIdProvider, reasonOf } from './provider.ts';

/** People look for their telephones. */
const loginMs = 10 * minuteMs;

/** What this side has to remember until the provider sends somebody back; only as ciphertext. */
const keptSchema = z.object({ verifier: z.string(), nonce: z.string(), returnTo: z.string() });

/** Where to send the browser, and what to put into its HttpOnly cookie: who comes back must be the one who was sent. */
export interface BegunLogIn {
  readonly url: string;
  readonly browserToken: string;
  readonly endsAt: Date;
}

/**
 * Sends somebody to the provider: authorization code with PKCE, state and nonce.
 * @throws PlatformError OPENID_UNREACHABLE
 */
export async function beginOpenIdLogIn(
  access: Access,
  provider: OpenIdProvider,
  { returnTo = '/' }: { readonly returnTo?: string | undefined } = {},
): Promise<BegunLogIn> {
  const configuration = await provider.configuration();
  const { token: state } = createOpaqueToken();
  const { token: browserToken } = createOpaqueToken();
  const digest = digestOfLogIn(state, browserToken);
  const kept = { verifier: randomPKCECodeVerifier(), nonce: randomNonce(), returnTo: pathWithin(returnTo) };
  const createdAt = access.now();
  const endsAt = later(createdAt, loginMs);
  await createOneTimeToken(access.database, {
    purpose: 'openid',
    userId: undefined,
    sealed: access.vault.seal(JSON.stringify(kept), bindingOfOpenIdLogin(digest)),
    digest,
    tries: 1,
    createdAt,
    endsAt,
  });
  const { redirectUri, scope = 'openid profile email' } = provider.settings;
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce: kept.nonce,
    code_challenge: await calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, browserToken, endsAt };
}

/** What came back with the browser. */
export interface ReturnedLogIn extends Origin {
  /** The query behind the redirect URI. */
  readonly query: URLSearchParams;
  readonly browserToken: string | undefined;
}

/**
 * Lets somebody in whom the provider vouches for. Their second factor is the provider's business.
 * @throws PlatformError OPENID_REFUSED where what came back does not belong together, OPENID_USER_UNKNOWN, LOGIN_REFUSED for the disabled.
 */
export async function completeOpenIdLogIn(
  access: Access,
  provider: OpenIdProvider,
  { query, browserToken = '', ...origin }: ReturnedLogIn,
): Promise<LogInOutcome & { readonly returnTo: string }> {
  const state = query.get('state') ?? '';
  const digest = digestOfLogIn(state, browserToken);
  const taken = await takeOneTimeToken(access.database, { digest, purpose: 'openid', now: access.now() });
  if (taken?.sealed === undefined) throw refused('state');
  const kept = keptSchema.parse(JSON.parse(access.vault.open(taken.sealed, bindingOfOpenIdLogin(digest))));
  const claims = await claimsOf(provider, query, { ...kept, state });
  const user = await claimedUser(access, provider.settings, claims);
  if (user.disabledAt !== undefined) throw new PlatformError('LOGIN_REFUSED');
  return { ...(await enter(access, user, origin)), returnTo: kept.returnTo };
}

async function claimsOf(
  provider: OpenIdProvider,
  query: URLSearchParams,
  kept: z.infer<typeof keptSchema> & { readonly state: string },
): Promise<Claims> {
  const configuration = await provider.configuration();
  const returned = new URL(provider.settings.redirectUri);
  returned.search = query.toString();
  try {
    const tokens = await authorizationCodeGrant(configuration, returned, {
      pkceCodeVerifier: kept.verifier,
      expectedNonce: kept.nonce,
      expectedState: kept.state,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw refused('id_token');
    const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more = hasMore ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
    return { ...more, ...claims };
  } catch (cause) {
    throw failureOfOurs(cause) ?? refused(reasonOf(cause), cause);
  }
}

function refused(reason: string, cause?: unknown): PlatformError {
  return new PlatformError('OPENID_REFUSED', { args: { reason }, cause });
}

function digestOfLogIn(state: string, browserToken: string): string {
  return digestOf(JSON.stringify([state, browserToken]));
}

/** A page of ours, never another site: what stands in a link is not to be trusted. */
function pathWithin(path: string): string {
  const base = 'https://relais.invalid';
  const url = URL.parse(path, base);
  return path.startsWith('/') && url?.origin === base ? url.pathname + url.search : '/';
}
