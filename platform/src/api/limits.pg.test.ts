import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { loadNewestAudit } from '../store/audit.ts';
import { loadLimit } from '../store/instance-limit.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;

beforeAll(async () => {
  api = await openTestApi();
  await addTestInstance(api.access, 'capital');
  administrator = await browse(api, 'awa', { role: 'administrator' });
});
afterAll(() => api.close());

it('says what all runs and workers together may ask of an instance, and lets an administrator change it', async () => {
  const get = async () => (await administrator.ask('GET', '/instances/capital/limit')).json();
  expect(await get()).toEqual({ connections: 16 });
  const wish = { connections: 4, requestsPerMinute: 120 };
  const set = await administrator.ask('PUT', '/instances/capital/limit', wish);
  expect([set.statusCode, set.json()]).toEqual([200, wish]);
  expect(await get()).toEqual(wish);
  expect(await loadLimit(api.access.database, 'https://capital.example.org')).toEqual(wish);
  const [told] = await loadNewestAudit(api.access.database, { action: 'instance.changed' }, undefined, 1);
  expect(told).toMatchObject({ actor: 'awa', subject: 'capital' });
  expect([told?.before, told?.after].map((text) => JSON.parse(text ?? ''))).toEqual([
    { limit: { connections: 16 } },
    { limit: wish },
  ]);
  for (const body of [{ connections: 0 }, { connections: 1.5 }, { connections: 2, requestsPerMinute: 0 }, {}])
    expect((await administrator.ask('PUT', '/instances/capital/limit', body)).statusCode).toBe(400);
});
