import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { startStandinProcess } from '../platform/src/cli/standin-process.ts';
import { connect } from '../platform/src/dhis2/connect.ts';
import type { DataValue } from '../platform/src/model/data-value.ts';
import { silentProgress } from '../platform/src/replication/fixtures/run-once.ts';
import { replicate } from '../platform/src/replication/replicate.ts';
import type { ProgressSink } from '../platform/src/replication/run-context.ts';
import { createLedger } from '../platform/src/store/ledger.ts';
import { openStore, type Store } from '../platform/src/store/open-store.ts';
import { createRun } from '../platform/src/store/run.ts';
import { format, tell, timed } from './figures.ts';
import { type SimulatedServer, simulateServer } from './simulated-server.ts';

const release = '2.42.4.1';
const selfCommand = [process.execPath, join(import.meta.dirname, '../platform/src/app/main.ts')] as const;

/** A server of two cores: what it takes to read a row is a tenth of what it takes to write one. */
const pace = { slots: 4, requestMs: 20, readRowMs: 0.1, writeRowMs: 1 };
const shareChanged = 0.01;

/** `second-run.ts [VALUES ENTITIES]`: a run, the same again without changes, and once more after 1 % of the values changed. */
async function main(dataValues = 50_000, trackedEntities = 500): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  // So that PostgreSQL's account can pass through when the bench runs as root.
  await chmod(dataDirectory, 0o711);
  const { signal } = new AbortController();
  const standins = [
    await startStandinProcess(selfCommand, release, signal),
    await startStandinProcess(selfCommand, release, signal),
  ] as const;
  const [source, target] = [await simulateServer(standins[0].url), await simulateServer(standins[1].url)];
  const store = await openStore({ dataDirectory, signal });
  try {
    await loadDemoWorld(source.url, { organisationUnits: 300, dataValues, trackedEntities });
    for (const server of [source, target]) server.setPace(pace);
    const values: DataValue[] = [];
    const first = await run('first run', store, source, target, (sent) => values.push(...sent));
    const second = await run('second run, nothing changed', store, source, target);
    await change(source.url, values);
    const third = await run('third run, 1 % of the values changed', store, source, target);
    tell(`second ${format(second / first, 2)} of the first (aim 0.10), third ${format(third / first, 2)} (aim 0.20)`);
  } finally {
    await store.close();
    await Promise.all([source.close(), target.close()]);
    await Promise.all(standins.map((standin) => standin.stop()));
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function run(
  name: string,
  { database }: Store,
  source: SimulatedServer,
  target: SimulatedServer,
  onValues: (values: readonly DataValue[]) => void = () => undefined,
): Promise<number> {
  const from = await connectTo(source.url, 'source');
  const to = await connectTo(target.url, 'target');
  for (const server of [source, target]) server.takeLoad();
  const runId = await createRun(database, {
    mode: 'replicate',
    sourceReference: source.url,
    targetReference: target.url,
    options: {},
  });
  const importDataValues: typeof to.importDataValues = (values, options) => {
    onValues(values);
    return to.importDataValues(values, options);
  };
  const steps = timeSteps();
  const { value, seconds } = await timed(() =>
    replicate({
      source: from,
      target: { ...to, importDataValues },
      database,
      ledger: createLedger(database, runId),
      options: { dryRun: false },
      progress: steps.progress,
      signal: new AbortController().signal,
      mode: 'replicate',
    }),
  );
  await Promise.all([from.close(), to.close()]);
  const [read, there] = [source.takeLoad(), target.takeLoad()];
  const rows = `${format(read.rowsRead)} and ${format(there.rowsRead)} rows read, ${format(there.rowsWritten)} written`;
  const requests = `${format(read.requests)} and ${format(there.requests)} requests`;
  tell(`${name}: ${format(seconds, 1)} s, ${value.verdict}, ${rows}, ${requests}`);
  tell(`  ${steps.told()}`);
  return seconds;
}

/** How long each step of a run takes. */
function timeSteps() {
  const begun = new Map<string, number>();
  const took = new Map<string, number>();
  const progress: ProgressSink = {
    ...silentProgress,
    stageStarted: (stage) => void begun.set(stage, performance.now()),
    stageFinished: (stage) => void took.set(stage, performance.now() - (begun.get(stage) ?? performance.now())),
  };
  return { progress, told: () => [...took].map(([step, ms]) => `${step} ${format(ms / 1000, 1)} s`).join(', ') };
}

function connectTo(address: string, role: 'source' | 'target') {
  const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
  return connect({ name: role, address, credentials, role }, AbortSignal.timeout(60_000));
}

/** Writes another number into some of the values that hold one. */
async function change(address: string, values: readonly DataValue[]): Promise<void> {
  const instance = await connectTo(address, 'source');
  const numbers = values.filter(({ value }) => /^[1-9]\d$/.test(value ?? ''));
  const changed = numbers.slice(0, Math.ceil(values.length * shareChanged));
  const signal = AbortSignal.timeout(120_000);
  await instance.importDataValues(
    changed.map((each) => ({ ...each, value: `${each.value}0` })),
    { signal },
  );
  await instance.close();
}

await main(...process.argv.slice(2).map(Number));
