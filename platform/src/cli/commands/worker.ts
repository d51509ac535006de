import { PlatformError } from '../../model/errors/platform-error.ts';
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

export interface ServeOptions extends WorkerOptions {
  readonly port: string;
  readonly host: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** `relais serve`: all that the service consists of, in one process. */
export async function serve(cli: Cli, options: ServeOptions): Promise<number> {
  const { host, tlsCert, tlsKey } = options;
  const jobs = parseCount(options.jobs, { option: '--jobs', command: 'serve', least: 1 });
  const port = parseCount(options.port, { option: '--port', command: 'serve', least: 0 });
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new PlatformError('TLS_HALF_GIVEN');
  const tls = tlsCert === undefined || tlsKey === undefined ? undefined : { certFile: tlsCert, keyFile: tlsKey };
  return withStore(cli, (store) => cli.serve(store, { jobs, address: { host, port, tls } }));
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
