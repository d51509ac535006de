import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlatformError } from '../model/errors/platform-error.ts';
import { clinics, defaultCombo } from '../replication/fixtures/detail-world.ts';
import { findFollowing, listFollowingCycles } from '../store/following.ts';
import { createRun, listRuns, setRunState } from '../store/run.ts';
import { listTransitions } from '../store/run-transition.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import type { CarryRun } from './carry-run.ts';
import { type FollowedPair, type FollowedPairOptions, startFollowedPair } from './fixtures/followed-pair.ts';
import { idleRequestsPerMinute } from './turns.ts';

let given: TestDatabase;
const open: FollowedPair[] = [];
beforeAll(async () => {
  given = await createTestDatabase();
});
afterAll(async () => {
  for (const world of open) await world.close();
  await given.drop();
});

const release = '2.42.4.1';
const slow = { timeout: 240_000 };

async function start(options?: FollowedPairOptions): Promise<FollowedPair> {
  const world = await startFollowedPair(given.database, [release, release], options);
  open.push(world);
  return world;
}

const element = (id: string, name: string) => ({
  ...{ id, name, shortName: name, domainType: 'AGGREGATE', valueType: 'NUMBER', aggregationType: 'SUM' },
  categoryCombo: { id: 'bjDvmb4bfuf' },
});
const nameOnTarget = async (world: FollowedPair, id: string) => {
  const { dataElements } = await world.askTarget('GET', `/api/dataElements?filter=id:eq:${id}&fields=name`);
  return Array.isArray(dataElements) ? dataElements.map(({ name }) => name) : [];
};
const value = (period: string, text: string) => ({
  ...{ dataElement: 'ApDeNumber1', period, orgUnit: clinics[0], value: text },
});
const valuesOf = async (ask: FollowedPair['askTarget']) => {
  const query = `dataSet=ApDsMonthly&orgUnit=${clinics[0]}&startDate=2000-01-01&endDate=2100-01-01`;
  const { dataValues } = await ask('GET', `/api/dataValueSets?${query}`);
  return (Array.isArray(dataValues) ? dataValues : []).map((each) => `${each.period}=${each.value}`).sort();
};

test('while nothing changes a source is asked less than twenty times a minute', slow, async () => {
  const world = await start();
  const { requests, waits, runs } = await world.cycles(20);
  expect(runs).toHaveLength(1);
  let minutes = 0;
  let asked = 0;
  for (const [cycle, waitMs] of waits.entries()) {
    if (waitMs < 30_000) continue;
    minutes += waitMs / 60_000;
    asked += requests[cycle] ?? 0;
  }
  expect(minutes).toBeGreaterThan(5);
  expect(asked / minutes).toBeLessThan(idleRequestsPerMinute);
});

test('a run that fails moves no watermark: what it was to carry comes with the next', slow, async () => {
  let failures = 2;
  const carry = (direct: CarryRun): CarryRun => {
    return async (order) => {
      if (order.options.selection?.changedSince === undefined || failures-- <= 0) return direct(order);
      throw new PlatformError('DHIS2_CONNECTION_LOST', { args: { address: 'target' }, retryable: true });
    };
  };
  const world = await start({ carry });
  await world.cycles(1);
  await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeFailed1', 'failed')] });
  const { waits } = await world.cycles(2);
  expect(await nameOnTarget(world, 'ApDeFailed1')).toEqual([]);
  // It waits longer each time.
  expect(waits).toEqual([30_000, 60_000]);
  await world.cycles(1);
  expect(await nameOnTarget(world, 'ApDeFailed1')).toEqual(['failed']);
  const following = await findFollowing(given.database, world.pair.source.url);
  const cycles = await listFollowingCycles(given.database, following?.id ?? 0);
  expect(cycles.map(({ outcome }) => outcome)).toEqual(['carried', 'failed', 'failed', 'carried']);
});

test('nor does one that leaves a difference: the types concerned are then compared as a whole', slow, async () => {
  let isFirst = true;
  const carry = (direct: CarryRun): CarryRun => {
    return async (order) => {
      const run = await direct(order);
      if (order.options.selection?.changedSince === undefined || !isFirst) return run;
      isFirst = false;
      return { ...run, outcome: { ...run.outcome, verdict: 'different' } };
    };
  };
  const world = await start({ carry });
  await world.cycles(1);
  await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeDiffer1', 'differs')] });
  const { runs } = await world.cycles(2);
  expect(runs.map(({ only, selection }) => [only, selection === undefined])).toEqual([
    [['dataElements'], false],
    [['dataElements'], true],
  ]);
});

test('what went wrong is looked at again though the source has gone back to what it had', slow, async () => {
  let isFirst = true;
  const carry = (direct: CarryRun): CarryRun => {
    return async (order) => {
      const run = await direct(order);
      if (!isFirst || order.options.only?.includes('systemSettings') !== true) return run;
      isFirst = false;
      return { ...run, outcome: { ...run.outcome, verdict: 'different' } };
    };
  };
  // A budget in which every question fits.
  const world = await start({ carry, order: { everyMs: 60_000 } });
  const isSet = async () => (await world.askTarget('GET', '/api/systemSettings')).keyAnalysisRelativePeriod;
  await world.askSource('POST', '/api/systemSettings', { keyAnalysisRelativePeriod: 'LAST_3_MONTHS' });
  await world.cycles(1);
  await world.askSource('POST', '/api/systemSettings', { keyAnalysisRelativePeriod: 'LAST_6_MONTHS' });
  await world.cycles(1);
  expect(await isSet()).toBe('LAST_6_MONTHS');
  await world.askSource('POST', '/api/systemSettings', { keyAnalysisRelativePeriod: 'LAST_3_MONTHS' });
  await world.cycles(2);
  expect(await isSet()).toBe('LAST_3_MONTHS');
});

test('a source whose clock is three hours off, either way', slow, async () => {
  for (const hours of [-3, 3]) {
    const world = await start({ clockOffMs: hours * 3_600_000 });
    await world.cycles(1);
    await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeClock01', 'clock')] });
    await world.askSource('POST', '/api/dataValueSets', { dataValues: [value('202401', '5')] });
    const { runs } = await world.cycles(2);
    expect(await nameOnTarget(world, 'ApDeClock01')).toEqual(['clock']);
    expect(await valuesOf(world.askTarget)).toEqual(['202401=5']);
    expect(runs).toHaveLength(1);
  }
});

test(
  'killed in the middle of a run, it does the run again; a comparison of everything it goes on with',
  slow,
  async () => {
    let kill = new AbortController();
    let killed: number | undefined;
    const carry = (direct: CarryRun): CarryRun => {
      return async (order) => {
        if (kill.signal.aborted || killed !== undefined) return direct(order);
        killed = await createRun(given.database, {
          ...{ mode: 'replicate', sourceReference: 'source', targetReference: 'target', options: order.options },
        });
        await order.began(killed);
        kill.abort();
        return order.signal.throwIfAborted() as never;
      };
    };
    const world = await start({ carry });
    await expect(world.cycles(1, { kill: kill.signal })).rejects.toThrow();
    const full = killed;
    await world.cycles(1);
    const runs = await listRuns(given.database);
    expect(runs[0]).toMatchObject({ id: full, state: 'completed' });

    await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeKilled1', 'killed')] });
    kill = new AbortController();
    killed = undefined;
    await expect(world.cycles(1, { kill: kill.signal })).rejects.toThrow();
    await world.cycles(1);
    expect(await nameOnTarget(world, 'ApDeKilled1')).toEqual(['killed']);
    const [last, before] = await listRuns(given.database);
    expect([last?.state, before?.id, before?.state]).toEqual(['completed', killed, 'cancelled']);
  },
);

test('what is deleted stays where deletions are only told', slow, async () => {
  const world = await start();
  await world.askSource('POST', '/api/metadata', { dataElements: [element('ApDeKept001', 'kept')] });
  await world.askSource('POST', '/api/dataValueSets', { dataValues: [value('202401', '1')] });
  await world.cycles(1);
  await world.askSource('DELETE', '/api/dataElements/ApDeKept001');
  await world.askSource('DELETE', `/api/dataValues?de=ApDeNumber1&pe=202401&ou=${clinics[0]}&co=${defaultCombo}`);
  const { runs } = await world.cycles(2);
  expect(runs.map(({ only }) => only)).toEqual([['dataValues']]);
  expect(await nameOnTarget(world, 'ApDeKept001')).toEqual(['kept']);
  expect(await valuesOf(world.askTarget)).toEqual(['202401=1']);
});

test('an account that logs in, and a job that ran, are no change', slow, async () => {
  const world = await start();
  await world.cycles(1);
  const { metadata } = world.pair.source.instance;
  const now = new Date().toISOString().slice(0, 23);
  for (const [uid, user] of metadata.of('users'))
    metadata.of('users').set(uid, { ...user, lastUpdated: now, lastLogin: now });
  for (const [uid, job] of metadata.of('jobConfigurations'))
    metadata.of('jobConfigurations').set(uid, { ...job, lastUpdated: now, lastExecuted: now });
  const { runs } = await world.cycles(2);
  expect(runs).toEqual([]);
});

test('a hint is followed at once, whosever turn it is', slow, async () => {
  const world = await start();
  const setting = { keyAnalysisRelativePeriod: 'LAST_6_MONTHS' };
  const followed = await world.cycles(5, {
    beforeSleep: async (cycle, follower) => {
      if (cycle !== 4) return;
      await world.askSource('POST', '/api/systemSettings', setting);
      follower.hint('systemSettings');
    },
  });
  expect(followed.runs.at(-1)?.only).toEqual(['systemSettings']);
  expect(await world.askTarget('GET', '/api/systemSettings')).toMatchObject(setting);
});

test('following waits while another run writes to its target, and begins by itself', slow, async () => {
  const world = await start();
  const { database } = given;
  const other = await createRun(database, {
    ...{ mode: 'replicate', sourceReference: 'another', targetReference: world.pair.target.url },
    ...{ options: { dryRun: false }, carrier: 'queue' },
  });
  await setRunState(database, other, 'running');
  const before = (await listRuns(database)).length;
  const { statuses } = await world.cycles(3, {
    beforeSleep: async (cycle) => {
      if (cycle !== 2) return;
      expect(await listRuns(database)).toHaveLength(before);
      await setRunState(database, other, 'completed');
    },
  });
  const troubles = statuses.flatMap(({ trouble }) => (trouble instanceof PlatformError ? trouble.code : []));
  expect(troubles).toContain('TARGET_IN_USE');
  const [run] = await listRuns(database);
  expect(run).toMatchObject({ state: 'completed', outcome: { verdict: 'identical' } });
  expect((await listTransitions(database, run?.id ?? 0)).map(({ to, toldBy }) => [to, toldBy])).toEqual([
    ['running', 'following'],
    ['completed', 'following'],
  ]);
});
