import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@relais/platform/store/test-database.ts';

/** `relais serve` as a process of its own, on a database of the test's own. */
export interface RunningService {
  readonly url: string;
  /** Behind the `#` of the link that makes the first administrator. */
  readonly firstToken: string;
  /** Ends the process, as a machine does that loses its power. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

const main = join(import.meta.dirname, '../../../platform/src/app/main.ts');

/** With `isWhole` it starts its own PostgreSQL, as `relais serve` does by itself: for measurements, which no test run surrounds. */
export async function startService({ isWhole = false } = {}): Promise<RunningService> {
  const store = isWhole ? undefined : await createTestDatabase();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-e2e-'));
  const environment = {
    ...process.env,
    DATABASE_URL: store?.connectionString,
    RELAIS_DATA: dataDirectory,
    // A service may not reach its own machine unless somebody says so.
    RELAIS_ALLOW_ADDRESSES: 'loopback',
    LANG: 'en',
  };
  let child = startProcess(environment, '0');
  const url = await found(child, /application is at (http:\/\/\S+?),/);
  const firstToken = await found(child, /setup#(\S+)/);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const exited = once(child.process, 'exit');
    child.process.kill(signal);
    await exited;
  };
  return {
    url,
    firstToken,
    kill: () => end('SIGKILL'),
    startAgain: async () => {
      child = startProcess(environment, new URL(url).port);
      await found(child, /(application is at)/);
    },
    close: async () => {
      const isRunning = child.process.exitCode === null && child.process.signalCode === null;
      // A PostgreSQL of its own is stopped by the service itself.
      if (isRunning) await end(isWhole ? 'SIGTERM' : 'SIGKILL');
      await store?.drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

interface Child {
  readonly process: ChildProcess;
  said(): string;
}

function startProcess(env: NodeJS.ProcessEnv, port: string): Child {
  const child = spawn(process.execPath, [main, 'serve', '--port', port, '--jobs', '2'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said += text.toString();
    });
  }
  return { process: child, said: () => said };
}

/** Waits for what the service says of itself. */
async function found(child: Child, pattern: RegExp): Promise<string> {
  while (true) {
    const match = pattern.exec(child.said())?.[1];
    if (match !== undefined) return match;
    if (child.process.exitCode !== null) throw new Error(`the service ended: ${child.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
