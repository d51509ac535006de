import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandinPair, startBlankPair } from '../replication/fixtures/standin-pair.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';
import { createProcesses } from './testing/relais-process.ts';

let store: TestDatabase;
let pair: StandinPair;
let directory: string;
let dataDirectory: string;
let commands: CommandLine;
let processes: ReturnType<typeof createProcesses>;

beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await loadDemoWorld(pair.source.url, {
    ...{ organisationUnits: 5, dataValues: 50, trackedEntities: 5, packages: false },
  });
  directory = await mkdtemp(join(tmpdir(), 'relais-read-only-'));
  dataDirectory = join(directory, 'data');
  await mkdir(dataDirectory);
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory };
  commands = createCommandLine(environment);
  processes = createProcesses(environment);
  for (const [name, { url }] of Object.entries({ source: pair.source, target: pair.target })) {
    await commands.run(['instance', 'add', name, url, '--username', 'admin'], { answers: ['district'] });
  }
});
afterAll(async () => {
  processes.killAll();
  await pair.close();
  await store.drop();
  await rm(directory, { recursive: true });
});

/** Node.js itself refuses to write anywhere but below this directory. */
const writingOnlyTo = (place: string) => [
  '--permission',
  '--allow-fs-read=*',
  `--allow-fs-write=${place}`,
  '--allow-addons',
  '--allow-child-process',
];

test('the service starts, carries out a run and stops on a file system of which it may write to its data directory alone', async () => {
  const service = processes.start(['serve', '--port', '0'], {}, writingOnlyTo(dataDirectory));
  await service.saying(/api\/v1\/docs/);
  expect(await commands.run(['replicate', 'source', 'target', '--detach', '--yes', '--json'])).toBe(0);
  const { run } = JSON.parse(commands.out);
  expect(await commands.run(['run', 'watch', String(run)])).toBe(0);
  expect(await service.end()).toBe(0);
  expect(await readdir(directory)).toEqual(['data']);
});

test('commands write their reports and backups there too', async () => {
  for (const argv of [
    ['report', '1', '--html'],
    ['backup', join(dataDirectory, 'relais.gz')],
  ]) {
    expect(await processes.start(argv, {}, writingOnlyTo(dataDirectory)).ended()).toBe(0);
  }
  expect((await readdir(dataDirectory)).sort()).toEqual(['key', 'relais.gz', 'runs']);
});

test('what is written elsewhere does not go unnoticed', async () => {
  const elsewhere = processes.start(['backup', join(directory, 'relais.gz')], {}, writingOnlyTo(dataDirectory));
  expect(await elsewhere.ended()).toBe(3);
  expect(elsewhere.said()).toContain('--allow-fs-write');
});
