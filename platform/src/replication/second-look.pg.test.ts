import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../dhis2/connect.ts';
import { systemClock } from '../dhis2/retry.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runOnce, type TestRun } from './fixtures/run-once.ts';
import { type StandinPair, startPair } from './fixtures/standin-pair.ts';
import { unexplainedOrRefused } from './fixtures/unexplained.ts';

const small = { organisationUnits: 8, dataValues: 60, trackedEntities: 4, packages: false };

let store: TestDatabase;
let pair: StandinPair;
beforeEach(async () => {
  store = await createTestDatabase();
  pair = await startPair(['2.41.5.1', '2.41.5.1'], small);
});
afterEach(async () => {
  await pair.close();
  await store.drop();
});

/** A target that never waits, and says how long it was asked to. */
async function patientTarget() {
  const pauses: number[] = [];
  const clock = { ...systemClock, sleep: async (ms: number) => void pauses.push(ms) };
  const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
  const target = await connect(
    { name: 'target', address: pair.target.url, credentials, role: 'target', clock },
    AbortSignal.timeout(600_000),
  );
  return { target, pauses };
}

async function run(more: Partial<TestRun>) {
  const { target, pauses } = await patientTarget();
  try {
    const source = await pair.connect('source');
    const outcome = await runOnce({ database: store.database, source, target, ...more });
    return { ...outcome, pauses, told: await unexplainedOrRefused(store.database, outcome.runId) };
  } finally {
    await target.close();
  }
}

describe('a target that answers for a while as it did before', () => {
  it.each([
    ['metadata', '/api/constants', ['constants']],
    ['data values', '/api/dataValueSets', ['dataValues']],
    ['registrations', '/api/completeDataSetRegistrations', ['completeDataSetRegistrations']],
    ['tracker objects', '/api/tracker/trackedEntities', ['trackedEntities']],
  ])('is looked at once more before %s are told as missing', async (_what, path, only) => {
    if (only[0] !== 'constants') await run({ options: { only: ['metadata'] } });
    pair.target.faults.add({ match: { method: 'GET', path }, kind: 'stale' });
    const first = await run({ options: { only, afterwards: [] } });
    expect(first.told).toEqual([]);
    expect(first.verdict).toBe('identical');
    expect(first.pauses).toEqual([5_000]);
    pair.target.faults.clear();
    const second = await run({ options: { only, afterwards: [] } });
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
  });

  it('is told as it is when it differs all the same, after one pause', async () => {
    await run({ options: { only: ['constants', 'indicatorTypes'] } });
    const target = await pair.connect('target');
    const signal = AbortSignal.timeout(600_000);
    for (const type of ['constants', 'indicatorTypes']) {
      for await (const object of target.readMetadata(type, { signal }))
        await target.importMetadata({ [type]: [{ ...object, name: `${object.id} autrement` }] }, { signal });
    }
    const verified = await run({ mode: 'verify', options: { only: ['constants', 'indicatorTypes'] } });
    expect(verified.verdict).toBe('different');
    expect(verified.pauses).toEqual([5_000]);
    expect(verified.told.every((line) => line.includes('DIFFERS'))).toBe(true);
  });
});
