import { Readable } from 'node:stream';
import { type Response as RawResponse, fetch as undiciFetch } from 'undici';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { guardedAgent, type OutgoingPolicy } from './guarded-connector.ts';

const timeoutMs = 15_000;
/** Documents of a provider of logins are some kilobytes; more is no such document. */
const mostBytes = 1_048_576;

/** What of a request is passed on. */
export interface FetchOptions {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** An answer that may be longer than what one keeps in memory. */
export interface StreamedAnswer {
  readonly status: number;
  readonly type: string | null;
  /** Read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The whole of a short one, which a refusal is. */
  text(): Promise<string>;
}

/** `fetch` for small answers of servers that are no DHIS2, where the policy lets requests go. Redirects are handed back, never followed. */
export interface GuardedFetch {
  (url: string, options?: FetchOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface StreamingFetch extends GuardedFetch {
  /** The same for answers of any length, in pieces; only silence is timed, by undici's own five minutes. */
  stream(url: string, options?: FetchOptions): Promise<StreamedAnswer>;
}

export function createGuardedFetch(policy: OutgoingPolicy): StreamingFetch {
  const dispatcher = guardedAgent({ policy, timeoutMs });
  const send = (url: string, { method = 'GET', headers = {}, body, signal }: FetchOptions): Promise<RawResponse> =>
    undiciFetch(url, {
      method,
      headers: { ...headers },
      body: body === undefined || body === null ? null : String(body),
      redirect: 'manual',
      dispatcher,
      signal: signal ?? null,
    }).catch((cause: unknown) => {
      // `fetch` wraps every failure; ours is told as it is.
      throw cause instanceof Error && cause.cause instanceof PlatformError ? cause.cause : cause;
    });
  const guarded = async (url: string, options: FetchOptions = {}) => {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])]);
    const answer = await send(url, { ...options, signal });
    const bytes = await readAtMost(answer.body);
    return new Response(bytes.length === 0 ? null : bytes, { status: answer.status, headers: [...answer.headers] });
  };
  const stream = async (url: string, options: FetchOptions = {}): Promise<StreamedAnswer> => {
    const { status, headers, body } = await send(url, options);
    return {
      ...{ status, type: headers.get('content-type') },
      body: body ?? Readable.from([]),
      text: async () => new TextDecoder().decode(await readAtMost(body)),
    };
  };
  return Object.assign(guarded, { stream, close: () => dispatcher.destroy() });
}

async function readAtMost(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.length;
    if (size > mostBytes) throw new Error(`The answer is longer than ${mostBytes} bytes`);
    pieces.push(piece);
  }
  return Uint8Array.from(Buffer.concat(pieces));
}
