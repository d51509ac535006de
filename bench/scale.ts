import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { startStandinProcess } from '../platform/src/cli/standin-process.ts';
import { startRun } from '../platform/src/runs/start-run.ts';
import type { Database } from '../platform/src/store/database.ts';
import { saveInstance } from '../platform/src/store/instance.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { loadRun } from '../platform/src/store/run.ts';
import { listStages } from '../platform/src/store/stage.ts';
import { openVault } from '../platform/src/vault/open-vault.ts';
import { format, tell } from './figures.ts';
import { type ServerLoad, type ServerPace, type SimulatedServer, simulateServer } from './simulated-server.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

const release = '2.42.4.1';
const selfCommand = [process.execPath, join(import.meta.dirname, '../platform/src/app/main.ts')] as const;

/** Servers to be simulated, by name; `docs/scale.md` says where the figures come from. */
const paces: Readonly<Record<string, ServerPace>> = {
  /** Far away, with room for eight requests at a time. */
  distant: { slots: 8, requestMs: 100, readRowMs: 0, writeRowMs: 0 },
  /** Two cores: 4,152 values a second were brought there, all costs put on the writing. */
  measured: { slots: 2, requestMs: 0, readRowMs: 0, writeRowMs: 0.48 },
  /** The same with eight cores. */
  larger: { slots: 8, requestMs: 0, readRowMs: 0, writeRowMs: 0.48 },
};

/**
 * `scale.ts PACE STRETCH VALUES ENTITIES WORKERS…`: one run between two simulated servers, for each number of workers. The servers'
 * own times are stretched, so that the machine that does the work of all of them counts for less; what is told is not divided again.
 */
async function main([
  name = 'distant',
  stretch = '1',
  values = '20000',
  entities = '500',
  ...workers
]: string[]): Promise<void> {
  const told = paces[name];
  if (told === undefined) throw new Error(`One of ${Object.keys(paces).join(', ')}`);
  const factor = Number(stretch);
  const pace = {
    slots: told.slots,
    requestMs: told.requestMs * factor,
    readRowMs: told.readRowMs * factor,
    writeRowMs: told.writeRowMs * factor,
  };
  const size = {
    organisationUnits: 200,
    dataValues: Number(values),
    trackedEntities: Number(entities),
    packages: false,
  };
  tell(`${name}: ${JSON.stringify(told)}, stretched ${format(factor)} times`);
  let first: number | undefined;
  for (const count of workers.length === 0 ? [1, 2, 4] : workers.map(Number)) {
    const seconds = await measure(pace, size, count);
    first ??= seconds;
    tell(`${count} workers: ${format(seconds, 1)} s, ${format(first / seconds, 2)} times as fast as the first`);
  }
}

async function measure(pace: ServerPace, size: Parameters<typeof loadDemoWorld>[1], count: number): Promise<number> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-scale-'));
  // So that PostgreSQL's account can pass through when the bench runs as root.
  await chmod(dataDirectory, 0o711);
  const signal = new AbortController().signal;
  const standins = [
    await startStandinProcess(selfCommand, release, signal),
    await startStandinProcess(selfCommand, release, signal),
  ];
  const [source, target] = [await simulateServer(standins[0]?.url ?? ''), await simulateServer(standins[1]?.url ?? '')];
  const store = await openStore({ dataDirectory, signal });
  const workers: WorkerProcess[] = [];
  try {
    await loadDemoWorld(source.url, size);
    await register(store.database, dataDirectory, { source: source.url, target: target.url });
    for (const server of [source, target]) {
      server.setPace(pace);
      server.takeLoad();
    }
    const order = { mode: 'replicate', source: 'source', target: 'target', startedBy: 'bench' } as const;
    for (let each = 0; each < count; each += 1) workers.push(startWorkerProcess(dataDirectory));
    // What grows with an instance; settings and the like cost every run the same.
    const options = { dryRun: false, only: ['metadata', 'data'] };
    const runId = await startRun(store.database, { ...order, options });
    const seconds = await untilEnded(store.database, runId);
    await describe(store.database, runId, source, target);
    return seconds;
  } finally {
    for (const worker of workers) await worker.stop();
    await store.close();
    for (const server of [source, target]) await server.close();
    for (const standin of standins) await standin.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function register(database: Database, dataDirectory: string, urls: Readonly<Record<string, string>>) {
  const vault = await openVault({ dataDirectory });
  for (const [name, url] of Object.entries(urls)) {
    const secret = vault.encrypt('district', { name, url });
    await saveInstance(database, {
      name,
      url,
      username: 'admin',
      secretKind: 'password',
      secret,
      allowSelfSigned: false,
    });
  }
}

/** From the moment at which a worker took the run to its verdict. */
async function untilEnded(database: Database, runId: number): Promise<number> {
  for (;;) {
    const { state, startedAt, finishedAt, stateReason } = await loadRun(database, runId);
    if (state === 'failed' || state === 'paused')
      throw new Error(`The run is ${state}: ${JSON.stringify(stateReason)}`);
    if (startedAt !== undefined && finishedAt !== undefined) return (finishedAt.getTime() - startedAt.getTime()) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function describe(database: Database, runId: number, source: SimulatedServer, target: SimulatedServer) {
  const { outcome } = await loadRun(database, runId);
  const stages = (await listStages(database, runId)).flatMap(({ name, startedAt, finishedAt }) =>
    finishedAt === undefined ? [] : `${name} ${format((finishedAt.getTime() - startedAt.getTime()) / 1000, 1)} s`,
  );
  tell(`  ${outcome?.verdict}; ${stages.join(', ')}`);
  const load = (name: string, { requests, rowsRead, rowsWritten, occupied }: ServerLoad) =>
    `  ${name}: ${format(requests)} requests, ${format(rowsRead)} rows read, ${format(rowsWritten)} written, occupied to ${format(occupied * 100)} %`;
  tell(load('source', source.takeLoad()));
  tell(load('target', target.takeLoad()));
}

await main(process.argv.slice(2));
