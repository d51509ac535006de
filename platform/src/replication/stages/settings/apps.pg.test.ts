import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf, zippedApp } from '@relais/standin/system/zipped-app.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';
import { findAppArchives } from './app-archives.ts';

let store: TestDatabase;
let folder: string;
beforeAll(async () => {
  store = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'relais-apps-'));
  await writeFile(join(folder, 'small.zip'), zipOf({ name: 'Small App', version: '1.2.0' }));
  await writeFile(join(folder, 'old.zip'), zipOf({ name: 'Other App', version: '0.9.0' }));
  await writeFile(join(folder, 'notes.txt'), 'no archive');
});
afterAll(async () => {
  await store.drop();
  await rm(folder, { recursive: true });
});

async function install(address: string, manifest: Record<string, unknown>): Promise<void> {
  const { body, contentType } = zippedApp(manifest);
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
  const headers = { authorization, 'content-type': contentType };
  await fetch(`${address}/api/apps`, { method: 'POST', headers, body: new Uint8Array(body) });
}

it.each([
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.41.5.1'],
] as const)('apps come from a folder, or are told, %s to %s', async (from, to) => {
  const pair = await startBlankPair([from, to]);
  await install(pair.source.url, { name: 'Small App', version: '1.2.0' });
  await install(pair.source.url, { name: 'Other App', version: '1.0.0', app_hub_id: 'hub-of-other' });
  await install(pair.source.url, { name: 'Same App', version: '3.0.0' });
  await install(pair.target.url, { name: 'Same App', version: '3.0.0' });
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const run = async (options: { appsFrom?: string; installApps?: boolean }) => {
    const ended = await runOnce({ database: store.database, source, target, options: { only: ['apps'], ...options } });
    return { counts: ended.totals.apps, told: await toldBy(store.database, ended.runId) };
  };

  const without = await run({});
  expect(without.counts).toMatchObject({ read: 3, created: 0, unchanged: 1, impossible: 2 });
  expect(without.told.map(({ cause, code, message }) => [cause, code, message])).toEqual([
    ['impossible', 'APP_ARCHIVE_NEEDED', 'DHIS2 gives no app’s archive away: Other App 1.0.0 (App Hub hub-of-other)'],
    ['impossible', 'APP_ARCHIVE_NEEDED', 'DHIS2 gives no app’s archive away: Small App 1.2.0'],
  ]);

  const fromFolder = await run({ appsFrom: folder });
  expect(fromFolder.counts).toMatchObject({ created: 1, unchanged: 1, impossible: 1, verified: 2 });
  expect(await askStandin(pair.target.url).text('/api/apps')).toContain('Small-App');
  expect((await run({ appsFrom: folder })).counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 });

  const fromHub = await run({ installApps: true });
  expect(fromHub.counts).toMatchObject({ unchanged: 2, refused: 1 });
  expect(fromHub.told.map(({ code, key }) => [key, code])).toEqual([['Other-App', 'HTTP_503']]);

  const gone = [{ key: 'Small-App', content: undefined }];
  expect(await target.entries.remove('apps', 'all', gone, { signal: AbortSignal.timeout(600_000) })).toEqual([]);
  expect(await askStandin(pair.target.url).text('/api/apps')).not.toContain('Small-App');
  await pair.close();
});

it('reads the manifests of a folder’s archives, and says when there is none to read', async () => {
  expect((await findAppArchives(folder)).map(({ name, version }) => [name, version])).toEqual([
    ['Other App', '0.9.0'],
    ['Small App', '1.2.0'],
  ]);
  await expect(findAppArchives(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'APPS_FOLDER_UNREADABLE' });
});
