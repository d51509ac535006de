import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFindings } from '../../store/finding.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { fillDetailWorld } from '../fixtures/detail-world.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const french = (value: string) => ({ property: 'NAME', locale: 'fr', value });

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.41.5.1', '2.42.4.1'],
] as const)('translations that no release takes any more, %s to %s', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await fillDetailWorld(pair.source.url);
    // As a database holds them that an old release filled.
    const elements = pair.source.instance.metadata.of('dataElements');
    const [first, second] = [elements.get('ApDeNumber1'), elements.get('ApDeNumber2')];
    if (first === undefined || second === undefined) throw new Error('The world has two data elements');
    const english = { property: 'NAME', locale: 'en', value: 'Number' };
    elements.set(first.id, { ...first, translations: [french('Numéro'), english, french('Nombre')] });
    elements.set(second.id, { ...second, translations: [french('')] });
  });
  afterAll(() => pair.close());

  it('are refused with their object where they are sent as they are', async () => {
    const element = await askStandin(pair.source.url)('GET', '/api/dataElements/ApDeNumber1?fields=:owner');
    await expect(askStandin(pair.target.url)('POST', '/api/metadata', { dataElements: [element] })).rejects.toThrow(
      'E1106',
    );
  });

  it('stay behind, are told, and their objects arrive with the first of each', async () => {
    const run = async () =>
      runOnce({
        ...{ database: store.database, options: { only: ['dataElements'] } },
        ...{ source: await pair.connect('source'), target: await pair.connect('target') },
      });
    const first = await run();
    expect(first.totals.dataElements).toMatchObject({ created: 2, refused: 0, verified: 2 });
    const told = [];
    for await (const { type, code, count, message } of readFindings(store.database, first.runId)) {
      if (code === 'TRANSLATION_LEFT_OUT') told.push({ type, count, message });
    }
    const message = expect.stringContaining('second translation');
    expect(told).toEqual([{ type: 'dataElements', count: 2, message }]);
    const held = pair.target.instance.metadata.of('dataElements').get('ApDeNumber1')?.translations;
    expect(held).toHaveLength(2);
    expect(held).toContainEqual(french('Nombre'));
    const second = await run();
    expect(second).toMatchObject({ verdict: first.verdict, comparisonDigest: first.comparisonDigest });
    expect(second.totals.dataElements).toMatchObject({ created: 0, updated: 0 });
  });
});
