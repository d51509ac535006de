import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { startStandinProcess } from '../platform/src/cli/standin-process.ts';
import { format, tell } from './figures.ts';
import { type RelaisRun, replicateInProcess } from './relais-process.ts';

/** The limit that the project has set itself for every run. */
const mostMegabytes = 300;

/** The world has no room for a million values in fewer organisation units. */
const organisationUnits = 4000;
const trackedEntities = 200;
const release = '2.42.4.1';
const selfCommand = [process.execPath, join(import.meta.dirname, '../platform/src/app/main.ts')] as const;

/** `archive.ts [VALUES]`: an instance is written into an archive, and the archive into a blank instance. */
async function main(dataValues = 1_000_000): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  // So that PostgreSQL's account can pass through when the bench runs as root.
  await chmod(scratch, 0o711);
  const archive = join(scratch, 'archive');
  try {
    const written = await between(scratch, async (source) => {
      await loadDemoWorld(source, { organisationUnits, dataValues, trackedEntities });
      return [source, `archive:${archive}`];
    });
    tell(describe('instance → archive', written));
    const { files, bytes } = await sizeOf(archive);
    tell(`archive: ${format(files)} files, ${format(bytes / 1e6, 1)} MB`);
    const read = await between(scratch, async (target) => [`archive:${archive}`, target]);
    tell(describe('archive → instance', read));
    const peak = Math.max(written.peakBytes, read.peakBytes) / 1e6;
    const isGood = written.exitCode === 0 && read.exitCode === 0 && peak < mostMegabytes;
    tell(`${isGood ? 'pass' : 'FAIL'}: peak ${format(peak)} MB, limit ${mostMegabytes} MB`);
    return isGood ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A run with one stand-in in a process of its own, and an archive on the other side. */
async function between(
  dataDirectory: string,
  prepare: (standin: string) => Promise<readonly [string, string]>,
): Promise<RelaisRun> {
  const standin = await startStandinProcess(selfCommand, release, new AbortController().signal);
  try {
    const [source, target] = await prepare(standin.url);
    return await replicateInProcess(source, target, join(dataDirectory, 'data'));
  } finally {
    await standin.stop();
  }
}

async function sizeOf(directory: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function describe(what: string, run: RelaisRun): string {
  const peak = `peak ${format(run.peakBytes / 1e6)} MB (in ${run.peakStage})`;
  return `${what}: ${peak}, ${format(run.dataValues)} verified, ${run.verdict}, exit code ${run.exitCode}, ${format(run.seconds)} s`;
}

process.exitCode = await main(...process.argv.slice(2).map(Number));
