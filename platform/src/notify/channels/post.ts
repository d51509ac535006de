import { request } from 'undici';
import { guardedAgent, type OutgoingPolicy } from '../../dhis2/outgoing/guarded-connector.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { withoutSecrets } from '../../model/redaction.ts';
import type { SendOutcome } from './channel.ts';

const timeoutMs = 15_000;
const longestAnswer = 200;
/** More of an answer is not read: it is only for the log. */
const mostAnswerBytes = 16_384;

export interface Posting {
  readonly url: string;
  readonly method?: 'POST' | 'GET' | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** What must not show in the log, should the other side repeat it. */
  readonly secrets: readonly string[];
  /** What a good answer contains, where a status of 200 is not enough. */
  readonly acceptedAnswer?: string | undefined;
  readonly outgoing: OutgoingPolicy | undefined;
}

/** Sends one HTTP request; redirects are not followed, because what is posted is for that address only. */
export async function post(posting: Posting, signal: AbortSignal): Promise<SendOutcome> {
  // A connection for each message: notices are few, and what is told is not told through an old one.
  const dispatcher = guardedAgent({ policy: posting.outgoing, timeoutMs });
  try {
    const { statusCode, headers, body } = await request(posting.url, {
      method: posting.method ?? 'POST',
      headers: { 'user-agent': 'Relais', ...posting.headers },
      ...(posting.body === undefined ? {} : { body: posting.body }),
      dispatcher,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.any([signal, AbortSignal.timeout(2 * timeoutMs)]),
    });
    const text = await readShortly(body);
    const isAccepted = posting.acceptedAnswer === undefined || text.includes(posting.acceptedAnswer);
    const answer = shortAnswer(`HTTP ${statusCode} ${text}`, posting.secrets);
    if (statusCode >= 200 && statusCode < 300 && isAccepted) return { kind: 'sent', answer };
    const retryAfterMs = secondsOf(headers['retry-after']);
    return { kind: 'not-sent', code: isPassing(statusCode) ? 'NOTICE_BUSY' : 'NOTICE_REFUSED', answer, retryAfterMs };
  } catch (error) {
    signal.throwIfAborted();
    return failureOf(error, posting.secrets);
  } finally {
    await dispatcher.destroy();
  }
}

function failureOf(error: unknown, secrets: readonly string[]): SendOutcome {
  if (error instanceof PlatformError) {
    return { kind: 'not-sent', code: 'NOTICE_REFUSED', answer: shortAnswer(error.message, secrets) };
  }
  const reason = error instanceof Error ? (causeOf(error) ?? error.message) : String(error);
  return { kind: 'not-sent', code: 'NOTICE_UNREACHABLE', answer: shortAnswer(reason, secrets) };
}

/** What may go by itself: too many requests, and whatever befalls a server. */
function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

async function readShortly(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function secondsOf(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

/** `AggregateError` of several addresses says nothing; its parts do. */
function causeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? (causeOf(error.cause) ?? error.cause.message) : undefined;
}

/** One short line for the log, without secrets. */
export function shortAnswer(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length > 3);
  const hidden = known.reduce((line, secret) => line.replaceAll(secret, '…'), text);
  const line = String(withoutSecrets(hidden)).replace(/\s+/g, ' ').trim();
  return line.slice(0, longestAnswer).toWellFormed();
}
