import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type FollowedPair, startFollowedPair } from './fixtures/followed-pair.ts';

let test_: TestDatabase;
let world: FollowedPair;
beforeAll(async () => {
  test_ = await createTestDatabase();
  world = await startFollowedPair(test_.database, ['2.42.4.1', '2.42.4.1']);
}, 60_000);
afterAll(async () => {
  await world.close();
  await test_.drop();
});

test('begins with a comparison of everything, then idles', { timeout: 60_000 }, async () => {
  const at = performance.now();
  const followed = await world.cycles(5);
  console.log(
    performance.now() - at,
    JSON.stringify(followed.statuses, null, 1).slice(0, 3000),
    followed.runs,
    followed.waits,
    followed.requests,
  );
  await world.askSource('POST', '/api/metadata', {
    dataElements: [
      {
        id: 'ApDeNumber3',
        name: 'three',
        shortName: 'three',
        domainType: 'AGGREGATE',
        valueType: 'NUMBER',
        aggregationType: 'SUM',
      },
    ],
  });
  const more = await world.cycles(3);
  console.log(performance.now() - at, more.runs, more.waits, more.requests, more.statuses.at(-1));
  expect(await world.askTarget('GET', '/api/dataElements/ApDeNumber3?fields=name')).toMatchObject({ name: 'three' });
});
