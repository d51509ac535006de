import { createRandom } from '@relais/standin/world/random.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsAddUp } from '../../model/counts.ts';
import type { WritableInstance } from '../../model/instance.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { newRun, runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

const size = { organisationUnits: 30, dataValues: 0, trackedEntities: 0 };
const options = { only: ['metadata'] };

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

describe.each([
  ['2.42.4.1', '2.42.4.1'],
  ['2.40.1', '2.42.4.1'],
  ['2.40.1', '2.41.5.1'],
  ['2.42.4.1', '2.40.1'],
] as const)('metadata packages from %s to %s', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startPair([from, to], size);
  });
  afterAll(() => pair.close());

  it('arrive whole, and a second run writes nothing', async () => {
    const source = await pair.connect('source');
    const target = await pair.connect('target');
    const first = await runOnce({ database: store.database, source, target, options });
    expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
    expect(first.verdict).toBe('identical');
    for (const [type, counts] of Object.entries(first.totals)) {
      expect({ type, addsUp: countsAddUp(counts) }).toEqual({ type, addsUp: true });
    }
    let imports = 0;
    const watched: WritableInstance = {
      ...target,
      importMetadata: (payload, options) => {
        imports += 1;
        return target.importMetadata(payload, options);
      },
    };
    const second = await runOnce({ database: store.database, source, target: watched, options });
    expect(imports).toBe(0);
    expect(second.verdict).toBe('identical');
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
  });
});

describe('a run that is killed', () => {
  it('at any import goes on where it was, and ends as an uninterrupted one', async () => {
    const pair = await startPair(['2.42.4.1', '2.42.4.1'], size);
    try {
      const source = await pair.connect('source');
      const target = await pair.connect('target');
      const runId = await newRun(store.database);
      const random = createRandom(7);
      // Dies now before, now after the target has written: the answer is lost either way. Some imports in a row live, since a document
      // that arrived unanswered is refused when it comes again (E4016), and takes more than one.
      const mortal: WritableInstance = {
        ...target,
        importMetadata: async (payload, options) => {
          const fate = random.below(10);
          if (fate < 2) throw new Error('killed before the request');
          const report = await target.importMetadata(payload, options);
          if (fate < 4) throw new Error('killed after the request');
          return report;
        },
      };
      let outcome: Awaited<ReturnType<typeof runOnce>> | undefined;
      let deaths = 0;
      while (!outcome && deaths < 120) {
        try {
          outcome = await runOnce({ database: store.database, source, target: mortal, runId, options });
        } catch (error) {
          expect(String(error)).toContain('killed');
          deaths += 1;
        }
      }
      expect(deaths).toBeGreaterThan(3);
      expect(await unexplainedOrRefused(store.database, runId)).toEqual([]);
      expect(outcome?.verdict).toBe('identical');
      const { organisationUnits } = outcome?.totals ?? {};
      expect(organisationUnits?.created).toBe(organisationUnits?.read);
    } finally {
      await pair.close();
    }
  });
});
