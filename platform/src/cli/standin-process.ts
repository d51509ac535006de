import { type ChildProcess, spawn } from 'node:child_process';
import { PlatformError } from '../model/errors/platform-error.ts';

/** A stand-in in a process of its own, so that its memory is not ours. */
export interface StandinProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** A stand-in keeps nothing, so one that does not end by itself may be ended. */
const patienceMs = 3_000;

/**
 * Starts a stand-in on a free port. It has its own process group, so that Ctrl-C reaches us first, and ends by itself when we are gone.
 * @throws PlatformError STANDIN_FAILED with what it said.
 */
export async function startStandinProcess(
  selfCommand: readonly [string, ...string[]],
  release: string,
  signal: AbortSignal,
): Promise<StandinProcess> {
  const [program, ...first] = selfCommand;
  const args = [...first, 'standin', '--release', release, '--port', '0', '--with-parent'];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await ended;
    clearTimeout(impatience);
  };
  try {
    return { url: await readUrl(child, signal), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the stand-in tells when it listens. */
function readUrl(child: ChildProcess, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const listen = (chunk: Buffer) => {
      told += chunk.toString('utf8');
      const url = /https?:\/\/[^\s]+/.exec(told)?.[0];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8');
    });
    const fail = (reason: string) => reject(new PlatformError('STANDIN_FAILED', { args: { reason } }));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(told.trim() || `exit code ${code}`));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
