import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { askStandin } from '../replication/fixtures/ask-standin.ts';
import { connectPair } from '../runs/connect-pair.ts';
import { findFollowing } from '../store/following.ts';
import { followedNow } from '../store/following-lock.ts';
import { findTroubles } from '../store/instance-trouble.ts';
import { createReplication, setFollowPace } from '../store/replication.ts';
import { listRuns } from '../store/run.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import { openWorkerWorld, type WorkerWorld } from '../worker/fixtures/worker-world.ts';
import { pause } from '../worker/pause.ts';
import { followReplications } from './follow-replications.ts';

const size = { organisationUnits: 12, dataValues: 0, trackedEntities: 0, packages: false };

let world: WorkerWorld;
afterEach(() => world.close());

/** Services that follow, in this process, each as if it were one of several. */
function startServices(count: number) {
  const { database, key } = world;
  const ring = parseKeyRing(key);
  const vault = createVault(() => ring);
  const stop = new AbortController();
  const troubles: unknown[] = [];
  const services = Array.from({ length: count }, () =>
    followReplications(
      {
        database,
        openVault: async () => vault,
        connectPair: (source, target, options, signal) =>
          connectPair(source, target, { ...options, outgoing: { allowed: ['loopback'] } }, signal),
        clock: { now: () => new Date(), sleep: pause },
        onError: (error) => troubles.push(error),
        lookMs: 50,
      },
      stop.signal,
    ),
  );
  const end = async () => {
    stop.abort();
    await Promise.all(services);
  };
  return { troubles, end };
}

async function define(): Promise<number> {
  const { id } = await createReplication(world.database, {
    name: 'close behind',
    sourceReference: 'source',
    targetReference: 'target',
    options: { dryRun: false, only: ['organisationUnits'] },
  });
  await setFollowPace(world.database, id, { everyMs: 1_000, fullEveryMs: 3_600_000 });
  return id;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

test('the service has workers carry what changes in a source, and one of several services does', async () => {
  world = await openWorkerWorld(['2.42.4.1', '2.42.4.1'], size);
  const { database, pair } = world;
  const id = await define();
  world.startWorker();
  const services = startServices(2);
  const following = () => findFollowing(database, 'close behind');
  await until(async () => (await following())?.fullAt !== undefined);

  const [source, target] = [askStandin(pair.source.url), askStandin(pair.target.url)];
  const units = await source('GET', '/api/organisationUnits?fields=:owner&filter=level:eq:2&pageSize=1');
  const [unit] = units.organisationUnits as readonly Record<string, unknown>[];
  await source('POST', '/api/metadata', { organisationUnits: [{ ...unit, name: 'Renommé' }] });
  await until(async () => (await target('GET', `/api/organisationUnits/${unit?.id}?fields=name`)).name === 'Renommé');
  await until(async () => (await following())?.changedAt !== undefined);

  expect(await followedNow(database)).toEqual(new Set([id]));
  await setFollowPace(database, id, undefined);
  await until(async () => !(await followedNow(database)).has(id));
  await services.end();
  expect(services.troubles).toEqual([]);
  const runs = await listRuns(database);
  expect(runs.map(({ state, startedBy, replicationId }) => ({ state, startedBy, replicationId }))).toEqual(
    runs.map(() => ({ state: 'completed', startedBy: 'following', replicationId: id })),
  );
  // One that compared everything, one that carried the change; two services that both followed would have begun four.
  expect(runs).toHaveLength(2);
});

test('a comparison of everything goes on with workers when the service stops, and is asked after by the next', async () => {
  world = await openWorkerWorld(['2.42.4.1', '2.42.4.1'], size);
  const { database } = world;
  await define();
  const first = startServices(1);
  await until(async () => (await findFollowing(database, 'close behind'))?.open !== undefined);
  await first.end();
  expect(await followedNow(database)).toEqual(new Set());
  const [run] = await listRuns(database);
  expect(run?.state).toBe('pending');
  world.startWorker();
  await world.until(run?.id ?? 0, ['completed']);
  const second = startServices(1);
  await until(async () => (await findFollowing(database, 'close behind'))?.fullAt !== undefined);
  await second.end();
  expect(await findFollowing(database, 'close behind')).toMatchObject({ fullRunId: run?.id, open: undefined });
  expect(await listRuns(database)).toHaveLength(1);
});

test('an account that is refused is told, and not tried again before somebody has done something', async () => {
  world = await openWorkerWorld(['2.42.4.1', '2.42.4.1'], size);
  const { database, pair } = world;
  await world.register('source', pair.source.url, 'wrong');
  await define();
  const services = startServices(1);
  await until(async () => services.troubles.length > 0);
  await services.end();
  expect(services.troubles).toMatchObject([{ code: 'DHIS2_PASSWORD_REFUSED' }]);
  expect(await findTroubles(database, [pair.source.url])).toMatchObject([{ kind: 'refused' }]);
  const again = startServices(1);
  await until(async () => again.troubles.length > 0);
  await again.end();
  expect(again.troubles).toMatchObject([{ code: 'DHIS2_PASSWORD_REFUSED' }]);
  expect(await listRuns(database)).toEqual([]);
});
