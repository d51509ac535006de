import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authoritiesOf } from './authorities.ts';
import type { Account, Instance, StoredObject } from './instance.ts';
import { loginPath } from './login-page.ts';
import { tokensOf } from './system/token-routes.ts';
import { timestamp } from './timestamp.ts';
import { sendWebMessage, webMessage } from './web-message.ts';

const accounts = new WeakMap<FastifyRequest, Account>();

/** The account of a request that passed authentication. */
export function accountOf(request: FastifyRequest): Account {
  const account = accounts.get(request);
  if (!account) throw new Error('This request was not authenticated');
  return account;
}

/** Sessions of one server: user UIDs by the value of JSESSIONID. */
export interface Sessions {
  readonly byCookie: Map<string, string>;
  /** Ends every session, as a restart or a long pause does. */
  expireAll(): void;
}

/** A server's sessions, none yet. */
export function createSessions(): Sessions {
  const byCookie = new Map<string, string>();
  return { byCookie, expireAll: () => byCookie.clear() };
}

/** Paths that need no account (API.md §1). */
const OPEN_PATHS = ['/api/ping', '/__standin/', '/dhis-web-'];

/**
 * Checks every request's credentials: Basic, `ApiToken`, or the session cookie (API.md §1).
 * A wrong password gives 401 JSON; no credentials give 302 to the login page, or 401 with `X-Requested-With`.
 */
export function registerAuthentication(
  app: FastifyInstance,
  instance: Instance,
  { byCookie }: Sessions,
  contextPath = '',
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (OPEN_PATHS.some((path) => request.url.startsWith(path))) return;
    const outcome = authenticate(request, reply, { instance, byCookie, contextPath });
    if ('account' in outcome) accounts.set(request, outcome.account);
    else return outcome.refusal;
  });
}

interface AuthState {
  readonly instance: Instance;
  readonly byCookie: Map<string, string>;
  readonly contextPath: string;
}
type Outcome = { account: Account } | { refusal: FastifyReply };

function authenticate(request: FastifyRequest, reply: FastifyReply, state: AuthState): Outcome {
  const { instance, byCookie, contextPath } = state;
  const header = request.headers.authorization ?? '';
  if (header.startsWith('ApiToken ')) {
    const user = instance.metadata.find('users', tokensOf(instance).get(header.slice(9).trim()) ?? '');
    return user ? { account: toAccount(instance, user) } : refuse(reply, 'The API token does not exist');
  }
  const cookie = /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const known = cookie === undefined ? undefined : instance.metadata.find('users', byCookie.get(cookie) ?? '');
  if (known) return { account: toAccount(instance, known) };
  if (header.startsWith('Basic ')) return byPassword(header.slice(6), reply, state);
  if (request.headers['x-requested-with'] === 'XMLHttpRequest') return refuse(reply, 'Unauthorized');
  return { refusal: reply.redirect(`${contextPath}${loginPath(instance)}`, 302) };
}

function byPassword(encoded: string, reply: FastifyReply, { instance, byCookie }: AuthState): Outcome {
  const [username = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const user = findUser(instance, username);
  if (!user || instance.passwords.get(user.id) !== rest.join(':')) return refuse(reply, 'Unauthorized');
  if (user.disabled === true) return refuse(reply, 'Account disabled');
  const session = randomBytes(16).toString('hex').toUpperCase();
  byCookie.set(session, user.id);
  instance.metadata.of('users').set(user.id, { ...user, lastLogin: timestamp(instance.now()) });
  reply.header('Set-Cookie', `JSESSIONID=${session}; Path=/; HttpOnly; SameSite=Lax`);
  return { account: toAccount(instance, user) };
}

function refuse(reply: FastifyReply, message: string): Outcome {
  return { refusal: sendWebMessage(reply, webMessage(401, message)) };
}

/** A user by name; DHIS2 compares user names without regard to case. */
export function findUser(instance: Instance, username: string): StoredObject | undefined {
  const wanted = username.toLowerCase();
  for (const user of instance.metadata.of('users').values()) {
    if (String(user.username).toLowerCase() === wanted) return user;
  }
  return undefined;
}

function toAccount(instance: Instance, user: StoredObject): Account {
  return { uid: user.id, username: String(user.username), authorities: authoritiesOf(instance, user) };
}
