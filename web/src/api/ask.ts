import { problemSchema } from '@relais/contract/problem.ts';
import { config, type z } from 'zod';
import { currentLanguage } from '../i18n/start-i18n.ts';
import { ApiProblem, ConnectionLost } from './api-failure.ts';
import { reportConnection } from './connection.ts';

// The page may not make code of texts (Content-Security-Policy), and zod need not try.
config({ jitless: true });

export const apiPrefix = '/api/v1';

type QueryValue = string | number | boolean | undefined;

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Undefined and empty ones are left out. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  /** The same key again starts nothing again. */
  readonly idempotencyKey?: string;
  /** Of a stream that is taken up again. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the service, and parses its answer by the contract's schema. The browser itself asks with `If-None-Match` where it has an answer to a `GET`
 * already, and gives that one where nothing has changed.
 * @throws ApiProblem where the service refuses, ConnectionLost where none answers; an answer that is not what the contract says is an error of zod.
 */
export async function ask<Answer extends z.ZodType>(
  answer: Answer,
  path: string,
  question: Question = {},
): Promise<z.output<Answer>> {
  const response = await request(path, question);
  return answer.parse(await response.json());
}

/** The same, where the service answers nothing but that it is done. */
export async function tell(path: string, question: Question): Promise<void> {
  await request(path, question);
}

/** An answer that went well. */
export async function request(path: string, question: Question, accept = 'application/json'): Promise<Response> {
  const { method = 'GET', query = {}, body, idempotencyKey, lastEventId, signal } = question;
  const headers = new Headers({ accept, 'accept-language': currentLanguage().code });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
  const csrfToken = method === 'GET' ? undefined : readCsrfToken(document.cookie);
  if (csrfToken !== undefined) headers.set('x-csrf-token', csrfToken);
  const response = await fetch(addressOf(path, query), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    reportConnection(false);
    throw new ConnectionLost(error);
  });
  if (response.ok) {
    reportConnection(true);
    return response;
  }
  throw await failureOf(response);
}

/** `/runs` with `{state: 'failed'}` is `/api/v1/runs?state=failed`; also for links that download. */
export function addressOf(path: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return `${apiPrefix}${path}${search === '' ? '' : `?${search}`}`;
}

/** The service gives it to our page in a cookie that only our page can read. */
export function readCsrfToken(cookies: string): string | undefined {
  const found = /(?:^|;\s*)relais_csrf=([^;]*)/.exec(cookies)?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}

async function failureOf(response: Response): Promise<Error> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const parsed = isProblem ? problemSchema.safeParse(await response.json()) : undefined;
  if (parsed?.success) {
    reportConnection(true);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return new ApiProblem(parsed.data, Number.isFinite(seconds) ? seconds : undefined);
  }
  // A proxy that answers for a service that is not there.
  reportConnection(false);
  return new ConnectionLost(`${response.status} ${response.statusText}`);
}
