import { expect, it } from 'vitest';
import { createTestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';

const sharing = { public: 'rw------', external: false, users: {}, userGroups: {} };
const view = (id: string, type: string, sqlQuery: string) => ({
  id,
  name: `Vue ${id}`,
  type,
  sqlQuery,
  cacheStrategy: 'NO_CACHE',
  sharing,
});

it.each([
  ['2.40.1', '2.40.1', []],
  ['2.41.5.1', '2.41.5.1', ['ViewTracker relation "trackedentityinstance" does not exist']],
  ['2.40.1', '2.42.4.1', ['ViewTracker relation "trackedentityinstance" does not exist']],
])('views of a %s are made in the database of a %s, and those that do not run are told', async (from, to, expected) => {
  const store = await createTestDatabase();
  const pair = await startBlankPair([from, to]);
  try {
    const source = await pair.connect('source');
    const payload = {
      sqlViews: [
        view('ViewOfUnits', 'VIEW', 'select uid from organisationunit'),
        view('ViewTracker', 'MATERIALIZED_VIEW', 'select uid from trackedentityinstance'),
        view('ViewOfQuery', 'QUERY', 'select uid from nowhere'),
      ],
    };
    await source.importMetadata(payload, { signal: AbortSignal.timeout(600_000) });
    const target = await pair.connect('target');
    const options = { only: ['sqlViews'] };
    const run = await runOnce({ database: store.database, source, target, options });
    const told = (await toldBy(store.database, run.runId)).filter(({ code }) => code === 'SQL_VIEW_NOT_EXECUTED');
    expect(told.map(({ key, message }) => `${key} ${message.replace('ERROR: ', '')}`)).toEqual(expected);
    expect(run.totals.sqlViews).toMatchObject({ read: 3, created: 3 });
    expect((await runOnce({ database: store.database, source, target, options })).verdict).toBe('identical');
  } finally {
    await pair.close();
    await store.drop();
  }
});
