import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { isInstanceUp } from '../platform/src/dhis2/probe-instance.ts';
import type { Log, LogFields } from '../platform/src/model/log.ts';
import { openRun } from '../platform/src/replication/open-run.ts';
import { connectPair } from '../platform/src/runs/connect-pair.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { openVault } from '../platform/src/vault/open-vault.ts';
import { runWorker } from '../platform/src/worker/run-worker.ts';
import { tell } from './figures.ts';
import { highWaterMark } from './peak-memory.ts';
import type { PieceDone } from './timeline.ts';

/** A worker in a process of its own, as it would be on another machine. */
export interface WorkerProcess {
  /** Stops it, and gives the most memory that it ever had. */
  stop(): Promise<number>;
}

/** How the script `relais` starts Node.js: memory is looked after more often than usual. */
const asStarted = ['--max-semi-space-size=8', '--heap-growing-percent=40'];

/** Starts this file as a worker on the database of a data directory. */
export function startWorkerProcess(dataDirectory: string, onPiece: (piece: PieceDone) => void): WorkerProcess {
  const child = spawn(process.execPath, [...asStarted, join(import.meta.dirname, 'worker-process.ts'), dataDirectory], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => onPiece(pieceSchema.parse(message)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    stop: async () => {
      const peakBytes = await highWaterMark(child.pid);
      child.kill('SIGTERM');
      await ended;
      return peakBytes;
    },
  };
}

/** A piece as the worker's log has it. */
const pieceSchema = z.object({
  worker: z.number(),
  task: z.string(),
  step: z.string(),
  round: z.number(),
  piece: z.string(),
  end: z.string(),
  ms: z.number(),
  atMs: z.number(),
});

function logToParent(): Log {
  const send = (fields: LogFields, message: string) => {
    if (message === 'piece' && process.connected) process.send?.({ ...fields, worker: process.pid, atMs: Date.now() });
  };
  return { info: send, warn: send, error: send };
}

async function work(dataDirectory: string): Promise<void> {
  const controller = new AbortController();
  process.once('SIGTERM', () => controller.abort());
  process.once('disconnect', () => controller.abort());
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
        log: logToParent(),
        say: ({ en }) => tell(`  worker ${process.pid}: ${en}`),
      },
      controller.signal,
    );
  } finally {
    await store.close();
    // Listened to, the parent keeps the process alive.
    if (process.connected) process.disconnect();
  }
}

const [, file, dataDirectory] = process.argv;
if (file === import.meta.filename && dataDirectory !== undefined) await work(dataDirectory);
