import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseCount } from '../parse-number.ts';

export interface WorkerOptions {
  readonly jobs: string;
}

/** `relais worker`: takes jobs until Ctrl-C or SIGTERM; the chunk at hand is finished, and what is left goes back. */
export async function work(cli: Cli, options: WorkerOptions): Promise<number> {
  const jobs = parseCount(options.jobs, { option: '--jobs', command: 'worker', least: 1 });
  return withStore(cli, (store) => cli.runWorker(store, { jobs }));
}

/** `relais serve`: all that the service consists of, in one process. */
export async function serve(cli: Cli, options: WorkerOptions): Promise<number> {
  const jobs = parseCount(options.jobs, { option: '--jobs', command: 'worker', least: 1 });
  return withStore(cli, (store) => cli.serve(store, { jobs }));
}

async function withStore(
  cli: Cli,
  run: (store: Awaited<ReturnType<Cli['openStore']>>) => Promise<void>,
): Promise<number> {
  const store = await cli.openStore();
  try {
    await run(store);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}
