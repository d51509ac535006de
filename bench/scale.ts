import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { startStandinProcess } from '../platform/src/cli/standin-process.ts';
import { startRun } from '../platform/src/runs/start-run.ts';
import type { Database } from '../platform/src/store/database.ts';
import { saveInstance } from '../platform/src/store/instance.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { loadRun } from '../platform/src/store/run.ts';
import { openVault } from '../platform/src/vault/open-vault.ts';
import { format, tell } from './figures.ts';
import {
  type ServerLoad,
  type ServerPace,
  type SimulatedServer,
  simulateServer,
  unhurried,
} from './simulated-server.ts';
import { type PieceDone, tellTimeline } from './timeline.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

const release = '2.42.4.1';
const selfCommand = [process.execPath, join(import.meta.dirname, '../platform/src/app/main.ts')] as const;

/** Servers to be simulated, by name; `docs/scale.md` says where the figures come from. */
const paces: Readonly<Record<string, ServerPace>> = {
  /** Far away, with room for eight requests at a time. */
  distant: { slots: 8, requestMs: 100, readRowMs: 0, writeRowMs: 0 },
  /** As quick as the stand-ins are: for the memory of the workers. */
  prompt: unhurried,
  /** Two cores: 4,152 values a second were brought there, all costs put on the writing. */
  measured: { slots: 2, requestMs: 0, readRowMs: 0, writeRowMs: 0.48 },
  /** The same with eight cores. */
  larger: { slots: 8, requestMs: 0, readRowMs: 0, writeRowMs: 0.48 },
};

/** Limits that the project has set itself: megabytes of each worker, and how much faster two and four of them are than one. */
const mostMegabytes = 300;
const leastRatios: Readonly<Record<number, number>> = { 2: 1.8, 4: 3.2 };

/**
 * `scale.ts [--data] PACE STRETCH ORGUNITS VALUES ENTITIES WORKERS…`: one run between two simulated servers, for each number of
 * workers; with `--data` a run of data into a target that has the metadata. The servers' own times are stretched, so that the machine
 * that does the work of all of them counts for less; what is told is not divided again.
 */
async function main(): Promise<number> {
  const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'boolean' } } });
  const [name = 'distant', stretch = '1', orgUnits = '200', values = '20000', entities = '500', ...workers] =
    positionals;
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
    organisationUnits: Number(orgUnits),
    dataValues: Number(values),
    trackedEntities: Number(entities),
    packages: false,
  };
  tell(`${name}: ${JSON.stringify(told)}, stretched ${factor} times`);
  const standin = await startStandinProcess(selfCommand, release, new AbortController().signal);
  const source = await simulateServer(standin.url);
  let isGood = true;
  try {
    await loadDemoWorld(source.url, size);
    let first: number | undefined;
    for (const count of workers.length === 0 ? [1, 2, 4] : workers.map(Number)) {
      const { seconds, peaks } = await measure(source, { pace, count, dataAlone: flags.data === true });
      first ??= seconds;
      const ratio = first / seconds;
      const megabytes = peaks.map((bytes) => format(bytes / 1e6)).join(', ');
      tell(
        `${count} workers: ${format(seconds, 1)} s, ${format(ratio, 2)} times as fast as the first; ${megabytes} MB`,
      );
      isGood &&= Math.max(...peaks) < mostMegabytes * 1e6 && (ratio === 1 || ratio >= (leastRatios[count] ?? 0));
    }
  } finally {
    await source.close();
    await standin.stop();
  }
  tell(isGood ? 'pass' : 'FAIL');
  return isGood ? 0 : 1;
}

interface Measured {
  readonly pace: ServerPace;
  /** Workers. */
  readonly count: number;
  /** The metadata are brought beforehand. */
  readonly dataAlone: boolean;
}

async function measure(source: SimulatedServer, { pace, count, dataAlone }: Measured) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-scale-'));
  // So that PostgreSQL's account can pass through when the bench runs as root.
  await chmod(dataDirectory, 0o711);
  const signal = new AbortController().signal;
  const standin = await startStandinProcess(selfCommand, release, signal);
  const target = await simulateServer(standin.url);
  const store = await openStore({ dataDirectory, signal });
  const workers: WorkerProcess[] = [];
  const pieces: PieceDone[] = [];
  const peaks: number[] = [];
  try {
    await register(store.database, dataDirectory, { source: source.url, target: target.url });
    for (let each = 0; each < count; each += 1) {
      workers.push(startWorkerProcess(dataDirectory, (piece) => pieces.push(piece)));
    }
    const run = async (only: readonly string[]) => {
      const order = { mode: 'replicate', source: 'source', target: 'target', startedBy: 'bench' } as const;
      const id = await startRun(store.database, { ...order, options: { dryRun: false, only } });
      return { runId: id, seconds: await untilEnded(store.database, id) };
    };
    if (dataAlone) await run(['metadata']);
    pieces.splice(0);
    for (const server of [source, target]) {
      server.setPace(pace);
      server.takeLoad();
    }
    const idleBefore = idleShareSince();
    // What grows with an instance; settings and the like cost every run the same.
    const { runId, seconds } = await run(dataAlone ? ['data'] : ['metadata', 'data']);
    const { outcome } = await loadRun(store.database, runId);
    tell(`  ${outcome?.verdict}; the machine was idle to ${format(idleBefore() * 100)} %`);
    tellTimeline(pieces, count);
    tellLoad('source', source.takeLoad());
    tellLoad('target', target.takeLoad());
    return { seconds, peaks };
  } finally {
    source.setPace(unhurried);
    for (const worker of workers) peaks.push(await worker.stop());
    await store.close();
    await target.close();
    await standin.stop();
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

/** What share of the processors' time nobody used, from now until it is asked for. */
function idleShareSince(): () => number {
  const sums = () =>
    cpus().reduce(
      (sum, { times }) => ({
        idle: sum.idle + times.idle,
        all: sum.all + times.idle + times.user + times.nice + times.sys + times.irq,
      }),
      { idle: 0, all: 0 },
    );
  const before = sums();
  return () => {
    const now = sums();
    return (now.idle - before.idle) / (now.all - before.all);
  };
}

function tellLoad(name: string, { requests, rowsRead, rowsWritten, occupied }: ServerLoad): void {
  const rows = `${format(rowsRead)} rows read, ${format(rowsWritten)} written`;
  tell(`  ${name}: ${format(requests)} requests, ${rows}, occupied to ${format(occupied * 100)} %`);
}

process.exitCode = await main();
