import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSourceArchive, openTargetArchive } from '../archive/open-archive.ts';
import { countsAddUp } from '../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runOnce } from './fixtures/run-once.ts';
import { type StandinPair, startPair } from './fixtures/standin-pair.ts';
import { unexplainedOrRefused } from './fixtures/unexplained.ts';

const world = { organisationUnits: 60, dataValues: 3_000, trackedEntities: 60 };

let store: TestDatabase;
let scratch: string;
beforeAll(async () => {
  store = await createTestDatabase();
  scratch = await mkdtemp(join(tmpdir(), 'relais-archive-'));
});
afterAll(async () => {
  await store.drop();
  await rm(scratch, { recursive: true });
});

describe.each([
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.42.4.1'],
] as const)('an archive of %s', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startPair([from, to], world);
  });
  afterAll(() => pair.close());

  it('takes everything, and a second run writes nothing', async () => {
    const directory = join(scratch, from, 'archive');
    const source = await pair.connect('source');
    const target = await openTargetArchive(directory, source);
    const first = await runOnce({ database: store.database, source, target });
    await target.close();
    expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
    expect(first.verdict).toBe('identical');
    expect(Object.entries(first.totals).filter(([, counts]) => !countsAddUp(counts))).toEqual([]);
    const again = await openTargetArchive(directory, source);
    const second = await runOnce({ database: store.database, source, target: again });
    await again.close();
    expect(second.verdict).toBe('identical');
    expect(second.comparisonDigest).toBe(first.comparisonDigest);

    const archive = await openSourceArchive(directory);
    const restored = await runOnce({ database: store.database, source: archive, target: await pair.connect('target') });
    await archive.close();
    expect(await unexplainedOrRefused(store.database, restored.runId)).toEqual([]);
    expect(restored.verdict).toBe('identical');

    const verified = await runOnce({
      database: store.database,
      source,
      target: await pair.connect('target'),
      mode: 'verify',
    });
    expect(await unexplainedOrRefused(store.database, verified.runId)).toEqual([]);
    expect(verified.verdict).toBe('identical');
  });
});
