import packageManifest from '../../../package.json' with { type: 'json' };
import type { Cli } from '../cli/cli.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { Language } from '../model/language.ts';
import type { FinishedSpan } from '../model/tracing.ts';
import { connectOne, connectPair } from '../runs/connect-pair.ts';
import { openStore, openStoreAsItIs } from '../store/open-store.ts';
import { findVault, openVault, placeKeys } from '../vault/open-vault.ts';
import { type Config, configOptions } from './config.ts';
import { workerParts } from './worker-parts.ts';

export interface Surroundings {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly language: Language;
  readonly signal: AbortSignal;
  /** Takes spans of runs that workers have concluded, where traces are wanted. */
  readonly tellSpan?: ((span: FinishedSpan) => void) | undefined;
}

/** Wires the command line. What is heavy is loaded when a command first needs it, so that `--help` is quick. */
export function composeCli({ config, terminal, language, signal, tellSpan }: Surroundings): Cli {
  const { dataDirectory, databaseUrl } = config;
  // Whoever types a command here reaches this machine's own addresses anyway.
  const outgoing: OutgoingPolicy = { allowed: config.allowedAddresses ?? ['loopback'] };
  // A service does what others ask it to, who may not.
  const outgoingOfService: OutgoingPolicy = { allowed: config.allowedAddresses ?? [] };
  return {
    version: packageManifest.version,
    language,
    terminal,
    signal,
    dataDirectory,
    outgoing,
    variables: Object.values(configOptions),
    remote: config.remote,
    findCredentials: config.findCredentials,
    openStore: () => openStore({ databaseUrl, dataDirectory, signal }),
    openStoreAsItIs: () => openStoreAsItIs({ databaseUrl, dataDirectory, signal }),
    openVault: () => openVault({ key: config.vaultKey, dataDirectory }),
    findVault: () => findVault({ key: config.vaultKey, dataDirectory }),
    placeVaultKeys: (keys) => placeKeys({ key: config.vaultKey, dataDirectory }, keys),
    connect: (place, options) => connectOne(place, { ...options, outgoing }, signal),
    connectBoth: (source, target, onWait, role) =>
      connectPair(source, target, { onWait, role: role ?? 'source', outgoing }, signal),
    checkArchive: async (directory) => {
      const { checkArchive } = await import('../archive/check-archive.ts');
      return checkArchive(directory, signal);
    },
    replicate: async (request) => {
      const { replicate } = await import('../replication/replicate.ts');
      return replicate(request);
    },
    runWorker: async (store, { jobs }) => {
      const { runWorker } = await import('../worker/run-worker.ts');
      await runWorker(
        await workerParts({ config, terminal, language, outgoing: outgoingOfService, store, jobs, tellSpan }),
        signal,
      );
    },
    serve: async (store, { jobs, address, demonstration }) => {
      const { serve } = await import('./serve.ts');
      const { version } = packageManifest;
      const reach = demonstration ? outgoing : outgoingOfService;
      const surroundings = {
        config,
        terminal,
        language,
        outgoing: reach,
        store,
        jobs,
        version,
        tellSpan,
        demonstration,
      };
      await serve(surroundings, address, demonstration ? AbortSignal.any([signal, demonstration.signal]) : signal);
    },
    selfCommand: [process.execPath, `${import.meta.dirname}/main.ts`],
  };
}
