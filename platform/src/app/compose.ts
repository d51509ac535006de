import packageManifest from '../../../package.json' with { type: 'json' };
import type { Cli, ConnectedPair, ConnectionOptions, InstanceLogin } from '../cli/cli.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { PlatformError } from '../model/errors/platform-error.ts';
import type { Language } from '../model/language.ts';
import { openStore } from '../store/open-store.ts';
import { openKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import { type Config, configOptions } from './config.ts';

export interface Surroundings {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Wires the command line. What is heavy is loaded when a command first needs it, so that `--help` is quick. */
export function composeCli({ config, terminal, language, signal }: Surroundings): Cli {
  const { dataDirectory, databaseUrl } = config;
  return {
    version: packageManifest.version,
    language,
    terminal,
    signal,
    dataDirectory,
    variables: Object.values(configOptions),
    findCredentials: config.findCredentials,
    openStore: () => openStore({ databaseUrl, dataDirectory, signal }),
    openVault: async () => createVault(await openKeyRing({ key: config.vaultKey, dataDirectory })),
    connect: (login, options) => connect(login, options, signal),
    connectBoth: (source, target, onWait) => connectBoth(source, target, onWait, signal),
    replicate: async (request) => {
      const { replicate } = await import('../replication/replicate.ts');
      return replicate(request);
    },
    selfCommand: [process.execPath, `${import.meta.dirname}/main.ts`],
  };
}

async function connect(login: InstanceLogin, options: ConnectionOptions, signal: AbortSignal) {
  const { connect: open } = await import('../dhis2/connect.ts');
  const { name, url, credentials, allowSelfSigned } = login;
  const onRetry = (notice: { readonly failure: PlatformError; readonly waitMs: number }) =>
    options.onWait?.({ instance: name, failure: notice.failure, waitMs: notice.waitMs });
  return open({ name, address: url, credentials, allowSelfSigned, role: options.role, onRetry }, signal);
}

async function connectBoth(
  sourceLogin: InstanceLogin,
  targetLogin: InstanceLogin,
  onWait: NonNullable<ConnectionOptions['onWait']>,
  signal: AbortSignal,
): Promise<ConnectedPair> {
  const { assertDifferentInstances } = await import('../dhis2/same-instance.ts');
  const source = await connect(sourceLogin, { role: 'source', onWait }, signal);
  const opened = [source];
  const close = async () => {
    for (const instance of opened) await instance.close();
  };
  try {
    const target = await connect(targetLogin, { role: 'target', onWait }, signal);
    opened.push(target);
    await assertDifferentInstances(source, target, signal);
    return { source, target, close };
  } catch (error) {
    await close();
    throw error;
  }
}
