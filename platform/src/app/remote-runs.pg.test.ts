import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillDetailWorld } from '../replication/fixtures/detail-world.ts';
import { type StandinPair, startBlankPair } from '../replication/fixtures/standin-pair.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';
import { createProcesses } from './testing/relais-process.ts';

let store: TestDatabase;
let pair: StandinPair;
let directory: string;
let server: ReturnType<typeof createProcesses>;
/** The machine of the service, and another one. */
let here: CommandLine;
let elsewhere: CommandLine;
let service: string;
const passphrase = 'trois pirogues vertes';

beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await fillDetailWorld(pair.source.url);
  directory = await mkdtemp(join(tmpdir(), 'relais-remote-runs-'));
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: join(directory, 'data') };
  here = createCommandLine(environment);
  await here.run(['user', 'add', 'awa', '--role', 'administrator'], { answers: [passphrase, passphrase] });
  await here.run(['token', 'create', 'awa', '--name', 'x', '--scopes', 'look,run,define,administer', '--json']);
  const { token } = JSON.parse(here.out);
  server = createProcesses(environment);
  const process = server.start(['serve', '--port', '0', '--jobs', '1']);
  service = (await process.saying(/(http:\/\/127\.0\.0\.1:\d+)\/api/))[1] ?? '';
  elsewhere = createCommandLine({
    ...{ RELAIS_SERVICE: service, RELAIS_TOKEN: token, RELAIS_DATA: join(directory, 'none') },
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  });
  for (const [name, { url }] of [
    ['capital', pair.source],
    ['region', pair.target],
  ] as const) {
    const secret = { [`RELAIS_${name.toUpperCase()}_PASSWORD`]: 'district' };
    await elsewhere.run(['instance', 'add', name, url, '--username', 'admin'], { environment: secret });
  }
  await elsewhere.run(['replication', 'add', 'nightly', 'capital', 'region']);
});

afterAll(async () => {
  server.killAll();
  await pair.close();
  await store.drop();
  await rm(directory, { recursive: true, force: true });
});

test('an instance is told of in the same words from both machines', async () => {
  expect(await here.run(['instance', 'test', 'region'])).toBe(0);
  expect(await elsewhere.run(['instance', 'test', 'region'])).toBe(0);
  const withoutClock = (text: string) => text.replace(/clock difference: .*/, '');
  expect(withoutClock(elsewhere.out)).toBe(withoutClock(here.out));
});

test('what differs has its exit code', async () => {
  expect(await elsewhere.run(['diff', 'capital', 'region'])).toBe(2);
  expect(elsewhere.out).toContain('PLAN');
});

test('a replication is run from another machine, drawn, and told as on the machine of the service', async () => {
  expect(await elsewhere.run(['replication', 'run', 'nightly'], { answers: ['y'] })).toBe(0);
  expect(elsewhere.everything).toContain(`Write to region (${pair.target.url})? [y/N]`);
  expect(elsewhere.err).toMatch(/replication \d+ {4}source capital → target region/);
  for (const stage of ['Comparison', 'Metadata', 'Verification']) expect(elsewhere.err).toContain(`${stage}: done`);
  const [, run = ''] = /replication (\d+) {4}/.exec(elsewhere.err) ?? [];
  expect(elsewhere.out).toContain(`Report: ${service}/runs/${run}`);
  const there = elsewhere.out;
  expect(await here.run(['run', 'watch', run])).toBe(0);
  const table = (text: string) => text.slice(0, text.indexOf('  Report: '));
  expect(table(there)).toBe(table(here.out));
  expect(table(there)).toContain('IDENTICAL');
});

test('programs get one JSON document, with the exit code', async () => {
  expect(await elsewhere.run(['replication', 'run', 'nightly', '--yes', '--json'])).toBe(0);
  const told = JSON.parse(elsewhere.out);
  expect(told).toMatchObject({ mode: 'replicate', exitCode: 0, state: 'completed', verdict: 'identical' });
  expect(told.totals.dataElements).toMatchObject({ created: 0, updated: 0 });
  const progress = elsewhere.err.trim().split('\n');
  expect(progress.map((line) => JSON.parse(line).type)).toContain('stageFinished');
});
