import type { PlatformError } from '../model/errors/platform-error.ts';
import {
  type ArchivePlace,
  type ConnectedInstance,
  type ConnectedPair,
  type ConnectionOptions,
  type InstanceLogin,
  type InstancePlace,
  isArchivePlace,
} from './instance-place.ts';

/** One instance by itself: an archive to read from, or a server. What is heavy is loaded when it is first needed. */
export async function connectOne(
  place: InstancePlace,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<ConnectedInstance> {
  if (!isArchivePlace(place)) return connectServer(place, options, signal);
  const { openSourceArchive } = await import('../archive/open-archive.ts');
  return openSourceArchive(place.directory);
}

async function connectServer(login: InstanceLogin, options: ConnectionOptions, signal: AbortSignal) {
  const { connect: open } = await import('../dhis2/connect.ts');
  const { name, url, credentials, allowSelfSigned } = login;
  const { role, retryPolicy, outgoing, timeouts } = options;
  const gate = options.gateFor?.(url);
  const onRetry = (notice: { readonly failure: PlatformError; readonly waitMs: number }) =>
    options.onWait?.({ instance: name, failure: notice.failure, waitMs: notice.waitMs });
  const how = { role, onRetry, gate, retryPolicy, outgoing, timeouts };
  return open({ name, address: url, credentials, allowSelfSigned, ...how }, signal);
}

/**
 * Opens both sides of a run, and makes sure that they are not one and the same instance. `role` is the source's.
 * @throws PlatformError of a code for everything that can be wrong with either.
 */
export async function connectPair(
  sourcePlace: InstancePlace,
  targetPlace: InstancePlace,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<ConnectedPair> {
  const { assertDifferentArchives, openSourceArchive, openTargetArchive } = await import('../archive/open-archive.ts');
  const { assertDifferentInstances } = await import('../dhis2/same-instance.ts');
  const [from, to] = [directoryOf(sourcePlace), directoryOf(targetPlace)];
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
    const connectTo = async (place: Exclude<InstancePlace, ArchivePlace>, how: ConnectionOptions) =>
      keep(await connectServer(place, how, signal));
    // Both servers at the same time; what is wrong with the source is told first.
    const [fromServer, toServer] = await Promise.allSettled([
      isArchivePlace(sourcePlace) ? undefined : connectTo(sourcePlace, options),
      isArchivePlace(targetPlace) ? undefined : connectTo(targetPlace, { ...options, role: 'target' }),
    ]);
    const [server, targetServer] = [reached(fromServer), reached(toServer)];
    const source = server ?? keep(await openSourceArchive(from ?? ''));
    const target = targetServer ?? keep(await openTargetArchive(to ?? '', source));
    // An archive is no server that could be reached under another address.
    if (server !== undefined && targetServer !== undefined)
      await assertDifferentInstances(server, targetServer, signal);
    return { source, target, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function reached<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

function directoryOf(place: InstancePlace): ArchivePlace['directory'] | undefined {
  return isArchivePlace(place) ? place.directory : undefined;
}
