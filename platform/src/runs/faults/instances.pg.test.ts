import type { FaultRule } from '@relais/standin/faults.ts';
import type { Standin } from '@relais/standin/server.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listTransitions } from '../../store/run-transition.ts';
import { resumeRun } from '../control-run.ts';
import { type FaultWorld, openFaultWorld } from './fixtures/fault-world.ts';
import { until } from './fixtures/until.ts';

/**
 * An outage lasts as long as it takes to be noticed. With RELAIS_LONG_FAULTS=1 it lasts as long as the issue says: a minute of 502, two
 * minutes without an answer. Nothing but the waiting is different: Relais itself waits five minutes for an answer.
 */
const isLong = process.env.RELAIS_LONG_FAULTS === '1';
const outageMs = isLong ? 60_000 : 0;
const hangMs = isLong ? 120_000 : 1_500;

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld('data');
  expect(world.undisturbed.counts.dataValues).toMatchObject({ read: 602, there: 602 });
});
afterEach(() => world.tidyUp());
afterAll(() => world.close());

const any = { path: '/api/' };
const imports = { method: 'POST', path: '/api/(dataValueSets|tracker)' };
const statesOf = async (runId: number) => (await listTransitions(world.database, runId)).map(({ to }) => to);

async function chunksOf(runId: number): Promise<number> {
  return (await world.database.selectFrom('chunk').where('run_id', '=', runId).select('id').execute()).length;
}

const attemptsOf = (runId: number) =>
  world.database.selectFrom('piece').where('run_id', '=', runId).select(['attempts', 'error_code']).execute();

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const faults: readonly [string, readonly FaultRule[]][] = [
  ['resets connections', [{ match: imports, kind: 'drop', times: 4 }]],
  ['does the work and loses the answer', [{ match: imports, kind: 'drop', afterWrite: true, times: 4 }]],
  ['breaks off its listings', [{ match: { method: 'GET', path: imports.path }, kind: 'truncate', times: 4 }]],
  ['restarts in the middle of an import', [{ match: imports, kind: 'restart', delayMs: 800, times: 1 }]],
  [
    'restarts when an import is done and not answered',
    [
      { match: { ...imports, path: '/api/dataValueSets' }, kind: 'restart', afterWrite: true, delayMs: 500, times: 1 },
      { match: { ...imports, path: '/api/tracker' }, kind: 'restart', afterWrite: true, delayMs: 800, times: 1 },
    ],
  ],
  ['ends the session again and again', [{ match: any, kind: 'session-expired', times: 10 }]],
];

test.each(faults)('a run ends as if nothing had been when the target %s', async (_what, rules) => {
  const target = await world.freshTarget();
  for (const rule of rules) target.standin.faults.add(rule);
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  // Every rule struck, and struck as often as it was to.
  expect(target.standin.faults.struck).toBe(rules.reduce((sum, { times = 1 }) => sum + times, 0));
  await worker.stop();
});

test('a run waits for a target that answers 502, says so, and goes on by itself', async () => {
  const target = await world.freshTarget();
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startDataRun(target);
  await until(async () => (await chunksOf(runId)) > 1);
  target.standin.faults.add({ match: any, kind: 'status', status: 502 });
  const paused = await world.until(runId, ['paused']);
  expect(paused.stateReason).toEqual({ code: 'INSTANCE_DOWN', args: { address: target.standin.url } });
  await sleep(outageMs);
  target.standin.faults.clear();
  await world.expectUndisturbedEnd(runId);
  expect(await statesOf(runId)).toEqual(expect.arrayContaining(['paused', 'completed']));
  for (const worker of workers) await worker.stop();
});

test('a target that hangs in the middle, whatever it is asked, is waited for', async () => {
  const target = await world.freshTarget();
  const worker = world.startWorker();
  const runId = await world.startDataRun(target);
  await until(async () => (await chunksOf(runId)) > 1);
  target.standin.faults.add({ match: any, kind: 'hang', delayMs: hangMs });
  await until(() => target.standin.faults.struck > 0);
  await sleep(hangMs);
  target.standin.faults.clear();
  await world.expectUndisturbedEnd(runId);
  await worker.stop();
});

test('a target that hangs for longer than anybody waits is asked again', async () => {
  const target = await world.freshTarget();
  // Four seconds here, five minutes otherwise.
  const worker = world.startWorker({}, (parts) => ({
    ...parts,
    connectPair: (from, to, options, signal) =>
      parts.connectPair(from, to, { ...options, timeouts: { headersMs: 4_000 } }, signal),
  }));
  const listing = { method: 'GET', path: '/api/(dataValueSets|tracker)' };
  target.standin.faults.add({ match: listing, kind: 'hang', delayMs: 60_000, times: 2 });
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  expect(target.standin.faults.struck).toBe(2);
  await worker.stop();
});

test('a page of the source that breaks off is read again, and never taken for all there is', async () => {
  const target = await world.freshTarget();
  const { faults: ofSource } = world.pair.source;
  const before = ofSource.struck;
  const pages = ['dataValueSets', 'completeDataSetRegistrations', 'tracker/', '(dataElements|dataSets|programs)'];
  for (const path of pages)
    ofSource.add({ match: { method: 'GET', path: `/api/${path}` }, kind: 'truncate', times: 3 });
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  expect(ofSource.struck - before).toBe(3 * pages.length);
  await worker.stop();
});

test.each([3, -3])('the clock of the source may be %i hours off', async (hours) => {
  const target = await world.freshTarget();
  Object.assign(world.pair.source.instance, { now: () => new Date(Date.now() + hours * 3_600_000) });
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startDataRun(target));
  await worker.stop();
});

test('a refused account stops all runs of its instance at once, and costs no tries', async () => {
  const target = await world.freshTarget();
  await world.register(target.name, target.standin.url, 'wrong');
  const worker = world.startWorker();
  const runId = await world.startDataRun(target);
  const paused = await world.until(runId, ['paused']);
  expect(paused.stateReason).toMatchObject({ code: 'DHIS2_PASSWORD_REFUSED' });
  const pieces = await world.database.selectFrom('piece').where('run_id', '=', runId).selectAll().execute();
  expect(pieces).toMatchObject([{ attempts: 0, times_taken: 1, error_code: 'DHIS2_PASSWORD_REFUSED' }]);
  await world.register(target.name, target.standin.url);
  await resumeRun(world.database, runId);
  await world.expectUndisturbedEnd(runId);
  await worker.stop();
});

test('a password that is changed in the middle pauses the run, costs no tries, and the new one lets it go on', async () => {
  const target = await world.freshTarget();
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startDataRun(target);
  await until(async () => (await chunksOf(runId)) > 1);
  givePassword(target.standin, 'changed-2');
  target.standin.faults.add({ match: any, kind: 'session-expired', times: 1 });
  const paused = await world.until(runId, ['paused']);
  expect(paused.stateReason).toMatchObject({ code: 'DHIS2_PASSWORD_REFUSED' });
  const pieces = await attemptsOf(runId);
  expect(pieces.map(({ attempts }) => attempts).filter((attempts) => attempts > 0)).toEqual([]);
  expect(pieces.map(({ error_code }) => error_code)).toContain('DHIS2_PASSWORD_REFUSED');
  await world.register(target.name, target.standin.url, 'changed-2');
  await resumeRun(world.database, runId);
  await world.until(runId, ['completed', 'failed']);
  // Whoever looks what is on the target knows the old one.
  givePassword(target.standin, 'district');
  await world.expectUndisturbedEnd(runId);
  for (const worker of workers) await worker.stop();
});

function givePassword({ instance }: Standin, password: string): void {
  for (const user of instance.metadata.of('users').values()) {
    if (user.username === 'admin') instance.passwords.set(user.id, password);
  }
}
