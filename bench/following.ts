import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectedInstance } from '../platform/src/dhis2/connect.ts';
import { carryInProcess } from '../platform/src/following/carry-in-process.ts';
import type { FollowerStatus } from '../platform/src/following/follower.ts';
import { createFollower } from '../platform/src/following/run-follower.ts';
import { idleRequestsPerMinute } from '../platform/src/following/turns.ts';
import type { DataValue } from '../platform/src/model/data-value.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { loadDemoWorld } from '../standin/src/demo-world.ts';
import { startStandin } from '../standin/src/server.ts';
import { withPair } from './connected-pair.ts';
import { format, median, tell } from './figures.ts';

/** From a change on the source to its verified presence on the target, at a probe interval of 30 s. */
const longestLagSeconds = 60;
const everyMs = 30_000;

/**
 * `following.ts [CHANGES [SOURCE TARGET]]`: writes a value to the source at a random moment, waits until `relais follow` has carried and verified it,
 * and so on; then counts the requests of two idle minutes. Starts its own stand-ins where no instances are named.
 */
async function main(changes = 5, source?: string, target?: string): Promise<number> {
  if (source !== undefined && target !== undefined) return measure(source, target, changes);
  const from = await startStandin({ release: '2.42.4.1', seed: 'source' });
  const to = await startStandin({ release: '2.42.4.1', seed: 'target' });
  try {
    await loadDemoWorld(from.url, { organisationUnits: 200, dataValues: 20_000, trackedEntities: 200 });
    return await measure(from.url, to.url, changes);
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

function measure(from: string, to: string, changes: number): Promise<number> {
  return withPair(from, to, async ({ source, target }) => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-bench-'));
    await chmod(dataDirectory, 0o711);
    const store = await openStore({ databaseUrl: undefined, dataDirectory, signal: new AbortController().signal });
    const stop = new AbortController();
    const watch = createWatch();
    const { changes: asked } = source;
    if (asked === undefined) throw new Error('The source tells no changes.');
    try {
      const references = { sourceReference: from, targetReference: to };
      const follower = createFollower({
        ...{
          name: 'bench',
          ...references,
          database: store.database,
          source: { ...source, changes: asked },
          target,
          everyMs,
        },
        options: { dryRun: false },
        fullEveryMs: 86_400_000,
        carry: carryInProcess({ ...references, database: store.database, source, target, progressOf: () => silent }),
        clock: {
          now: () => new Date(),
          sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
        },
        onStatus: watch.show,
      });
      const following = follower.run({ stop: stop.signal, signal: new AbortController().signal });
      await Promise.race([watch.until(({ state }) => state === 'waiting'), following]);
      const isQuick = await measureLag(source, watch, changes);
      const isModest = await measureIdle(source);
      stop.abort();
      await following;
      return isQuick && isModest ? 0 : 1;
    } finally {
      stop.abort();
      await store.close();
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });
}

type Watch = ReturnType<typeof createWatch>;

async function measureLag(source: ConnectedInstance, watch: Watch, changes: number): Promise<boolean> {
  const example = await anyValue(source);
  const lags: number[] = [];
  for (let change = 1; change <= changes; change++) {
    // Somewhere between two looks, when the pace has slackened again.
    await sleep(everyMs * (2 + Math.random()));
    const value = { ...example, value: String(change), comment: undefined };
    const start = performance.now();
    const before = watch.changedAt();
    await source.importDataValues([value], { signal: AbortSignal.timeout(60_000) });
    await watch.until((status) => status.changedAt !== undefined && status.changedAt.getTime() !== before);
    lags.push((performance.now() - start) / 1000);
    tell(`change ${change}: verified on the target after ${format(lags.at(-1) ?? 0, 1)} s`);
  }
  const worst = Math.max(...lags);
  const isQuick = worst < longestLagSeconds;
  tell(
    `${isQuick ? 'pass' : 'FAIL'}: median ${format(median(lags), 1)} s, worst ${format(worst, 1)} s, limit ${longestLagSeconds} s`,
  );
  return isQuick;
}

async function measureIdle(source: ConnectedInstance): Promise<boolean> {
  await sleep(4 * everyMs);
  const before = source.transport.requestsSent();
  await sleep(120_000);
  const aMinute = (source.transport.requestsSent() - before) / 2;
  const isModest = aMinute < idleRequestsPerMinute;
  tell(
    `${isModest ? 'pass' : 'FAIL'}: ${format(aMinute, 1)} requests a minute while nothing changes, limit ${idleRequestsPerMinute}`,
  );
  return isModest;
}

/** A value of the source that can be written again. */
async function anyValue(source: ConnectedInstance): Promise<DataValue> {
  const signal = AbortSignal.timeout(120_000);
  for await (const { id, valueType } of source.readMetadata('dataElements', { signal, fields: 'id,valueType' })) {
    if (valueType !== 'NUMBER' && valueType !== 'INTEGER_ZERO_OR_POSITIVE') continue;
    const slice = {
      ...{ dataElements: [id], startDate: '1900-01-01', endDate: '2200-12-31', children: true, limit: 1 },
      orgUnits: source.facts.account.dataViewOrganisationUnits,
    };
    for await (const value of source.readDataValues(slice, signal)) return value;
  }
  throw new Error('The source holds no numbers.');
}

/** What the follower tells, to be waited for. */
function createWatch() {
  let last: FollowerStatus | undefined;
  const waiting = new Set<() => void>();
  return {
    show(status: FollowerStatus) {
      if (status.trouble !== undefined && status.trouble !== last?.trouble) tell(`trouble: ${String(status.trouble)}`);
      last = status;
      for (const wake of waiting) wake();
    },
    changedAt: () => last?.changedAt?.getTime(),
    until: (holds: (status: FollowerStatus) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (last === undefined || !holds(last)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

const silent = {
  stageStarted: () => undefined,
  advanced: () => undefined,
  stageFinished: () => undefined,
  noticed: () => undefined,
};

const [changes, source, target] = process.argv.slice(2);
process.exitCode = await main(changes === undefined ? undefined : Number(changes), source, target);
