import { randomBytes, randomUUID } from 'node:crypto';
import { access, appendFile, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { type CommandResult, runAs } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { findFreePort, isPortFree } from './free-port.ts';
import { findHome, type Home } from './home.ts';
import { type Postmaster, pidFileName, processState, readLastPort, readPostmaster } from './postmaster.ts';

/** A cluster on disk: made, perhaps not running. */
export interface Cluster {
  /** PostgreSQL's own directory (PGDATA). */
  readonly directory: string;
  readonly password: string;
  readonly log: string;
  readonly home: Home;
  readonly binaries: Binaries;
}

export const clusterUser = 'relais';

/** The major release stands in the name, because another one cannot open the same files. */
const folderName = 'cluster-18';

const settings = `
# What Relais needs; all else is PostgreSQL's default.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 64MB
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
`;

/** For tests, whose cluster is thrown away: nothing waits for the disk. What was committed outlives the server's death all the same. */
const throwawaySettings = `
fsync = off
full_page_writes = off
`;

/** Finds or makes the cluster of a data directory. Several processes may do so at once. */
export async function openCluster(dataDirectory: string, options: { isThrowaway?: boolean } = {}): Promise<Cluster> {
  const home = await findHome(dataDirectory);
  const binaries = await findBinaries(home.account, home.directory);
  const root = join(home.directory, folderName);
  if (!(await exists(root))) await createCluster(root, home, binaries, options.isThrowaway ?? false);
  return readCluster(root, home, binaries);
}

/** The cluster of a data directory, if it has one. */
export async function findCluster(dataDirectory: string): Promise<Cluster | undefined> {
  if (!(await exists(dataDirectory))) return undefined;
  const home = await findHome(dataDirectory);
  const root = join(home.directory, folderName);
  if (!(await exists(root))) return undefined;
  return readCluster(root, home, await findBinaries(home.account, home.directory));
}

async function readCluster(root: string, home: Home, binaries: Binaries): Promise<Cluster> {
  const password = await readFile(join(root, 'password'), 'utf8').catch((cause: unknown) => {
    throw new PlatformError('EMBEDDED_DATABASE_FORBIDDEN', { args: { directory: root }, cause });
  });
  return { directory: join(root, 'data'), password: password.trim(), log: join(root, 'log'), home, binaries };
}

/** Makes the cluster under another name and renames it, so that nobody ever sees half of one; the first rename wins. */
async function createCluster(root: string, home: Home, binaries: Binaries, isThrowaway: boolean): Promise<void> {
  const unfinished = join(home.directory, `creating-${randomUUID()}`);
  const data = join(unfinished, 'data');
  const password = join(unfinished, 'password');
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (home.account) {
    for (const path of [unfinished, password]) await chown(path, home.account.uid, home.account.gid);
  }
  const result = await runAs(home.account, binaries.initdb, [
    `--pgdata=${data}`,
    `--username=${clusterUser}`,
    '--auth=scram-sha-256',
    `--pwfile=${password}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(isThrowaway ? ['--no-sync'] : []),
  ]);
  if (result.status !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw failure('created', result, root);
  }
  await appendFile(join(data, 'postgresql.conf'), settings + (isThrowaway ? throwawaySettings : ''));
  await rename(unfinished, root).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(root))) throw error;
  });
}

/** How long a server may take to start, recovery after a crash included. */
const startTimeoutMs = 120_000;
/** A start can fail because somebody took the port, or started the same cluster first; more often than this it is no chance. */
const starts = 5;
const pauseMs = 100;
const portLooks = 5;

/** The running server of the cluster, started if need be. */
export async function startServer(cluster: Cluster, signal: AbortSignal): Promise<Postmaster> {
  const deadline = Date.now() + startTimeoutMs;
  let last: CommandResult = { status: 0, output: '' };
  for (let failures = 0; failures < starts && Date.now() < deadline; ) {
    const running = await findServer(cluster);
    if (running?.isReady) return running;
    if (!running) {
      last = await pgCtlStart(cluster);
      if (last.status === 0) continue;
      failures++;
    }
    await sleep(pauseMs, undefined, { signal });
  }
  throw failure('started', last, cluster.log);
}

/** The server that runs on the cluster. */
export async function findServer(cluster: Cluster): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(cluster.directory);
  if (!postmaster) return undefined;
  const state = await processState(postmaster, cluster.directory);
  if (state === 'server') return postmaster;
  if (state === 'another process') await removeMisleadingPidFile(cluster, postmaster.pid);
  return undefined;
}

/** PostgreSQL puts away the pid file of a process that is gone, but believes one whose number was given to another process. */
async function removeMisleadingPidFile(cluster: Cluster, pid: number): Promise<void> {
  const again = await readPostmaster(cluster.directory);
  if (again?.pid === pid) await rm(join(cluster.directory, pidFileName), { force: true });
}

/** Two processes may do this at once: the second server finds the first one's pid file and gives up. */
async function pgCtlStart(cluster: Cluster): Promise<CommandResult> {
  const port = await choosePort(cluster);
  return runAs(cluster.home.account, cluster.binaries.pgCtl, [
    'start',
    `--pgdata=${cluster.directory}`,
    `--log=${cluster.log}`,
    '--wait',
    '--silent',
    `--options=-p ${port}`,
  ]);
}

/** How long a server may take to write everything down before it ends. */
const stopPatienceMs = 60_000;

/**
 * Stops the server; its clients are cut off. Nothing happens where none runs. `pg_ctl --wait` waits for the pid file to go,
 * and waits in vain where somebody starts the next server at once; so we wait for this very server to end.
 */
export async function stopServer(cluster: Cluster): Promise<void> {
  const server = await findServer(cluster);
  if (!server) return;
  const args = ['stop', `--pgdata=${cluster.directory}`, '--mode=fast', '--no-wait', '--silent'];
  const result = await runAs(cluster.home.account, cluster.binaries.pgCtl, args);
  const isThere = async () => (await findServer(cluster))?.pid === server.pid;
  for (const until = Date.now() + stopPatienceMs; Date.now() < until; await sleep(50)) if (!(await isThere())) return;
  throw failure('stopped', result, cluster.log);
}

/** The port that the server had before, so that whoever knows it finds it again after a crash; another one where somebody has that. */
async function choosePort(cluster: Cluster): Promise<number> {
  const before = await readLastPort(cluster.directory);
  if (before === undefined) return findFreePort();
  // Somebody else who starts the server looks at the port, too, and has it for a moment.
  for (let looks = 0; looks < portLooks; looks++) {
    if (await isPortFree(before)) return before;
    await sleep(pauseMs * (0.5 + Math.random()));
  }
  return findFreePort();
}

function failure(step: string, result: CommandResult, log: string): PlatformError {
  return new PlatformError('EMBEDDED_DATABASE_FAILED', { args: { step, reason: result.output || 'no answer', log } });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
