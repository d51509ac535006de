import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

const size = { organisationUnits: 20, dataValues: 300, trackedEntities: 12 };

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

describe.each(['2.40.1', '2.42.4.1'])('what changed since a date, on %s', (release) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startPair([release, release], size);
  });
  afterAll(() => pair.close());

  it('holds values and tracker data that changed though no metadata did', async () => {
    const source = await pair.connect('source');
    const run = async (changedSince?: string) => {
      const target = await pair.connect('target');
      const options = changedSince === undefined ? {} : { selection: { changedSince } };
      const outcome = await runOnce({ database: store.database, source, target, options });
      expect(await unexplainedOrRefused(store.database, outcome.runId)).toEqual([]);
      return outcome.totals;
    };
    const signal = AbortSignal.timeout(60_000);
    await run();
    await sleep(1_500);
    const since = new Date().toISOString().slice(0, 19);
    await sleep(1_500);

    const root = source.facts.account.organisationUnits[0] ?? '';
    const program = 'WPr00000001';
    for await (const entity of source.readTracker('trackedEntities', { program, orgUnit: root }, signal)) {
      const { trackedEntity, trackedEntityType, orgUnit } = entity;
      const changed = { trackedEntity, trackedEntityType, orgUnit, inactive: true };
      await source.importTracker({ trackedEntities: [changed] }, { signal });
      break;
    }
    const totals = await run(since);
    expect(totals.trackedEntities).toMatchObject({ updated: 1 });
  });
});
