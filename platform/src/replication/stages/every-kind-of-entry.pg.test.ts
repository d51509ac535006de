import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf, zippedApp } from '@relais/standin/system/zipped-app.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { countsAddUp, noCounts } from '../../model/counts.ts';
import type { EntryKind } from '../../model/entry.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { fileUid, picture, putFile } from '../fixtures/file-world.ts';
import { newRun, runOnce, type TestRun } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';

/** What the suites of single stages do not go through for these kinds: being refused, cut short, and deleted. */
const kinds = ['dataStore', 'userDataStore', 'databaseLocales', 'apps', 'staticContent', 'icons'] as const;

let store: TestDatabase;
let folder: string;
beforeAll(async () => {
  store = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'relais-apps-'));
  for (const name of ['First App', 'Second App']) {
    await writeFile(join(folder, `${name}.zip`), zipOf({ name, version: '1.0.0' }));
  }
});
afterAll(async () => {
  await store.drop();
  await rm(folder, { recursive: true });
});

async function install(address: string, name: string): Promise<void> {
  const { body, contentType } = zippedApp({ name, version: '1.0.0' });
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
  const headers = { authorization, 'content-type': contentType };
  const answer = await fetch(`${address}/api/apps`, { method: 'POST', headers, body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function putIcon(address: string, key: string, file: string): Promise<void> {
  await putFile(address, file, { domain: 'ICON', name: 'icon.png', type: 'image/png', content: picture(key) });
  await askStandin(address)('POST', '/api/icons', { key, description: key, keywords: [], fileResourceId: file });
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('every kind of entry, on %s', (release) => {
  const hasIcons = release !== '2.40.1';
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;

  /** Two of each kind. */
  async function fill(address: string): Promise<void> {
    const ask = askStandin(address);
    for (const key of ['one', 'two']) {
      await ask('PUT', `/api/dataStore/app/${key}`, `"${key}"`);
      await ask('POST', `/api/userDataStore/app/${key}`, `"${key}"`);
    }
    await ask('POST', '/api/locales/dbLocales?country=SN&language=fr');
    await ask('POST', '/api/locales/dbLocales?country=MZ&language=pt');
    for (const name of ['First App', 'Second App']) await install(address, name);
    await ask('POST', '/api/files/style', 'b {}');
    await ask('POST', '/api/files/script', 'one()');
    if (!hasIcons) return;
    await putIcon(address, 'one', fileUid('IconOne'));
    await putIcon(address, 'two', fileUid('IconTwo'));
  }

  beforeEach(async () => {
    pair = await startBlankPair([release, release]);
    [source, target] = [await pair.connect('source'), await pair.connect('target')];
    return () => pair.close();
  });

  async function run(more: Partial<TestRun> = {}) {
    const options = { only: kinds, appsFrom: folder, ...more.options };
    const ended = await runOnce({ database: store.database, source, target, ...more, options });
    for (const kind of kinds) expect(countsAddUp(ended.totals[kind] ?? noCounts), kind).toBe(true);
    const told = await toldBy(store.database, ended.runId);
    return { ...ended, told: told.map(({ type, key, code }) => `${type} ${key} ${code}`) };
  }

  const carried = kinds.filter((kind) => hasIcons || kind !== 'icons');
  const expectAll = (totals: Awaited<ReturnType<typeof run>>['totals']) => {
    for (const kind of carried) expect(totals[kind], kind).toMatchObject({ refused: 0, impossible: 0 });
    for (const kind of carried) expect(totals[kind]?.verified, kind).toBe(totals[kind]?.read);
  };

  it('is told when it is refused, the others arrive, and it comes when the same run goes on', async () => {
    await fill(pair.source.url);
    const refuse = (method: string, path: string) =>
      pair.target.faults.add({ match: { method, path }, kind: 'status', status: 409 });
    refuse('PUT', '/api/dataStore/app/one');
    refuse('POST', '/api/userDataStore/app/one');
    refuse('POST', '/api/locales/dbLocales.*=MZ');
    refuse('POST', '/api/files/style');
    pair.target.faults.add({ match: { method: 'POST', path: '/api/apps$' }, kind: 'status', status: 409, times: 1 });
    pair.target.faults.add({ match: { method: 'POST', path: '/api/icons$' }, kind: 'status', status: 409, times: 1 });
    const first = await run();
    const refused = first.told.filter((line) => line.endsWith(' HTTP_409')).map((line) => line.split(' ')[0]);
    expect(refused.sort()).toEqual([...carried].sort());
    for (const kind of carried) expect(first.totals[kind], kind).toMatchObject({ refused: 1 });
    expect(first.verdict).toBe('identical-except-refusals');
    pair.target.faults.clear();
    const resumed = await run({ runId: first.runId });
    expect(resumed.told).toEqual([]);
    expectAll(resumed.totals);
    expect(resumed.verdict).toBe('identical');
  });

  it.each([1, 3, 5])(
    'goes on after a kill right behind writing number %i, and ends as if nothing had been',
    async (nth) => {
      await fill(pair.source.url);
      const killed = new AbortController();
      let writings = 0;
      const { entries } = target;
      const write: typeof entries.write = async (...args) => {
        const refusals = await entries.write(...args);
        writings++;
        if (writings === nth) killed.abort(new Error('killed'));
        return refusals;
      };
      const runId = await newRun(store.database);
      const dying = { ...target, entries: { ...entries, write } };
      await expect(run({ runId, target: dying, signal: killed.signal })).rejects.toThrow('killed');
      const ended = await run({ runId });
      expectAll(ended.totals);
      expect(ended.verdict).toBe('identical');
    },
  );

  it('is deleted where only the target has it and that was chosen; of the rest nothing is', async () => {
    await fill(pair.target.url);
    await askStandin(pair.source.url)('PUT', '/api/dataStore/app/two', '"two"');
    const keysOf = async (kind: EntryKind) => {
      const { signal } = new AbortController();
      const keys: string[] = [];
      for await (const slice of target.entries.slices(kind, signal)) {
        for await (const { key } of target.entries.read(kind, slice, signal)) keys.push(key);
      }
      return keys.sort();
    };
    const extras = (told: readonly string[]) => told.filter((line) => line.endsWith('EXTRA_ON_TARGET'));
    expect(extras((await run()).told).length).toBeGreaterThan(0);
    const deletions = { '*': 'leave', dataStore: 'propagate', apps: 'propagate' } as const;
    await run({ options: { deletions, maxDeletions: { count: 100 } } });
    expect(await keysOf('dataStore')).toEqual(['app/two']);
    expect(await keysOf('apps')).toEqual([]);
    expect(await keysOf('staticContent')).toEqual(['script', 'style']);
    expect(await keysOf('databaseLocales')).toEqual(expect.arrayContaining(['fr_SN', 'pt_MZ']));
    await run({ options: { deletions: { '*': 'propagate' }, maxDeletions: { count: 1000 } } });
    expect(await keysOf('dataStore')).toEqual(['app/two']);
    for (const kind of carried)
      if (kind !== 'dataStore' && kind !== 'databaseLocales') expect(await keysOf(kind)).toEqual([]);
    expect(extras((await run()).told)).toEqual([]);
  });
});
