import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { issueToken } from '../../access/personal-tokens.ts';
import { addTestUser, goodPassword, openTestAccess, type TestAccess } from '../../access/testing/open-access.ts';
import type { UserWish } from '../../access/users.ts';
import { type TokenScope, tokenScopes } from '../../model/user-role.ts';
import { openQueue } from '../../queue/work-queue.ts';
import { getUserById } from '../../store/user.ts';
import { type ApiParts, usualLimits } from '../api-parts.ts';
import { createServer } from '../create-server.ts';
import { apiPrefix, routes } from '../routes.ts';

/** The REST API on a database of the test's own, asked without a network. */
export interface TestApi {
  readonly access: TestAccess;
  readonly parts: ApiParts;
  readonly app: FastifyInstance;
  /** What the log was told. */
  readonly faults: unknown[];
  /** Asks as nobody. */
  ask(options: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** Somebody who is logged in, as a browser is. */
export interface Browser {
  readonly csrfToken: string;
  readonly cookies: Record<string, string>;
  ask(method: Method, path: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export async function openTestApi(changes: Partial<ApiParts> = {}): Promise<TestApi> {
  // One clock for both: what is prepared past the service is not over before it is asked.
  const access: TestAccess = {
    ...(await openTestAccess()),
    ...(changes.now === undefined ? {} : { now: changes.now }),
  };
  const { database, vault, passwords, now } = access;
  const faults: unknown[] = [];
  const ended = new AbortController();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-api-'));
  const parts: ApiParts = {
    ...{ database, vault, passwords, now, dataDirectory },
    outgoing: { allowed: ['loopback'] },
    version: '0.0.0',
    trustedProxies: [],
    limits: usualLimits,
    watchMs: 20,
    onFault: (error) => faults.push(error),
    signal: ended.signal,
    ...changes,
  };
  await (await openQueue(database)).close();
  const app = await createServer(parts, routes);
  return {
    ...{ access, parts, app, faults },
    ask: (options) => app.inject({ ...options, url: apiPrefix + String(options.url) }),
    close: async () => {
      ended.abort();
      await app.close();
      await access.drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Adds a user, and logs them in. */
export async function browse(api: TestApi, username: string, wish: Partial<UserWish> = {}): Promise<Browser> {
  await addTestUser(api.access, username, wish);
  return logIn(api, username);
}

export async function logIn(api: TestApi, username: string, password = goodPassword): Promise<Browser> {
  const answer = await api.ask({ method: 'POST', url: '/session', payload: { username, password } });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  const { csrfToken } = answer.json<{ csrfToken: string }>();
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
  return {
    ...{ csrfToken, cookies },
    ask: (method, path, body, headers = {}) =>
      api.ask({
        ...{ method, url: path, cookies },
        headers: { 'x-csrf-token': csrfToken, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      }),
  };
}

/** A personal token of a user who is there. */
export async function tokenOf(
  api: TestApi,
  user: { readonly id: number },
  scopes: readonly TokenScope[] = tokenScopes,
): Promise<{ readonly authorization: string }> {
  const found = await getUserById(api.access.database, user.id);
  const { token } = await issueToken(api.access, found, { name: 'test', scopes, days: 1 });
  return { authorization: `Bearer ${token}` };
}
