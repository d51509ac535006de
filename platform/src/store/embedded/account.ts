import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';

/** Under whom PostgreSQL runs; absent where it runs as Relais itself does. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** What Debian and most others give `nobody`, for a machine whose `/etc/passwd` says nothing. */
const nobody: ServerAccount = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the owner of the cluster if there is one already, else
 * as `postgres`, else as `nobody`.
 */
export async function chooseAccount(existingCluster: string | undefined): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (existingCluster !== undefined) {
    const owner = await stat(existingCluster);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return findAccount(accounts, 'postgres') ?? findAccount(accounts, 'nobody') ?? nobody;
}

/** An account by name in the text of `/etc/passwd`. */
export function findAccount(passwd: string, name: string): ServerAccount | undefined {
  const line = passwd.split('\n').find((candidate) => candidate.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

export interface CommandResult {
  /** 0 when all went well; -1 when the command could not be started or was stopped. */
  readonly status: number;
  readonly output: string;
}

/** Output is for an error message; more than this is of no use in one. */
const keptOutput = 4_000;

/**
 * Runs a program under the account, from `/`: the account may not be allowed into our own working directory. The locale is C,
 * so that messages and collations do not depend on the machine.
 */
export function runAs(
  account: ServerAccount | undefined,
  command: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: '/',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account ?? {}),
      ...(signal ? { signal } : {}),
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ status: -1, output: error.message }));
    child.on('close', (code) => resolve({ status: code ?? -1, output: output.trim() }));
  });
}

/** Whether the account can enter and write a directory: asked of the system, not derived from modes. */
export async function canWrite(account: ServerAccount | undefined, directory: string): Promise<boolean> {
  const result = await runAs(account, '/bin/sh', ['-c', 'test -w "$1" && test -x "$1"', 'sh', directory]);
  return result.status === 0;
}
