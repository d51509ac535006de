import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { createLedger } from '../store/ledger.ts';
import { addPieces } from '../store/piece.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;
let run: number;

beforeAll(async () => {
  api = await openTestApi();
  for (const name of ['capital', 'region']) await addTestInstance(api.access, name);
  administrator = await browse(api, 'awa', { role: 'administrator' });
  run = (await administrator.ask('POST', '/runs', { source: 'capital', target: 'region' })).json().run;
});
afterAll(() => api.close());

const get = async (path: string) => (await administrator.ask('GET', `/runs/${run}/${path}`)).json();

it('lists what of a run is finished, chunk by chunk, without the keys that may name a person', async () => {
  const ledger = createLedger(api.access.database, run);
  const finding = { type: 'users', key: 'x', cause: 'refused', code: 'E4000', message: 'No.' } as const;
  for (const [key, findings] of [
    ['userDataStore/awa', [finding]],
    ['userDataStore/binta', []],
    ['systemSettings', []],
  ] as const) {
    await ledger.finishChunk({ stage: 'stores', key, counts: { users: { created: 2 } }, findings });
  }
  await ledger.finishChunk({ stage: 'metadata', key: 'm', counts: {}, findings: [] });
  const first = await get('chunks?limit=2&stage=stores');
  expect(first.items).toMatchObject([
    { stage: 'stores', timesFinished: 1, findings: 1, counts: { users: { created: 2, refused: 0 } } },
    { stage: 'stores', findings: 0 },
  ]);
  expect(JSON.stringify(first)).not.toContain('binta');
  const rest = await get(`chunks?limit=2&stage=stores&after=${first.next}`);
  expect([rest.items.length, rest.next]).toEqual([1, undefined]);
  expect((await get('chunks')).items).toHaveLength(4);
});

it('lists the parts that workers share page by page, however many there are', async () => {
  const place = { task: 'work', step: 'verification', round: 0 } as const;
  const keys = ['a', 'b', 'c'];
  await addPieces(
    api.access.database,
    run,
    keys.map((key) => ({ ...place, key })),
  );
  const first = await get('pieces?state=waiting&limit=2');
  expect(first.items).toMatchObject([{ key: 'a' }, { key: 'b' }]);
  expect((await get(`pieces?state=waiting&limit=2&after=${first.next}`)).items).toMatchObject([{ key: 'c' }]);
});
