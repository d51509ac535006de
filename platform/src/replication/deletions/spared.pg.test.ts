import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { WritableInstance } from '../../model/instance.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { runOnce, type TestRun } from '../fixtures/run-once.ts';
import type { StandinPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { startTwoSides } from './fixtures/two-sides.ts';

let store: TestDatabase;
let pair: StandinPair;
let source: WritableInstance;
let target: WritableInstance;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  pair = await startTwoSides('2.42.4.1');
  source = await pair.connect('source');
  target = await pair.connect('target');
});
afterEach(() => pair.close());

const everything = { deletions: { '*': 'propagate' }, maxDeletions: { percent: 100 } } as const;

async function run(from: WritableInstance, options: NonNullable<TestRun['options']>) {
  const outcome = await runOnce({
    database: store.database,
    source: from,
    target,
    options: { ...everything, ...options },
  });
  return { ...outcome, told: await toldBy(store.database, outcome.runId) };
}

async function uidsOf(instance: WritableInstance, type: string): Promise<string[]> {
  const uids: string[] = [];
  for await (const { id } of instance.readMetadata(type, { signal: AbortSignal.timeout(600_000), fields: 'id' }))
    uids.push(id);
  return uids.sort();
}

async function* none(): AsyncGenerator<MetadataObject> {
  yield* [];
}

it('the account in use, its roles and default objects stay, even when the source shows nothing at all', async () => {
  const only = ['users', 'userRoles', 'categories', 'categoryOptions', 'categoryCombos', 'categoryOptionCombos'];
  const before = await Promise.all(only.map((type) => uidsOf(target, type)));
  const emptied = await run({ ...source, readMetadata: none }, { only });
  expect(await Promise.all(only.map((type) => uidsOf(target, type)))).toEqual(before);
  expect(emptied.findings.unexplained).toBe(0);
});

it('an emptied source takes nothing with it: the usual bound holds everything back', async () => {
  const before = await uidsOf(target, 'constants');
  const only = ['constants', 'dataElements'];
  const emptied = await run({ ...source, readMetadata: none }, { only, maxDeletions: undefined });
  expect(await uidsOf(target, 'constants')).toEqual(before);
  expect(new Set(emptied.told.map(({ type, code }) => `${type} ${code}`))).toEqual(
    new Set(['constants TOO_MANY_DELETIONS', 'dataElements TOO_MANY_DELETIONS']),
  );
  expect(emptied.told.map(({ key }) => key)).toContain('DeConstantX');
});

it('an object that the source has by the time it is asked stays', async () => {
  const late: WritableInstance = {
    ...source,
    readMetadata: async function* (type, options) {
      if (options.uids?.includes('DeConstantX')) yield { id: 'DeConstantX' };
      else yield* source.readMetadata(type, options);
    },
  };
  const asked = await run(late, { only: ['constants'] });
  expect(asked.totals.constants?.deleted).toBe(0);
  expect(asked.told).toMatchObject([{ key: 'DeConstantX', cause: 'changed-meanwhile', code: 'CHANGED_MEANWHILE' }]);
  expect(await uidsOf(target, 'constants')).toContain('DeConstantX');
});

it('a reading that fails is no absence: nothing is deleted', async () => {
  const failing: WritableInstance = {
    ...source,
    readMetadata: (type, options) => {
      if (options.uids !== undefined) throw new Error('the source cannot be reached');
      return source.readMetadata(type, options);
    },
  };
  await expect(run(failing, { only: ['constants'] })).rejects.toThrow('cannot be reached');
  expect(await uidsOf(target, 'constants')).toContain('DeConstantX');
});

it('a tracker object that stands elsewhere on the source stays', async () => {
  const only = ['trackedEntities', 'enrollments', 'events', 'relationships'];
  const moved = await run({ ...source, hasTracker: async (_type, uid) => uid.endsWith('5') }, { only });
  expect(moved.totals.trackedEntities?.deleted).toBe(1);
  const codes = new Set(moved.told.map(({ key, cause, code }) => `${key} ${cause} ${code}`));
  expect(codes).toContain('DeEntity005 changed-meanwhile ELSEWHERE_ON_SOURCE');
  expect(codes).toContain('DeEventX005 changed-meanwhile ELSEWHERE_ON_SOURCE');
  expect(moved.findings.unexplained).toBe(0);
});

it('tracked entities stay where what hangs on them is to stay: DHIS2 would take it along', async () => {
  const kept = await run(source, {
    only: ['trackedEntities', 'enrollments', 'events', 'relationships'],
    deletions: { trackedEntities: 'propagate', relationships: 'propagate' },
  });
  expect(kept.totals.trackedEntities?.deleted).toBe(0);
  expect(kept.totals.relationships?.deleted).toBe(2);
});

it('entries of a store go, of a namespace that only the target has too; what belongs to the target stays', async () => {
  const [onSource, onTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
  await onSource('POST', '/api/dataStore/app/both', { a: 1 });
  for (const key of ['app/both', 'app/extra', 'other/extra', 'sms-config/gateway']) {
    await onTarget('POST', `/api/dataStore/${key}`, { a: 1 });
  }
  const cleared = await run(source, { only: ['dataStore'] });
  expect(cleared.totals.dataStore).toMatchObject({ unchanged: 1, deleted: 2 });
  expect(cleared.findings.unexplained).toBe(0);
  expect(await onTarget('GET', '/api/dataStore/app')).toEqual(['both']);
  expect(await onTarget('GET', '/api/dataStore/sms-config')).toEqual(['gateway']);
  expect((await run(source, { only: ['dataStore'] })).totals.dataStore?.deleted).toBe(0);
});
