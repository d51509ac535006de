import { type Account, accountSchema, logInAnswerSchema } from '@relais/contract/session.ts';
import { createGuardedFetch, type StreamingFetch } from '../../dhis2/outgoing/guarded-fetch.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Cli } from '../cli.ts';

/** A Relais service on another machine, for somebody who is known there. */
export interface RemoteService {
  /**
   * Asks the REST API, and gives the JSON of its answer; undefined where it says nothing.
   * @throws PlatformError SERVICE_UNREACHABLE, SERVICE_REFUSED with the service's own words.
   */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  /**
   * A document of any length, in pieces; there is none, and no file to be made of it, where the service refuses.
   * @throws PlatformError the same, also where it breaks off in the middle.
   */
  download(path: string): Promise<AsyncIterable<string>>;
  /** Where people open the service in a browser. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where the service is, and what proves who asks: a token, or else a user name and a password. */
export interface RemotePlace {
  readonly url: string;
  readonly token?: string | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** A session is ended also after Ctrl-C, and by a service that answers at all. */
const farewellMs = 5_000;

/** Opens a service; it is asked who somebody is at once where there is no token. */
async function openRemoteService(cli: Cli, place: RemotePlace): Promise<RemoteService> {
  const fetch = createGuardedFetch(cli.outgoing);
  const url = place.url.replace(/\/+$/, '');
  const base = `${url}/api/v1`;
  const asking = { fetch, base, cli };
  try {
    const proof =
      place.token === undefined ? await logIn(asking) : { headers: { authorization: `Bearer ${place.token}` } };
    return {
      url,
      download: (path) => download(asking, proof.headers, path),
      ask: async (method, path, body) => (await send(asking, proof.headers, { method, path, body })).json,
      close: async () => {
        const farewell = { ...cli, signal: AbortSignal.timeout(farewellMs) };
        const leave = () => send({ ...asking, cli: farewell }, proof.headers, { method: 'DELETE', path: '/session' });
        if (place.token === undefined) await leave();
        await fetch.close();
      },
    };
  } catch (error) {
    await fetch.close();
    throw error;
  }
}

interface Asking {
  readonly fetch: StreamingFetch;
  readonly base: string;
  readonly cli: Cli;
}

/** By `RELAIS_SERVICE_USERNAME` and `RELAIS_SERVICE_PASSWORD`, or by asking; and by the code of a telephone where one is wanted. */
async function logIn(asking: Asking): Promise<{ readonly headers: Headers }> {
  const { cli } = asking;
  const known = cli.findCredentials('SERVICE');
  const question = (fr: string, en: string, isSecret: boolean) => {
    if (!cli.terminal.canAsk) throw new PlatformError('SERVICE_TOKEN_MISSING');
    return cli.terminal.ask(cli.language === 'fr' ? `${fr}\u00A0: ` : `${en}: `, { isSecret, signal: cli.signal });
  };
  const username = known.username ?? (await question('Utilisateur', 'User', false));
  const password = known.password ?? (await question('Mot de passe', 'Password', true));
  let answer = await send(asking, {}, { method: 'POST', path: '/session', body: { username, password } });
  let outcome = logInAnswerSchema.parse(answer.json);
  if (outcome.kind === 'second-factor') {
    const { challenge } = outcome;
    const code = await question('Code du téléphone', 'Code of the telephone', true);
    answer = await send(asking, {}, { method: 'POST', path: '/session/code', body: { challenge, code } });
    outcome = logInAnswerSchema.parse(answer.json);
  }
  if (outcome.kind !== 'logged-in') throw new PlatformError('SERVICE_TOKEN_MISSING');
  const cookie = answer.cookies.map((each) => each.split(';')[0]).join('; ');
  return { headers: { cookie, 'x-csrf-token': outcome.csrfToken } };
}

/** Does something at a service, and leaves no session behind, whatever happens. */
export async function withRemoteService<T>(
  cli: Cli,
  place: RemotePlace,
  work: (service: RemoteService) => Promise<T>,
): Promise<T> {
  const service = await openRemoteService(cli, place);
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

/** How a command gets at the service that it is for. */
export type WithService = <T>(work: (service: RemoteService) => Promise<T>) => Promise<T>;

/** Who the service takes the sender of a request for. */
export async function whoIs(service: RemoteService): Promise<Account> {
  return accountSchema.parse(await service.ask('GET', '/session'));
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: object | undefined;
}

async function send({ fetch, base, cli }: Asking, proof: Headers, { method, path, body }: Sent) {
  const answer = await fetch(base + path, {
    method,
    headers: {
      ...proof,
      'accept-language': cli.language,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: cli.signal,
  }).catch((cause: unknown) => {
    throw unreachable(cli, base, cause);
  });
  const text = await answer.text();
  const json: unknown = parsed(text, answer.headers.get('content-type'));
  if (answer.status < 300) return { json, cookies: answer.headers.getSetCookie() };
  throw refusalOf(json, { status: answer.status, address: base, isByToken: 'authorization' in proof });
}

async function download({ fetch, base, cli }: Asking, proof: Headers, path: string): Promise<AsyncIterable<string>> {
  const { signal, language } = cli;
  const failed = (cause: unknown) => {
    throw unreachable(cli, base, cause);
  };
  const headers = { ...proof, 'accept-language': language };
  const answer = await fetch.stream(base + path, { headers, signal }).catch(failed);
  if (answer.status < 300) return textOf(answer.body, failed);
  const json = parsed(await answer.text().catch(failed), answer.type);
  throw refusalOf(json, { status: answer.status, address: base, isByToken: 'authorization' in proof });
}

/** What goes wrong with whoever reads the text is not the service's fault, and not told as such. */
async function* textOf(body: AsyncIterable<Uint8Array>, failed: (cause: unknown) => never): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await pieces.next().catch(failed);
    if (done === true) break;
    yield decoder.decode(value, { stream: true });
  }
  yield decoder.decode();
}

/** @throws what ended the command, where that was not the service. */
function unreachable(cli: Cli, address: string, cause: unknown): PlatformError {
  cli.signal.throwIfAborted();
  if (cause instanceof PlatformError) return cause;
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
  return new PlatformError('SERVICE_UNREACHABLE', { args: { address, reason }, cause });
}

function parsed(text: string, type: string | null): unknown {
  return type?.includes('json') === true && text !== '' ? JSON.parse(text) : undefined;
}

/** The service tells what is wrong in the reader's language already. */
function refusalOf(
  json: unknown,
  { status, address, isByToken }: { readonly status: number; readonly address: string; readonly isByToken: boolean },
): PlatformError {
  const problem: Readonly<Record<string, unknown>> = Object(json);
  const text = (key: string) => (typeof problem[key] === 'string' ? problem[key] : undefined);
  const message = (text('title') ?? `HTTP ${status}`).replace(/\.$/, '');
  const args = { address, message, code: text('code') ?? String(status), hint: text('hint') ?? '' };
  const isOfToken = isByToken && args.code === 'ACCESS_DENIED';
  return new PlatformError(isOfToken ? 'SERVICE_REFUSED_TOKEN' : 'SERVICE_REFUSED', { args });
}
