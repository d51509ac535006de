import {
  allowInsecureRequests,
  ClientSecretBasic,
  type Configuration,
  customFetch,
  discovery,
  None,
} from 'openid-client';
import { kindOfAddress } from '../../dhis2/outgoing/address-kind.ts';
import type { GuardedFetch } from '../../dhis2/outgoing/guarded-fetch.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { UserRole } from '../../model/user-role.ts';

/** A provider of logins, as an administrator set it up. */
export interface OpenIdSettings {
  /** For example `https://login.example.org/realms/health`. */
  readonly issuer: string;
  readonly clientId: string;
  /** None for a public client; PKCE protects both. */
  readonly clientSecret?: string | undefined;
  /** Where the provider sends people back to. */
  readonly redirectUri: string;
  /** `openid profile email` when absent. */
  readonly scope?: string | undefined;
  /** The claim that is the user name here; `preferred_username` when absent. */
  readonly usernameClaim?: string | undefined;
  /** What people are here by what they are there. Who is nothing of it does not get in. */
  readonly roles?: OpenIdRoles | undefined;
}

export interface OpenIdRoles {
  /** A claim that is a text or a list of texts, for example `groups`. */
  readonly claim: string;
  /** The first that somebody has counts. */
  readonly values: readonly (readonly [value: string, role: UserRole])[];
  /** Whether somebody who has one and is unknown here becomes a user, without rights on any instance. */
  readonly createsUsers: boolean;
}

export interface OpenIdProvider {
  readonly settings: OpenIdSettings;
  /**
   * What the provider says of itself, asked once.
   * @throws PlatformError OPENID_UNREACHABLE
   */
  configuration(): Promise<Configuration>;
}

/** A provider that is asked when it is first needed: Relais starts without it. */
export function createOpenIdProvider(settings: OpenIdSettings, fetch: GuardedFetch): OpenIdProvider {
  let known: Promise<Configuration> | undefined;
  return {
    settings,
    configuration: () => {
      known ??= discover(settings, fetch).catch((cause: unknown) => {
        // It may be there at the next login.
        known = undefined;
        throw unreachable(settings.issuer, cause);
      });
      return known;
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OpenIdSettings, fetch: GuardedFetch): Promise<Configuration> {
  const address = new URL(issuer);
  // Without TLS only on the machine itself: a provider in a test, or behind a proxy of its own.
  const isLocal = address.hostname === 'localhost' || kindOfAddress(address.hostname) === 'loopback';
  const proof = clientSecret === undefined ? None() : ClientSecretBasic(clientSecret);
  return discovery(address, clientId, undefined, proof, {
    [customFetch]: (url, options) => fetch(url, options),
    ...(isLocal ? { execute: [allowInsecureRequests] } : {}),
  });
}

function unreachable(issuer: string, cause: unknown): PlatformError {
  const ours = failureOfOurs(cause);
  if (ours !== undefined) return ours;
  return new PlatformError('OPENID_UNREACHABLE', { args: { issuer, reason: reasonOf(cause) }, cause });
}

/** A failure of ours that the library has wrapped: an address where requests may not go. */
export function failureOfOurs(error: unknown): PlatformError | undefined {
  if (error instanceof PlatformError) return error;
  return error instanceof Error ? failureOfOurs(error.cause) : undefined;
}

/** The innermost code or message; never what the provider sent, which may hold a token. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
