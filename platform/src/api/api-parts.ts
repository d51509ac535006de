import type { OpenIdProvider } from '../access/openid/provider.ts';
import type { PasswordHashing } from '../access/password-hashing.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { Heartbeats } from '../measures/health.ts';
import type { Database } from '../store/database.ts';
import type { Vault } from '../vault/vault.ts';

/** How often somebody may ask. */
export interface RequestLimits {
  readonly perAddressAndMinute: number;
  readonly perAccountAndMinute: number;
  /** Requests that prove who somebody is: logins, links. */
  readonly proofsPerAddressAndMinute: number;
}

/** A ministry may have one address for all; the tries at one name are counted apart (`access/attempts.ts`). */
export const usualLimits: RequestLimits = {
  perAddressAndMinute: 6_000,
  perAccountAndMinute: 1_800,
  proofsPerAddressAndMinute: 60,
};

/** What the REST API stands on. */
export interface ApiParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly passwords: PasswordHashing;
  readonly now: () => Date;
  /** Where requests to instances may go. */
  readonly outgoing: OutgoingPolicy;
  readonly version: string;
  /** Addresses of proxies whose word on the client's address and protocol counts. */
  readonly trustedProxies: readonly string[];
  /** Absent where requests come over a proxy, or are not encrypted at all. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly limits: RequestLimits;
  readonly openId?: OpenIdProvider | undefined;
  readonly heartbeats?: Heartbeats | undefined;
  /** Where reports of runs lie on the machine of the service. */
  readonly dataDirectory: string;
  /** Where the web application was built; the API alone is served where it is absent. */
  readonly webDirectory?: string | undefined;
  /** How often the rows of runs that somebody watches are looked at. */
  readonly watchMs: number;
  /** A fault of our own, for the log. */
  readonly onFault: (error: unknown, request: string) => void;
  /** Aborted when the process is to end: what is open is closed. */
  readonly signal: AbortSignal;
}
