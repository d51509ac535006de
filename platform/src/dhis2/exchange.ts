import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { readText, whereabouts } from './read-body.ts';
import { isLoggedOut, refusalOf } from './refusal.ts';
import type { RequestGate } from './request-gate.ts';
import { backOffMs, type Clock, isPassingStatus, parseRetryAfter, type RetryPolicy } from './retry.ts';
import type { Session } from './session.ts';
import type { Credentials, RetryNotice, Transport } from './transport.ts';

/** What an exchange is made with. */
export interface ExchangeParts {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly session: Session;
  readonly policy: () => RetryPolicy;
  readonly onRetry: ((notice: RetryNotice) => void) | undefined;
  /** How many requests may be under way, and how often. */
  readonly gate?: RequestGate | undefined;
  /** Sends once. */
  readonly send: (
    request: ApiRequest,
    cookie: string | undefined,
    body: string | Buffer | undefined,
  ) => Promise<ApiResponse>;
}

/** `Transport.exchange`: one request, as many attempts as it takes and the policy allows. */
export function createExchange(parts: ExchangeParts): Transport['exchange'] {
  return async (request, consume) => {
    const body = await encodeBody(request);
    for (let count = 1; ; count += 1) {
      request.signal.throwIfAborted();
      let outcome = await attempt(parts, { request, body, count, consume });
      if ('renewed' in outcome) outcome = await attempt(parts, { request, body, count, consume });
      if ('value' in outcome) return outcome.value;
      if ('renewed' in outcome) throw loginPage(outcome.renewed);
      const { failure, retryAfterMs } = outcome;
      const policy = parts.policy();
      if (!failure.retryable || count >= policy.tries) throw failure;
      const waitMs = backOffMs(policy, count, parts.clock.random(), retryAfterMs);
      parts.onRetry?.({ failure, attempt: count, tries: policy.tries, waitMs });
      await parts.clock.sleep(waitMs, request.signal);
    }
  };
}

interface Attempt<T> {
  readonly request: ApiRequest;
  readonly body: string | Buffer | undefined;
  /** From 1. */
  readonly count: number;
  readonly consume: (response: ApiResponse) => Promise<T>;
}

/** A value; or that the session had ended and a new one may do; or a failure and how long the server wants us to wait. */
type Outcome<T> =
  | { readonly value: T }
  | { readonly renewed: ApiResponse }
  | { readonly failure: PlatformError; readonly retryAfterMs?: number | undefined };

async function attempt<T>(parts: ExchangeParts, { request, body, count, consume }: Attempt<T>): Promise<Outcome<T>> {
  const { session, credentials, clock } = parts;
  const leave = await parts.gate?.enter(request.signal);
  try {
    const { response, cookieSent } = await session.run(request.signal, (cookie) => parts.send(request, cookie, body));
    if (isLoggedOut(response) && session.mayRenew(cookieSent)) {
      await readText(response);
      return { renewed: response };
    }
    const refusal = await refusalOf(response, credentials);
    if (refusal !== undefined) return { failure: refusal };
    if (request.isFinal !== true && isPassingStatus(response.status, count)) {
      const retryAfterMs = parseRetryAfter(response.headers['retry-after'], clock.now());
      return { failure: statusFailure(response, await readText(response)), retryAfterMs };
    }
    const value = await consume(response);
    session.confirm();
    return { value };
  } catch (error) {
    request.signal.throwIfAborted();
    if (error instanceof PlatformError) return { failure: error };
    throw error;
  } finally {
    leave?.();
  }
}

const compress = promisify(gzip);

async function encodeBody({ body }: ApiRequest): Promise<string | Buffer | undefined> {
  if (body === undefined || !body.gzip) return body?.content;
  return compress(body.content, { level: 3 });
}

function loginPage({ address }: ApiResponse): PlatformError {
  return new PlatformError('DHIS2_LOGIN_PAGE', { args: { address } });
}

function statusFailure(response: ApiResponse, text: string): PlatformError {
  const { status, address } = response;
  if (status === 503) return new PlatformError('DHIS2_STARTING', { args: { address } });
  const args = { ...whereabouts(response), status, message: text.slice(0, 300) };
  return new PlatformError('DHIS2_SERVER_ERROR', { args, retryable: true });
}
