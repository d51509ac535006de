import type { PlatformError } from '../model/errors/platform-error.ts';
import type { Traffic } from '../model/traffic.ts';
import { parseAddress } from './address.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { createCookieJar } from './cookies.ts';
import { createExchange } from './exchange.ts';
import { defaultTimeouts, openHttp, type Timeouts } from './http-attempt.ts';
import type { OutgoingPolicy, PeerCertificate } from './outgoing/guarded-connector.ts';
import type { RequestGate } from './request-gate.ts';
import { type Clock, patientPolicy, type RetryPolicy } from './retry.ts';
import { createSession } from './session.ts';

/** What an account proves itself with. */
export type Credentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };

/** Told to watchers when a request failed and will be sent again. */
export interface RetryNotice {
  readonly failure: PlatformError;
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly tries: number;
  readonly waitMs: number;
}

export interface TransportOptions {
  readonly address: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** Takes any certificate. Only by the user's explicit choice, for this instance. */
  readonly allowSelfSigned?: boolean | undefined;
  /** Where requests may go; anywhere when absent. */
  readonly outgoing?: OutgoingPolicy | undefined;
  /** Greatest number of connections at a time; 8 when absent. */
  readonly connections?: number | undefined;
  /** What all that share this instance have agreed on; no bound beside the connections when absent. */
  readonly gate?: RequestGate | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  readonly retryPolicy?: RetryPolicy | undefined;
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
}

/** Speaks to one instance as one account. */
export interface Transport {
  readonly address: string;
  /**
   * Sends a request until it has an answer to keep, and gives that to `consume`, whose failures count too: a body that
   * was cut is asked for again. `consume` sees every status but 401, redirects and what may pass by itself.
   * @throws PlatformError when the account is refused, or the tries are used up.
   */
  exchange<T>(request: ApiRequest, consume: (response: ApiResponse) => Promise<T>): Promise<T>;
  /** How many requests were sent so far, repeated ones included. */
  requestsSent(): number;
  /** What went over the line so far. */
  traffic(): Traffic;
  /** From now on: first contact is made in a hurry, long work with patience. */
  setRetryPolicy(policy: RetryPolicy): void;
  /** Forgets the session: the server keeps an account's rights and org units as they were at its login (API.md §1). */
  dropSession(): void;
  /** The session cookie as the server set it; undefined where it gave none, as for tokens. */
  sessionCookie(): string | undefined;
  /** Sends a request with a session cookie and no other proof of who asks; nothing is retried or kept. */
  askWithSession(request: ApiRequest, cookie: string | undefined): Promise<ApiResponse>;
  /** What the server showed at the last connection; undefined before the first, and without TLS. */
  certificate(): PeerCertificate | undefined;
  close(): Promise<void>;
}

const SESSION_COOKIE = 'JSESSIONID';

export function createTransport(options: TransportOptions): Transport {
  const { credentials, clock } = options;
  const where = parseAddress(options.address);
  const http = openHttp({
    where,
    allowSelfSigned: options.allowSelfSigned ?? false,
    connections: options.connections ?? 8,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    outgoing: options.outgoing,
  });
  const jar = createCookieJar();
  const session = createSession(jar, credentials);
  let policy = options.retryPolicy ?? patientPolicy;
  let requestsSent = 0;
  let retries = 0;

  return {
    address: where.address,
    exchange: createExchange({
      credentials,
      clock,
      session,
      onRetry: (notice) => {
        retries += 1;
        options.onRetry?.(notice);
      },
      gate: options.gate,
      policy: () => policy,
      send: (request, cookie, body) => {
        requestsSent += 1;
        return http.attempt(request, headersFor(request, credentials, cookie), body);
      },
    }),
    requestsSent: () => requestsSent,
    traffic: () => {
      const { sent, received } = http.bytes();
      return { requests: requestsSent, retries, sentBytes: sent, receivedBytes: received };
    },
    setRetryPolicy: (next) => {
      policy = next;
    },
    dropSession: () => jar.clear(),
    sessionCookie: () => {
      const value = jar.get(SESSION_COOKIE);
      return value === undefined ? undefined : `${SESSION_COOKIE}=${value}`;
    },
    askWithSession: (request, cookie) => http.attempt(request, headersFor(request, undefined, cookie)),
    certificate: () => http.certificate(),
    close: () => http.close(),
  };
}

function headersFor(request: ApiRequest, credentials: Credentials | undefined, cookie: string | undefined) {
  const { body } = request;
  return {
    accept: request.accept ?? 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': 'Relais/0.1',
    // Without it DHIS2 answers a missing login with a redirect to its login page (API.md §1).
    'x-requested-with': 'XMLHttpRequest',
    ...(credentials && { authorization: authorization(credentials) }),
    ...(cookie !== undefined && { cookie }),
    ...(body && { 'content-type': body.type ?? 'application/json' }),
    ...(body?.gzip && { 'content-encoding': 'gzip' }),
  };
}

function authorization(credentials: Credentials): string {
  if (credentials.kind === 'token') return `ApiToken ${credentials.token}`;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`;
}
