import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { fillDetailWorld } from '../../fixtures/detail-world.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { startBlankPair } from '../../fixtures/standin-pair.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

it.each([
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.41.5.1'],
] as const)('values arrive on a target that has the calendar of their periods by then, %s to %s', async (from, to) => {
  await using stack = new AsyncDisposableStack();
  const pair = await startBlankPair([from, to]);
  stack.defer(() => pair.close());
  const [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
  await fillDetailWorld(pair.source.url);
  const value = { dataElement: 'ApDeNumber1', period: '202401', orgUnit: 'ApOuClinic1', value: '7' };
  await askSource('POST', '/api/dataValueSets', { dataValues: [value] });
  await askSource('POST', '/api/systemSettings', { keyCalendar: 'ethiopian', keyFlag: 'ethiopia' });
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const seen: unknown[] = [];
  const watched: typeof target = {
    ...target,
    async importDataValues(...args) {
      const { keyCalendar, keyFlag } = await askTarget('GET', '/api/systemSettings');
      seen.push({ keyCalendar, isFlagThere: keyFlag === 'ethiopia' });
      return target.importDataValues(...args);
    },
  };
  const run = (only?: readonly string[]) => {
    return runOnce({ database: store.database, source, target: watched, options: only === undefined ? {} : { only } });
  };
  expect((await run()).totals.dataValues).toMatchObject({ created: 1, verified: 1 });
  expect(seen).toEqual([{ keyCalendar: 'ethiopian', isFlagThere: false }]);
  expect(await askTarget('GET', '/api/systemSettings')).toMatchObject({ keyFlag: 'ethiopia' });

  await askSource('POST', '/api/systemSettings', { keyCalendar: 'nepali' });
  await run(['dataValues', 'dataElements']);
  expect(await askTarget('GET', '/api/systemSettings')).toMatchObject({ keyCalendar: 'ethiopian' });
  await askSource('POST', '/api/systemSettings', { keyCalendar: 'iso8601' });
  expect((await run()).verdict).toMatch(/^identical/);
  expect(await askTarget('GET', '/api/systemSettings')).toMatchObject({ keyCalendar: 'iso8601' });
});
