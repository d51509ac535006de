import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerFirstAdministrator } from '../access/invitations.ts';
import { addTestInstance } from '../access/testing/open-access.ts';
import type { Database } from '../store/database.ts';
import { createServer } from './create-server.ts';
import type { Route } from './route.ts';
import { apiPrefix, routes } from './routes.ts';
import { type Browser, logIn, type Method, openTestApi, type TestApi } from './testing/open-api.ts';
import { prepareWritingRequests, type WritingRequest } from './testing/writing-requests.ts';

/**
 * Routes with transactions of their own, and why: they speak to others in between, or failed tries are to be remembered. What each of them
 * writes is one transaction by itself.
 */
const onTheirOwn: readonly (readonly [route: string, why: string])[] = [
  ['POST /invitation', 'failed tries are counted'],
  ['POST /session', 'failed tries are counted'],
  ['POST /session/code', 'failed tries are counted'],
  ['PUT /account/password', 'failed tries are counted'],
  ['POST /account/second-factor', 'failed tries are counted'],
  ['PUT /account/second-factor', 'failed tries are counted'],
  ['POST /account/second-factor/removal', 'failed tries are counted'],
  ['POST /users/:id/reset', 'failed tries are forgotten'],
  ['POST /instances/:name/test', 'asks an instance, writes nothing'],
  ['POST /instances/test', 'asks an instance, writes one entry of the trail'],
  ['POST /mappings/check', 'asks two instances, writes nothing'],
  ['POST /mappings/proposals', 'asks two instances, writes nothing'],
  ['POST /notices/channels/:name/test', 'sends a message, writes nothing'],
  ['POST /settings/retention/apply', 'removes chunk by chunk; broken off, it goes on at the next call'],
  ['POST /runs/:id/findings/:finding/unmask', 'asks an instance, writes one entry of the trail'],
];

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;
const writing = routes.filter(({ method }) => method !== 'GET');

let api: TestApi;
let asker: Browser;
let requests: readonly WritingRequest[];
const worked = new Map<string, boolean>();

/** Reaches for the database past the transaction of the request. */
class ReachedPast extends Error {}

beforeAll(async () => {
  api = await openTestApi({ now: () => new Date() });
  for (const name of ['capital', 'region']) await addTestInstance(api.access, name);
  await api.app.close();
  // The same routes, watched: what each of them works with.
  const watched = routes.map((route): Route => {
    if (route.method === 'GET' || route.isOnItsOwn === true) return route;
    return {
      ...route,
      handle: (call) => {
        const { access, parts } = call as { access: { database: Database }; parts: object };
        worked.set(nameOf(route), access.database.isTransaction);
        const closed = new Proxy(parts, {
          get: (target, key) => {
            if (key === 'database') throw new ReachedPast(nameOf(route));
            return Reflect.get(target, key);
          },
        });
        return route.handle({ ...(call as object), parts: closed } as never);
      },
    };
  });
  const app = await createServer(api.parts, watched);
  api = { ...api, app, ask: (options) => app.inject({ ...options, url: apiPrefix + String(options.url) }) };
  const link = await offerFirstAdministrator(api.access);
  const password = 'trois pirogues vertes';
  const setup = await api.ask({
    method: 'POST',
    url: '/setup',
    payload: { token: link?.token, username: 'awa', password },
  });
  expect(setup.statusCode).toBe(201);
  asker = await logIn(api, 'awa', password);
  requests = await prepareWritingRequests(api.access, 'once', 'awa');
});

afterAll(async () => {
  await api.app.close();
  await api.close();
});

it('has a row for every route with transactions of its own', () => {
  const own = writing.filter(({ isOnItsOwn }) => isOnItsOwn === true).map(nameOf);
  expect(own.toSorted()).toEqual(onTheirOwn.map(([route]) => route).toSorted());
});

describe('every other route that writes', () => {
  it('has a request in the list that the service is killed in the middle of', () => {
    const asked = [...requests.map(({ route }) => route), 'POST /setup', 'DELETE /session'];
    const others = writing.filter(({ isOnItsOwn }) => isOnItsOwn !== true).map(nameOf);
    expect(asked.toSorted()).toEqual(others.toSorted());
  });

  it('does all that it does in one transaction, and reaches for nothing past it', async () => {
    const refused: unknown[] = [];
    for (const { route, path, body, key } of requests) {
      const headers = key === undefined ? {} : { 'idempotency-key': key };
      const answer = await asker.ask(route.split(' ')[0] as Method, path, body, headers);
      if (answer.statusCode >= 300) refused.push([route, answer.statusCode, answer.body]);
    }
    expect((await asker.ask('DELETE', '/session')).statusCode).toBe(204);
    expect(refused).toEqual([]);
    expect(api.faults).toEqual([]);
    expect([...worked].filter(([, isInTransaction]) => !isInTransaction)).toEqual([]);
    expect([...worked.keys()].toSorted()).toEqual(
      writing
        .filter(({ isOnItsOwn }) => isOnItsOwn !== true)
        .map(nameOf)
        .toSorted(),
    );
  });
});
