import packageManifest from '../../../package.json' with { type: 'json' };
import {
  type Cli,
  type ConnectedInstance,
  type ConnectedPair,
  type ConnectionOptions,
  type InstanceLogin,
  type InstancePlace,
  isArchivePlace,
} from '../cli/cli.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { PlatformError } from '../model/errors/platform-error.ts';
import type { Language } from '../model/language.ts';
import { openStore } from '../store/open-store.ts';
import { openVault } from '../vault/open-vault.ts';
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
  // Whoever types a command here reaches this machine's own addresses anyway.
  const outgoing: OutgoingPolicy = { allowed: config.allowedAddresses ?? ['loopback'] };
  return {
    version: packageManifest.version,
    language,
    terminal,
    signal,
    dataDirectory,
    variables: Object.values(configOptions),
    findCredentials: config.findCredentials,
    openStore: () => openStore({ databaseUrl, dataDirectory, signal }),
    openVault: () => openVault({ key: config.vaultKey, dataDirectory }),
    connect: (place, options) => openPlace(place, { ...options, outgoing }, signal),
    connectBoth: (source, target, onWait, role) =>
      connectBoth(source, target, { onWait, role: role ?? 'source', outgoing }, signal),
    checkArchive: async (directory) => {
      const { checkArchive } = await import('../archive/check-archive.ts');
      return checkArchive(directory, signal);
    },
    replicate: async (request) => {
      const { replicate } = await import('../replication/replicate.ts');
      return replicate(request);
    },
    selfCommand: [process.execPath, `${import.meta.dirname}/main.ts`],
  };
}

/** How an instance is opened, and where the connection may go. */
type Opening = ConnectionOptions & { readonly outgoing: OutgoingPolicy };

async function connect(login: InstanceLogin, options: Opening, signal: AbortSignal) {
  const { connect: open } = await import('../dhis2/connect.ts');
  const { name, url, credentials, allowSelfSigned } = login;
  const onRetry = (notice: { readonly failure: PlatformError; readonly waitMs: number }) =>
    options.onWait?.({ instance: name, failure: notice.failure, waitMs: notice.waitMs });
  const { role, outgoing } = options;
  return open({ name, address: url, credentials, allowSelfSigned, role, onRetry, outgoing }, signal);
}

/** One instance by itself: an archive to read from. */
async function openPlace(place: InstancePlace, options: Opening, signal: AbortSignal) {
  if (!isArchivePlace(place)) return connect(place, options, signal);
  const { openSourceArchive } = await import('../archive/open-archive.ts');
  return openSourceArchive(place.directory);
}

async function connectBoth(
  sourcePlace: InstancePlace,
  targetPlace: InstancePlace,
  { onWait, role, outgoing }: Opening,
  signal: AbortSignal,
): Promise<ConnectedPair> {
  const { assertDifferentArchives, openSourceArchive, openTargetArchive } = await import('../archive/open-archive.ts');
  const { assertDifferentInstances } = await import('../dhis2/same-instance.ts');
  const [from, to] = [archiveOf(sourcePlace), archiveOf(targetPlace)];
  if (from !== undefined && to !== undefined) await assertDifferentArchives(from, to);
  const opened: ConnectedInstance[] = [];
  const close = async () => {
    for (const instance of opened) await instance.close();
  };
  const keep = <T extends ConnectedInstance>(instance: T): T => {
    opened.push(instance);
    return instance;
  };
  try {
    const server = isArchivePlace(sourcePlace)
      ? undefined
      : keep(await connect(sourcePlace, { role, onWait, outgoing }, signal));
    const source = server ?? keep(await openSourceArchive(from ?? ''));
    if (isArchivePlace(targetPlace)) {
      return { source, target: keep(await openTargetArchive(targetPlace.directory, source)), close };
    }
    const target = keep(await connect(targetPlace, { role: 'target', onWait, outgoing }, signal));
    // An archive is no server that could be reached under another address.
    if (server !== undefined) await assertDifferentInstances(server, target, signal);
    return { source, target, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function archiveOf(place: InstancePlace): string | undefined {
  return isArchivePlace(place) ? place.directory : undefined;
}
