import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { runOnce, type TestRun, writtenBy } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';

let store: TestDatabase;
let pair: StandinPair;
const options = ['SetOption01', 'SetOption02', 'SetOption03'];
const categoryCombo = { id: 'SetCombo001' };
const ofOption = (id: string, option: string) => ({ id, name: id, categoryCombo, categoryOptions: [{ id: option }] });
const combos = [ofOption('SetOptComb1', 'SetOption01'), ofOption('SetOptComb2', 'SetOption02')];

beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.41.5.1', '2.43.1']);
  const category = { id: 'SetCategor1', name: 'Set', shortName: 'Set', dataDimensionType: 'DISAGGREGATION' };
  await askStandin(pair.source.url)('POST', '/api/metadata', {
    categoryOptions: options.map((id) => ({ id, name: id, shortName: id })),
    categories: [{ ...category, categoryOptions: options.slice(0, 2).map((id) => ({ id })) }],
    categoryCombos: [
      { ...categoryCombo, name: 'Set', dataDimensionType: 'DISAGGREGATION', categories: [{ id: category.id }] },
    ],
    // One as it has to be twice, and one of an option that was taken out of the category since.
    categoryOptionCombos: [...combos, ofOption('SetOptComb3', 'SetOption01'), ofOption('SetOptComb4', 'SetOption03')],
  });
});
afterAll(async () => {
  await pair.close();
  await store.drop();
});

async function run(options: TestRun['options'] = {}) {
  const instances = { source: await pair.connect('source'), target: await pair.connect('target') };
  const outcome = await runOnce({ database: store.database, ...instances, options });
  return { ...outcome, written: writtenBy(outcome) };
}

it('refuses a category combo with option combos too many, as a 2.43.1 does', async () => {
  const ask = askStandin(pair.target.url);
  const from = await askStandin(pair.source.url)(
    'GET',
    '/api/metadata?categories=true&categoryCombos=true&categoryOptions=true',
  );
  const { system: _, ...payload } = from;
  const all = { ...payload, categoryOptionCombos: [...combos, ofOption('SetOptComb4', 'SetOption03')] };
  await expect(ask('POST', '/api/metadata?importMode=VALIDATE', all)).rejects.toThrow('E1130');
});

it('copies the option combos of a category combo, though there are too many of them for a 2.43', async () => {
  expect((await run({ dryRun: true })).findings.refused).toBe(0);
  const first = await run();
  expect(first.verdict).toBe('identical');
  expect(first.totals.categoryOptionCombos).toMatchObject({ created: 4, refused: 0, verified: 5 });
  expect((await run()).written).toBe(0);
});

it('copies one of them that changed, without the others', async () => {
  await askStandin(pair.source.url)('POST', '/api/metadata', {
    categoryOptionCombos: [{ ...ofOption('SetOptComb2', 'SetOption02'), code: 'SECOND' }],
  });
  const changed = await run();
  expect(changed.totals.categoryOptionCombos).toMatchObject({ updated: 1, refused: 0 });
  expect(changed.verdict).toBe('identical');
});
