import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { type Cluster, clusterUser, findCluster, findServer, openCluster, startServer, stopServer } from './cluster.ts';
import { clearLeftEmpty, markLeftEmpty, wasLeftEmpty } from './left-empty.ts';
import { type Postmaster, processState, readPostmaster } from './postmaster.ts';

/** A process's stay at the embedded PostgreSQL. */
export interface EmbeddedStay {
  /** URL of a database of the cluster; the password is in it. */
  connectionString(databaseName: string): string;
  /** Ends the stay; whoever leaves last stops the server. */
  leave(): Promise<void>;
}

/** Every process holds this lock in shared mode on a connection of its own, for as long as it stays. */
const presenceLock = 7_354_726;

/** How long two processes may cross each other, one stopping the server while the other arrives. */
const arrivals = 50;
const pauseBetweenArrivalsMs = 100;

/**
 * Joins the embedded PostgreSQL of a data directory: starts it if nobody has, or finds the one that runs. Presence is a shared
 * advisory lock, so a process that was killed is gone as soon as its connection is, and the last one to leave can tell that it is the
 * last. Whoever stays starts a server again that has crashed, on the port that it had.
 */
export async function joinEmbeddedPostgres(
  dataDirectory: string,
  signal: AbortSignal,
  options: { isThrowaway?: boolean } = {},
): Promise<EmbeddedStay> {
  const cluster = await openCluster(dataDirectory, options);
  return createStay(cluster, await enter(cluster, signal));
}

/** Being there: a connection that holds the lock. */
interface Presence {
  readonly server: Postmaster;
  readonly client: pg.Client;
  /** False once the server has gone away; then there is nothing to stop. */
  isConnected: boolean;
  /** Until then. */
  readonly lost: Promise<void>;
}

/** Starts the server if need be, and arrives there. @throws PlatformError DATABASE_UNREACHABLE, or of what keeps it from starting. */
async function enter(cluster: Cluster, signal: AbortSignal): Promise<Presence> {
  for (let arrival = 1; ; arrival++) {
    const server = await startServer(cluster, signal);
    try {
      const presence = await arrive(cluster, server);
      if (presence) return presence;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (arrival >= arrivals) throw new PlatformError('DATABASE_UNREACHABLE', { args: { reason }, cause });
    }
    await sleep(pauseBetweenArrivalsMs, undefined, { signal });
  }
}

/** Undefined when somebody is just stopping the server. */
async function arrive(cluster: Cluster, server: Postmaster): Promise<Presence | undefined> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, server, 'postgres'),
    application_name: 'relais presence',
  });
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
  const presence: Presence = { server, client, isConnected: true, lost };
  const noteLoss = () => {
    presence.isConnected = false;
    lose();
  };
  client.on('error', noteLoss).on('end', noteLoss);
  await client.connect();
  const answer = await client.query<{ is_in: boolean }>('select pg_try_advisory_lock_shared($1) as is_in', [
    presenceLock,
  ]);
  if (answer.rows[0]?.is_in) {
    await clearLeftEmpty(cluster);
    return presence;
  }
  await client.end();
  return undefined;
}

function createStay(cluster: Cluster, first: Presence): EmbeddedStay {
  const ended = new AbortController();
  let presence = first;
  let revival = Promise.resolve();
  const keepUp = async () => {
    for (;;) {
      await presence.lost;
      if (ended.signal.aborted) return;
      revival = enterAgain(cluster, ended.signal).then((again) => {
        presence = again ?? presence;
      });
      await revival;
    }
  };
  // What goes wrong with it is told by `leave`.
  const kept = Promise.allSettled([keepUp()]);
  return {
    connectionString: (databaseName) => urlOf(cluster, first.server, databaseName),
    leave: async () => {
      ended.abort();
      await Promise.allSettled([revival]);
      if (await isLast(presence)) {
        await markLeftEmpty(cluster);
        await stopServer(cluster);
      }
      if (presence.isConnected) await presence.client.end();
      const [outcome] = await kept;
      if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}

/** Between two looks after a server that is stopped, or does not start, as while the disk is full. */
const longestLookMs = 30_000;

/**
 * Arrives once more, however often it takes; undefined where the stay has ended. A server that has crashed is started: it leaves
 * its pid file behind. So is one that was stopped because the last one seemed to leave. One that a person has stopped stays so, until
 * somebody starts it.
 */
async function enterAgain(cluster: Cluster, signal: AbortSignal): Promise<Presence | undefined> {
  for (let pauseMs = pauseBetweenArrivalsMs; !signal.aborted; pauseMs = Math.min(longestLookMs, pauseMs * 1.5)) {
    try {
      if ((await hasCrashed(cluster)) || (await wasStoppedUnderUs(cluster))) return await enter(cluster, signal);
      const server = await findServer(cluster);
      const presence = server && (await arrive(cluster, server));
      if (presence) return presence;
    } catch (error) {
      // Whoever uses the database says that it is not there.
      if (!(error instanceof Error)) throw error;
    }
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(passOver(signal));
  }
  return undefined;
}

/** Whether a server is gone that did not end in good order. */
async function hasCrashed(cluster: Cluster): Promise<boolean> {
  const left = await readPostmaster(cluster.directory);
  if (left === undefined || (await processState(left, cluster.directory)) === 'server') return false;
  // One that was just ending in good order has put its pid file away by now.
  return (await readPostmaster(cluster.directory))?.pid === left.pid;
}

/** Whether the server was stopped by somebody who could not see that we stay. */
async function wasStoppedUnderUs(cluster: Cluster): Promise<boolean> {
  return (await readPostmaster(cluster.directory)) === undefined && wasLeftEmpty(cluster);
}

/** What the end of the stay broke off is no failure. */
function passOver(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}

/** The exclusive lock is ours only when nobody else stays; as long as we hold it nobody can arrive. */
async function isLast(presence: Presence): Promise<boolean> {
  if (!presence.isConnected) return false;
  try {
    await presence.client.query('select pg_advisory_unlock_shared($1)', [presenceLock]);
    const question = 'select pg_try_advisory_lock($1) as is_last';
    const answer = await presence.client.query<{ is_last: boolean }>(question, [presenceLock]);
    return answer.rows[0]?.is_last ?? false;
  } catch (error) {
    // Nothing in these questions can be wrong: the server has gone away, and has left us nothing to stop.
    if (!(error instanceof Error)) throw error;
    presence.isConnected = false;
    return false;
  }
}

function urlOf(cluster: Cluster, server: Postmaster, databaseName: string): string {
  return `postgres://${clusterUser}:${cluster.password}@127.0.0.1:${server.port}/${databaseName}`;
}

/** Stops the server of a data directory, whoever uses it, and removes its cluster: for directories of tests. */
export async function destroyEmbeddedPostgres(dataDirectory: string): Promise<void> {
  const cluster = await findCluster(dataDirectory);
  if (!cluster) return;
  await stopServer(cluster);
  await rm(cluster.home.directory, { recursive: true, force: true });
}
