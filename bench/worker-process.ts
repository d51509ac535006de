import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isInstanceUp } from '../platform/src/dhis2/probe-instance.ts';
import { openRun } from '../platform/src/replication/open-run.ts';
import { connectPair } from '../platform/src/runs/connect-pair.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { openVault } from '../platform/src/vault/open-vault.ts';
import { runWorker } from '../platform/src/worker/run-worker.ts';
import { tell } from './figures.ts';

/** A worker in a process of its own, as it would be on another machine. */
export interface WorkerProcess {
  stop(): Promise<void>;
}

/** Starts this file as a worker on the database of a data directory. */
export function startWorkerProcess(dataDirectory: string): WorkerProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker-process.ts'), dataDirectory], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function work(dataDirectory: string): Promise<void> {
  const controller = new AbortController();
  process.once('SIGTERM', () => controller.abort());
  const store = await openStore({ dataDirectory, signal: controller.signal });
  try {
    await runWorker(
      {
        database: store.database,
        name: `bench ${process.pid}`,
        openVault: () => openVault({ dataDirectory }),
        connectPair: (source, target, options, signal) =>
          connectPair(source, target, { ...options, outgoing: { allowed: ['loopback'] } }, signal),
        openRun,
        isInstanceUp: (address, signal) => isInstanceUp(address, undefined, signal),
        say: ({ en }) => tell(`  worker ${process.pid}: ${en}`),
      },
      controller.signal,
    );
  } finally {
    await store.close();
  }
}

const [, file, dataDirectory] = process.argv;
if (file === import.meta.filename && dataDirectory !== undefined) await work(dataDirectory);
