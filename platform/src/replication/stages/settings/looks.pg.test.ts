import { fileResourcesOf } from '@relais/standin/files/file-resource-store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { fileUid, picture, putFile } from '../../fixtures/file-world.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;

async function putIcon(address: string, key: string, file: string): Promise<void> {
  await putFile(address, file, { domain: 'ICON', name: 'icon.png', type: 'image/png', content: picture(key) });
  const icon = { key, description: `Icon ${key}`, keywords: ['santé', 'poste'], fileResourceId: file };
  await askStandin(address)('POST', '/api/icons', icon);
}

async function putLooks(address: string): Promise<void> {
  const ask = askStandin(address);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(picture('logo'))], { type: 'image/png' }), 'logo.png');
  await fetch(`${address}/api/staticContent/logo_front`, { method: 'POST', headers: { authorization }, body: form });
  await ask('POST', '/api/systemSettings/keyUseCustomLogoFront?value=true');
  await ask('POST', '/api/files/style', '/* été */ a { color: red }');
  await ask('POST', '/api/files/script', 'window.relais = "é"');
}

async function runBetween(source: ConnectedInstance, target: ConnectedInstance) {
  const options = { only: ['icons', 'staticContent'] };
  const ended = await runOnce({ database: store.database, source, target, options });
  for (const counts of Object.values(ended.totals)) expect(countsAddUp(counts)).toBe(true);
  const told = await toldBy(store.database, ended.runId);
  return { ...ended, told: told.map(({ type, key, code }) => `${type} ${key} ${code}`) };
}

describe.each([
  ['2.41.5.1', '2.42.4.1'],
  ['2.42.4.1', '2.41.5.1'],
] as const)('icons, logos, style and script, %s to %s', (from, to) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await putIcon(pair.source.url, 'clinic', fileUid('Icon1'));
    await putIcon(pair.source.url, 'school', fileUid('Icon2'));
    await putLooks(pair.source.url);
    [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  });
  afterAll(() => pair.close());

  const run = () => runBetween(source, target);

  it('arrive; a second run changes nothing', async () => {
    const first = await run();
    expect(first.told).toEqual([]);
    expect(first.totals.staticContent).toMatchObject({ read: 3, created: 3, verified: 3 });
    expect(first.totals.icons).toMatchObject({ created: 2, verified: 2 });
    const there = askStandin(pair.target.url);
    expect(await there.text('/api/files/style')).toBe('/* été */ a { color: red }');
    expect(await there.text('/api/files/script')).toBe('window.relais = "é"');
    const second = await run();
    expect(second.totals.staticContent).toMatchObject({ unchanged: 3 });
    expect(second.totals.icons).toMatchObject({ unchanged: 2, verified: 2 });
  });

  it('follow a change of words and of the picture, and tell what only the target has', async () => {
    const ask = askStandin(pair.source.url);
    const words = { key: 'clinic', description: 'Clinique', keywords: ['poste'], fileResourceId: fileUid('Icon1') };
    await ask('PUT', '/api/icons/clinic', words);
    await ask('DELETE', '/api/icons/school');
    await putIcon(pair.source.url, 'school', fileUid('Icon3'));
    await putIcon(pair.target.url, 'own', fileUid('IconOwn'));
    await ask('POST', '/api/files/style', 'b {}');
    const third = await run();
    expect(third.totals.icons).toMatchObject({ updated: 2, verified: 2 });
    expect(third.totals.staticContent).toMatchObject({ updated: 1, unchanged: 2 });
    expect(third.told).toEqual(['icons own EXTRA_ON_TARGET']);
    expect(fileResourcesOf(pair.target.instance).has(fileUid('Icon3'))).toBe(true);
    expect(await askStandin(pair.target.url)('GET', '/api/icons/clinic')).toMatchObject({ description: 'Clinique' });
  });

  it('are told with the words of a target that does not take one, and the others arrive', async () => {
    await putIcon(pair.source.url, 'lost', fileUid('IconLost'));
    fileResourcesOf(pair.source.instance).delete(fileUid('IconLost'));
    const ended = await run();
    expect(ended.told).toContain('icons lost FILE_NOT_ON_SOURCE');
    expect(ended.totals.icons).toMatchObject({ read: 3, unchanged: 2, impossible: 1 });
  });
});

it('icons have no place before 2.41; logos, style and script have', async () => {
  const pair = await startBlankPair(['2.42.4.1', '2.40.1']);
  await putIcon(pair.source.url, 'clinic', fileUid('Icon1'));
  await putLooks(pair.source.url);
  const ended = await runBetween(await pair.connect('source'), await pair.connect('target'));
  expect(ended.told).toEqual(['icons icons/custom NO_PLACE']);
  expect(ended.totals.icons).toMatchObject({ read: 1, impossible: 1 });
  expect(ended.totals.staticContent).toMatchObject({ created: 3, verified: 3 });
  await pair.close();
});

it('a logo that a 2.40 uses and was never given arrives, though the server fails over it', async () => {
  const pair = await startBlankPair(['2.40.1', '2.40.1']);
  await putLooks(pair.source.url);
  await askStandin(pair.target.url)('POST', '/api/systemSettings/keyUseCustomLogoFront?value=true');
  const { told, totals } = await runBetween(await pair.connect('source'), await pair.connect('target'));
  expect(told).toEqual([]);
  expect(totals.staticContent).toMatchObject({ read: 3, created: 3, verified: 3 });
  await pair.close();
});
