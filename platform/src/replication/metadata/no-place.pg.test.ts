import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';

const layer = {
  id: 'CoucheRoute',
  name: 'Routes',
  mapService: 'XYZ',
  url: 'https://example.org/{z}/{x}/{y}.png',
  imageFormat: 'PNG',
  mapLayerPosition: 'BASEMAP',
};
const newer = { ...layer, id: 'CoucheGeojs', name: 'Aires de santé', mapService: 'GEOJSON_URL' };

let store: TestDatabase;
let pair: StandinPair;
beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.40.1']);
});
afterAll(() => Promise.all([store.drop(), pair.close()]));

it('an object whose kind the older release does not know is impossible, is not sent, and holds back no other', async () => {
  const source = await pair.connect('source');
  const signal = AbortSignal.timeout(600_000);
  expect((await source.importMetadata({ externalMapLayers: [layer, newer] }, { signal })).errors).toEqual([]);
  for (const created of [1, 0]) {
    const target = await pair.connect('target');
    const options = { only: ['externalMapLayers'] };
    const run = await runOnce({ database: store.database, source, target, options });
    expect(run.verdict).toBe('identical');
    expect(run.totals.externalMapLayers).toMatchObject({ read: 2, created, impossible: 1, refused: 0 });
    const told = await toldBy(store.database, run.runId);
    expect(told.map(({ key, cause, code }) => ({ key, cause, code }))).toEqual([
      { key: newer.id, cause: 'impossible', code: 'CONSTANT_UNKNOWN' },
    ]);
  }
});
