import type { Instance } from '@relais/standin/instance.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFindings } from '../../store/finding.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { runOnce, type TestRun } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

/** As a database holds one whose category combo was deleted by an old release. */
function addWithoutCombo({ metadata }: Instance, uid: string): void {
  const [some] = metadata.of('categoryOptionCombos').values();
  if (some === undefined) throw new Error('A blank instance has its default option combo');
  const { categoryCombo: _, ...rest } = some;
  metadata.of('categoryOptionCombos').set(uid, { ...rest, id: uid, name: uid });
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('option combos in no category combo on %s', (release) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
    addWithoutCombo(pair.source.instance, 'WithoutCo01');
    addWithoutCombo(pair.source.instance, 'WithoutCo02');
    addWithoutCombo(pair.target.instance, 'WithoutCo03');
  });
  afterAll(() => pair.close());

  async function run(options: TestRun['options'] = {}) {
    const instances = { source: await pair.connect('source'), target: await pair.connect('target') };
    return runOnce({ database: store.database, ...instances, options });
  }

  it('are counted, and given out by no list and no address', async () => {
    const ask = askStandin(pair.source.url);
    const { pager, categoryOptionCombos } = await ask('GET', '/api/categoryOptionCombos?fields=id');
    expect(pager).toMatchObject({ total: 3 });
    expect(categoryOptionCombos).toHaveLength(1);
    await expect(ask('GET', '/api/categoryOptionCombos/WithoutCo01')).rejects.toThrow(/404/);
  });

  it('stop no run, and are told', async () => {
    const first = await run();
    expect(first.verdict).toBe('identical');
    expect(first.totals.categoryOptionCombos).toMatchObject({ read: 3, unchanged: 1, impossible: 2, verified: 1 });
    const told = [];
    for await (const { type, code, count } of readFindings(store.database, first.runId))
      told.push({ type, code, count });
    expect(told).toContainEqual({ type: 'categoryOptionCombos', code: 'WITHOUT_CATEGORY_COMBO', count: 2 });
    expect((await run()).verdict).toBe('identical');
  });
});
