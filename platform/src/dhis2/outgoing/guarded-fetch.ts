import { fetch as undiciFetch } from 'undici';
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

/** `fetch` for small answers of servers that are no DHIS2, where the policy lets requests go. Redirects are handed back, never followed. */
export interface GuardedFetch {
  (url: string, options?: FetchOptions): Promise<Response>;
  close(): Promise<void>;
}

export function createGuardedFetch(policy: OutgoingPolicy): GuardedFetch {
  const dispatcher = guardedAgent({ policy, timeoutMs });
  const guarded = async (url: string, options: FetchOptions = {}) => {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])]);
    const { method = 'GET', headers = {}, body } = options;
    const answer = await undiciFetch(url, {
      method,
      headers: { ...headers },
      body: body === undefined || body === null ? null : String(body),
      redirect: 'manual',
      dispatcher,
      signal,
    }).catch((cause: unknown) => {
      // `fetch` wraps every failure; ours is told as it is.
      throw cause instanceof Error && cause.cause instanceof PlatformError ? cause.cause : cause;
    });
    const bytes = await readAtMost(answer.body);
    return new Response(bytes.length === 0 ? null : bytes, { status: answer.status, headers: [...answer.headers] });
  };
  return Object.assign(guarded, { close: () => dispatcher.destroy() });
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
