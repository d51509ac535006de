import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

const constant = (sharing: Record<string, unknown>, value = 1): MetadataObject => ({
  id: 'ShConstant1',
  name: 'Taux de change',
  shortName: 'Taux',
  value,
  sharing,
});
const open = { public: 'rw------', users: {}, userGroups: {} };
const closed = { public: '--------', users: {}, userGroups: {} };

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('a run without sharing, on %s', (release) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
  });
  afterAll(() => pair.close());

  const publicAccess = async (side: 'source' | 'target') => {
    const found: unknown[] = [];
    const instance = await pair.connect(side);
    const signal = AbortSignal.timeout(600_000);
    for await (const object of instance.readMetadata('constants', { signal, uids: ['ShConstant1'] })) {
      found.push({ value: object.value, public: (object.sharing as { public?: string }).public });
    }
    return found;
  };
  const put = async (side: 'source' | 'target', object: MetadataObject) => {
    const instance = await pair.connect(side);
    const report = await instance.importMetadata({ constants: [object] }, { signal: AbortSignal.timeout(600_000) });
    expect(report.status).toBe('OK');
  };
  const run = async (sharing: 'exact' | 'without') => {
    const sides = { source: await pair.connect('source'), target: await pair.connect('target') };
    const options = { only: ['constants'], sharing };
    const outcome = await runOnce({ database: store.database, ...sides, options });
    expect(await unexplainedOrRefused(store.database, outcome.runId)).toEqual([]);
    expect(outcome.verdict).toBe('identical');
    return outcome.totals.constants;
  };

  it('gives what is new to the account alone, and lets what exists keep its own', async () => {
    await put('source', constant(open));
    expect(await run('without')).toMatchObject({ created: 1 });
    expect(await publicAccess('target')).toEqual([{ value: 1, public: '--------' }]);
    expect(await run('without')).toMatchObject({ unchanged: 1, updated: 0 });

    await put('target', constant({ ...open, public: 'r-------' }));
    await put('source', constant(open, 2));
    expect(await run('without')).toMatchObject({ updated: 1 });
    expect(await publicAccess('target')).toEqual([{ value: 2, public: 'r-------' }]);
  });

  it('carries it over when it is wanted again', async () => {
    await put('source', constant(closed, 2));
    expect(await run('exact')).toMatchObject({ updated: 1 });
    expect(await publicAccess('target')).toEqual([{ value: 2, public: '--------' }]);
  });
});
