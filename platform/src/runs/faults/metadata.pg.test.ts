import type { FaultRule } from '@relais/standin/faults.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FaultWorld, openFaultWorld } from './fixtures/fault-world.ts';

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld('everything');
  expect(world.undisturbed.counts.organisationUnits).toMatchObject({ read: 20, there: 20 });
});
afterEach(() => world.tidyUp());
afterAll(() => world.close());

const imported = { method: 'POST', path: '/api/metadata' };

const faults: readonly [string, readonly FaultRule[]][] = [
  ['restarts in the middle of a metadata import', [{ match: imported, kind: 'restart', delayMs: 800, times: 1 }]],
  [
    'restarts when a metadata import is done and not answered',
    [{ match: imported, kind: 'restart', afterWrite: true, delayMs: 800, times: 2 }],
  ],
  ['does a metadata import and loses the answer', [{ match: imported, kind: 'drop', afterWrite: true, times: 3 }]],
  [
    'has a gateway that gives up waiting for metadata imports',
    [{ match: imported, kind: 'status', status: 504, afterWrite: true, times: 2 }],
  ],
];

test.each(faults)('a run ends as if nothing had been when the target %s', async (_what, rules) => {
  const target = await world.blankTarget();
  for (const rule of rules) target.standin.faults.add(rule);
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startWholeRun(target));
  expect(target.standin.faults.struck).toBe(rules.reduce((sum, { times = 1 }) => sum + times, 0));
  await worker.stop();
});

test('a page of metadata of the source that breaks off is read again, and never taken for all there is', async () => {
  const { faults: ofSource } = world.pair.source;
  const before = ofSource.struck;
  const path = '/api/(organisationUnits|dataElements|users|categoryOptionCombos|indicators)';
  ofSource.add({ match: { method: 'GET', path }, kind: 'truncate', times: 6 });
  const worker = world.startWorker();
  await world.expectUndisturbedEnd(await world.startWholeRun(await world.blankTarget()));
  expect(ofSource.struck - before).toBe(6);
  await worker.stop();
});
