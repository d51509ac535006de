import { expect, test } from 'vitest';
import { isInstanceUp } from './probe-instance.ts';
import { startSmallServer } from './testing/small-server.ts';

const signal = new AbortController().signal;

test.each([
  [200, true],
  [401, true],
  [302, true],
  [404, false],
  [502, false],
  [503, false],
])('an answer of %i says whether somebody is there: %s', async (status, isUp) => {
  await using server = await startSmallServer((_request, response) => {
    response.writeHead(status).end('pong');
  });
  expect(await isInstanceUp(`${server.url}/dhis`, undefined, signal)).toBe(isUp);
  expect(server.seen).toMatchObject([{ method: 'GET', path: '/dhis/api/system/ping' }]);
  expect(server.seen[0]?.headers.authorization).toBeUndefined();
});

test('nobody there is no failure', async () => {
  const server = await startSmallServer((_request, response) => response.end());
  await server.close();
  expect(await isInstanceUp(server.url, undefined, signal)).toBe(false);
});
