import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `relais …` as a process of its own. */
export interface RelaisProcess {
  /** All that it has written. */
  said(): string;
  /** Waits until it has written something; fails when it ends before. */
  saying(words: RegExp): Promise<RegExpExecArray>;
  /** Waits until it has ended by itself; gives its exit code. */
  ended(): Promise<number | null>;
  /** Sends a signal and waits for its end; gives its exit code. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts processes, and kills those that a test leaves behind. */
export function createProcesses(environment: Readonly<Record<string, string>>) {
  const started = new Set<ChildProcess>();
  return {
    start: (
      argv: readonly string[],
      more: Readonly<Record<string, string>> = {},
      nodeOptions: readonly string[] = [],
    ): RelaisProcess => {
      const main = join(import.meta.dirname, '../main.ts');
      // A service may not reach its own machine unless somebody says so.
      const env = { LANG: 'C', RELAIS_ALLOW_ADDRESSES: 'loopback', ...environment, ...more };
      const child = spawn(process.execPath, [...nodeOptions, main, ...argv], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.add(child);
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
      return {
        said: () => said,
        saying: async (words) => {
          for (;;) {
            const found = words.exec(said);
            if (found) return found;
            if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It has ended. ${said}`);
            await soon();
          }
        },
        ended: async () => {
          if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
          started.delete(child);
          return child.exitCode;
        },
        end: async (signal = 'SIGTERM') => {
          const exited = once(child, 'exit');
          child.kill(signal);
          await exited;
          started.delete(child);
          return child.exitCode;
        },
      };
    },
    killAll: () => {
      for (const child of started) child.kill('SIGKILL');
    },
  };
}

/** Waits for a condition, however long the machine takes. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await soon();
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 25));
}
