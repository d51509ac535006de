import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandinPair, startBlankPair } from '../replication/fixtures/standin-pair.ts';
import { whileNobodyDefines } from '../store/replication.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';
import { createProcesses, type RelaisProcess, until } from './testing/relais-process.ts';

let store: TestDatabase;
let pair: StandinPair;
let directory: string;
let commands: CommandLine;
let processes: ReturnType<typeof createProcesses>;
let token: string;

beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await loadDemoWorld(pair.source.url, {
    ...{ organisationUnits: 20, dataValues: 2_000, trackedEntities: 30, packages: false },
  });
  directory = await mkdtemp(join(tmpdir(), 'relais-restart-'));
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: join(directory, 'data') };
  commands = createCommandLine(environment);
  processes = createProcesses(environment);
  const passphrase = 'trois pirogues vertes';
  for (const [name, { url }] of Object.entries({ source: pair.source, target: pair.target })) {
    await commands.run(['instance', 'add', name, url, '--username', 'admin'], { answers: ['district'] });
  }
  await commands.run(['user', 'add', 'awa', '--role', 'administrator'], { answers: [passphrase, passphrase] });
  await commands.run(['token', 'create', 'awa', '--name', 'test', '--scopes', 'look,run,define', '--json']);
  token = JSON.parse(commands.out).token;
});
afterAll(async () => {
  processes.killAll();
  await pair.close();
  await store.drop();
  await rm(directory, { recursive: true });
});

interface Service {
  readonly process: RelaisProcess;
  ask(method: string, path: string, body?: unknown): Promise<Response>;
}

async function startService(): Promise<Service> {
  const process = processes.start(['serve', '--port', '0']);
  const [, url = ''] = await process.saying(/(http:\/\/\S+)\/api\/v1\/docs/);
  return {
    process,
    ask: (method, path, body) =>
      fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

async function rows(query: string): Promise<readonly Record<string, unknown>[]> {
  return (await sql.raw<Record<string, unknown>>(query).execute(store.database)).rows;
}

test('a service that is stopped in the middle of a run ends the chunk at hand, and the next one goes on behind it', async () => {
  const first = await startService();
  const started = await first.ask('POST', '/runs', { source: 'source', target: 'target', mode: 'replicate' });
  const { run: id } = Object(await started.json());
  expect(started.status).toBe(201);
  await until(async () => (await rows(`select 1 from chunk where stage = 'dataValues' limit 1`)).length > 0);
  expect(await first.process.end()).toBe(0);
  expect(first.process.said()).toContain('the service has stopped');
  expect(await rows('select state from run')).toEqual([{ state: 'running' }]);
  expect(await rows(`select key from piece where state = 'running' or attempts > 0`)).toEqual([]);
  expect(await rows(`select 1 from worker where stopped_at is null`)).toEqual([]);
  const before = await rows('select id, finished_at from chunk order by id');

  const second = await startService();
  expect(await commands.run(['run', 'watch', String(id), '--json'])).toBe(0);
  expect(JSON.parse(commands.out)).toMatchObject({ verdict: 'identical' });
  expect(await second.process.end()).toBe(0);
  // What the first one had finished, the second did not do again.
  const after = new Map(
    (await rows('select id, finished_at from chunk')).map((chunk) => [chunk.id, chunk.finished_at]),
  );
  expect(before.map((chunk) => ({ id: chunk.id, finished_at: after.get(chunk.id) }))).toEqual(before);
  expect(await rows('select max(times_finished) as most from chunk')).toEqual([{ most: 1 }]);
});

test('a service that is stopped while it answers gives the answer, lets nobody in, and tells those who listen', async () => {
  const service = await startService();
  const events = await service.ask('GET', '/runs/1/events');
  expect(events.status).toBe(200);
  let answer: Promise<Response> | undefined;
  let ended: Promise<number | null> | undefined;
  await whileNobodyDefines(store.database, async () => {
    answer = service.ask('POST', '/replications', { name: 'late', source: 'source', target: 'target' });
    await until(async () => (await rows(`select 1 from pg_locks where not granted`)).length > 0);
    ended = service.process.end();
    await until(() =>
      service.ask('GET', '/health/live').then(
        () => false,
        () => true,
      ),
    );
  });
  expect((await answer)?.status).toBe(201);
  expect(await ended).toBe(0);
  await events.text();
  expect(await rows(`select name from replication`)).toEqual([{ name: 'late' }]);
  expect(await commands.run(['audit', 'verify'])).toBe(0);
});
