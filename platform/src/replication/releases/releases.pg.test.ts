import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsAddUp } from '../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

const world = { organisationUnits: 60, dataValues: 3_000, trackedEntities: 60 };

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

/** Between a release with the rewritten data value import and those before it, up and down. */
describe.each([
  ['2.40.1', '2.43.1'],
  ['2.42.4.1', '2.43.1'],
  ['2.43.1', '2.42.4.1'],
] as const)('%s to %s', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startPair([from, to], world);
  });
  afterAll(() => pair.close());

  it('leaves nothing unexplained, and nothing to do for a second run', { timeout: 240_000 }, async () => {
    const source = await pair.connect('source');
    const first = await runOnce({ database: store.database, source, target: await pair.connect('target') });
    expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
    expect(Object.entries(first.totals).filter(([, counts]) => !countsAddUp(counts))).toEqual([]);
    const second = await runOnce({ database: store.database, source, target: await pair.connect('target') });
    const written = Object.entries(second.totals).filter(([, { created, updated }]) => created + updated > 0);
    expect(written).toEqual([]);
  });
});
