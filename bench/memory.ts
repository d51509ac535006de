import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { startStandinProcess } from '../platform/src/cli/standin-process.ts';
import { format, tell } from './figures.ts';
import { type RelaisRun, replicateInProcess } from './relais-process.ts';

/** The limits that the project has set itself. */
const mostMegabytes = 300;
const mostGrowth = 1.2;

/** The world has no room for a million values in fewer organisation units. */
const organisationUnits = 4000;
const trackedEntities = 200;
const release = '2.42.4.1';
const selfCommand = [process.execPath, join(import.meta.dirname, '../platform/src/app/main.ts')] as const;

/** `memory.ts [FEW MANY]`: whole replications of worlds that differ in the number of their data values only. */
async function main(few = 100_000, many = 1_000_000): Promise<number> {
  const peaks: number[] = [];
  for (const dataValues of [few, many]) {
    const run = await replicateWorld(dataValues);
    tell(describe(dataValues, run));
    if (run.exitCode !== 0) return 1;
    peaks.push(run.peakBytes / 1e6);
  }
  const [little = 0, much = 0] = peaks;
  const growth = much / little;
  const isSmall = much < mostMegabytes;
  const isFlat = growth <= mostGrowth;
  tell(`${isSmall ? 'pass' : 'FAIL'}: peak at ${format(many)} values ${format(much)} MB, limit ${mostMegabytes} MB`);
  tell(`${isFlat ? 'pass' : 'FAIL'}: ${format(growth, 2)} times the peak at ${format(few)}, limit ${mostGrowth}`);
  return isSmall && isFlat ? 0 : 1;
}

/** Both stand-ins and Relais have a process each, and Relais a database of its own. */
async function replicateWorld(dataValues: number): Promise<RelaisRun> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  // So that PostgreSQL's account can pass through when the bench runs as root.
  await chmod(dataDirectory, 0o711);
  const signal = new AbortController().signal;
  const source = await startStandinProcess(selfCommand, release, signal);
  const target = await startStandinProcess(selfCommand, release, signal);
  try {
    await loadDemoWorld(source.url, { organisationUnits, dataValues, trackedEntities });
    return await replicateInProcess(source.url, target.url, dataDirectory);
  } finally {
    await Promise.all([source.stop(), target.stop()]);
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

function describe(dataValues: number, run: RelaisRun): string {
  const peak = `peak ${format(run.peakBytes / 1e6)} MB (in ${run.peakStage})`;
  return `${format(dataValues)} values: ${peak}, ${format(run.dataValues)} verified, ${run.verdict}, exit code ${run.exitCode}, ${format(run.seconds)} s`;
}

process.exitCode = await main(...process.argv.slice(2).map(Number));
