import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillDetailWorld } from '../replication/fixtures/detail-world.ts';
import { type StandinPair, startBlankPair } from '../replication/fixtures/standin-pair.ts';
import { loadNewestAudit } from '../store/audit.ts';
import { loadRun } from '../store/run.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';

let store: TestDatabase;
let pair: StandinPair;
let dataDirectory: string;
let commands: CommandLine;
const started = new Set<ChildProcess>();

beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await fillDetailWorld(pair.source.url);
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-workers-'));
  commands = createCommandLine(environment());
  const credentials = (name: string) => ({
    [`RELAIS_${name}_USERNAME`]: 'admin',
    [`RELAIS_${name}_PASSWORD`]: 'district',
  });
  await commands.run(['instance', 'add', 'source', pair.source.url], { environment: credentials('SOURCE') });
  await commands.run(['instance', 'add', 'target', pair.target.url], { environment: credentials('TARGET') });
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await pair.close();
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

function environment() {
  return { DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory };
}

/** `relais …` as a process of its own. */
function startProcess(...argv: readonly string[]): { said(): string; stop(): Promise<number | null> } {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, ...argv], {
    // A service may not reach its own machine unless somebody says so.
    env: { ...environment(), RELAIS_ALLOW_ADDRESSES: 'loopback' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  return {
    said: () => said,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      started.delete(child);
      return child.exitCode;
    },
  };
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('a run that is left to the workers needs a yes and registered instances', async () => {
  expect(await commands.run(['replicate', 'source', 'target', '--detach'])).toBe(3);
  expect(commands.err).toContain('CONFIRMATION_NEEDED');
  expect(await commands.run(['replicate', 'source', 'https://elsewhere.example.org', '--detach', '--yes'])).toBe(3);
  expect(commands.err).toContain('DETACHED_NEEDS_NAME');
});

test('a worker in a process of its own carries out what was detached, and anybody can watch', async () => {
  expect(await commands.run(['replicate', 'source', pair.target.url, '--detach', '--yes', '--json'])).toBe(0);
  const { run, state } = JSON.parse(commands.out);
  expect(state).toBe('pending');
  const worker = startProcess('worker', '--jobs', '2');
  const watched = await commands.run(['run', 'watch', String(run)]);
  expect(`${commands.out}${commands.err}${worker.said()}`).toContain('IDENTICAL');
  expect(watched).toBe(0);
  expect(commands.err).toContain('Metadata: done');
  expect(await worker.stop()).toBe(0);
  expect(await loadRun(store.database, run)).toMatchObject({ carrier: 'queue', state: 'completed' });
  expect(await commands.run(['run', 'pause', String(run)])).toBe(3);
  expect(commands.err).toContain('RUN_MOVE_REFUSED');
});

test('runs wait, are paused, go on and end by command, and the list says why', async () => {
  const detached = async () => {
    expect(await commands.run(['replicate', 'source', 'target', '--detach', '--yes', '--json'])).toBe(0);
    return String(JSON.parse(commands.out).run);
  };
  const [first, second] = [await detached(), await detached()];
  expect(await commands.run(['run', 'pause', first])).toBe(0);
  expect(commands.out).toContain('a pause was asked for');
  expect(await commands.run(['runs'])).toBe(0);
  expect(commands.out).toContain(`waits until run ${first} has ended`);
  expect(await commands.run(['replicate', 'source', 'target', '--yes'])).toBe(3);
  expect(commands.err).toContain('TARGET_IN_USE');
  expect(await commands.run(['run', 'cancel', second], { language: 'fr' })).toBe(0);
  expect(commands.out).toContain('annulation demandée');
  const service = startProcess('serve', '--port', '0');
  await until(() => service.said().includes('service begins'));
  expect(await commands.run(['run', 'resume', first])).toBe(0);
  expect(await commands.run(['run', 'watch', first, '--json'])).toBe(0);
  expect(JSON.parse(commands.out)).toMatchObject({ run: Number(first), verdict: 'identical' });
  expect(await service.stop()).toBe(0);
  expect(service.said()).toContain('service has stopped');
});

test('what an instance may be asked is said by command', async () => {
  expect(await commands.run(['instance', 'limit', 'target', '--connections', '4'])).toBe(0);
  const [told] = await loadNewestAudit(store.database, { action: 'instance.changed' }, undefined, 1);
  expect(told).toMatchObject({ subject: 'target', after: '{"limit":{"connections":4}}' });
  expect(await commands.run(['instance', 'limit', 'target', '--connections', 'many'])).toBe(3);
  expect(await commands.run(['instance', 'limit', 'nobody', '--connections', '4'])).toBe(3);
  expect(commands.err).toContain('INSTANCE_NAME_UNKNOWN');
});
