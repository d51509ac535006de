import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** A running server, as its `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

export const pidFileName = 'postmaster.pid';

/**
 * The server of a cluster, if its pid file names one. The file has the pid on its first line, the port on the fourth and the state on the
 * eighth (PostgreSQL, `src/include/utils/pidfile.h`). The file may be left from a server that was killed: see `processState`.
 */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, pidFileName), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0 && port > 0)) return undefined;
  return { pid, port, isReady: lines[7]?.trim() === 'ready' };
}

/**
 * The port of the server that ran last, whether it was stopped or killed: PostgreSQL keeps the options of its last start, each in quotation
 * marks (`postmaster.opts`; `src/backend/postmaster/postmaster.c`, CreateOptsFile).
 */
export async function readLastPort(cluster: string): Promise<number | undefined> {
  const text = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const port = Number(/"-p" "(\d+)"/.exec(text)?.[1]);
  return port > 0 ? port : undefined;
}

export type ProcessState = 'server' | 'gone' | 'another process';

/**
 * What the process of a pid file is. After a restart of the machine another process may have its number: PostgreSQL itself then refuses to
 * start, so we look at what the process is. Where the system does not say (no /proc), the number alone decides.
 */
export async function processState(postmaster: Postmaster, cluster: string): Promise<ProcessState> {
  if (!processExists(postmaster.pid)) return 'gone';
  const command = await readFile(`/proc/${postmaster.pid}/comm`, 'utf8').catch(() => undefined);
  if (command === undefined) return 'server';
  if (!command.startsWith('postgres')) return 'another process';
  const folder = await readlink(`/proc/${postmaster.pid}/cwd`).catch(() => undefined);
  return folder === undefined || folder === (await realpath(cluster)) ? 'server' : 'another process';
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
