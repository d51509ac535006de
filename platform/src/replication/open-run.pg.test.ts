import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runOnce } from './fixtures/run-once.ts';
import { type Sharing, shareRun } from './fixtures/share-run.ts';
import { type StandinPair, startBlankPair, startPair } from './fixtures/standin-pair.ts';

const world = { organisationUnits: 20, dataValues: 1_000, trackedEntities: 20 };
const release = '2.42.4.1';

let store: TestDatabase;
let pair: StandinPair;
let alone: Awaited<ReturnType<typeof runOnce>>;
beforeAll(async () => {
  store = await createTestDatabase();
  pair = await startPair([release, release], world);
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  alone = await runOnce({ database: store.database, source, target });
});
afterAll(async () => {
  await pair.close();
  await store.drop();
});

/** The same source into another blank target, shared. */
async function shared(sharing: Sharing) {
  const blank = await startBlankPair([release, release]);
  try {
    const [source, target] = [await pair.connect('source'), await blank.connect('target')];
    return await shareRun({ database: store.database, source, target }, sharing);
  } finally {
    await blank.close();
  }
}

/** Counts of what arrived, whether the worker that dies had sent it before or not. */
function arrived({ totals }: Pick<typeof alone, 'totals'>) {
  return Object.entries(totals).map(([type, counts]) => {
    const { read, created, updated, unchanged, verified } = counts;
    return { type, read, there: created + updated + unchanged, verified };
  });
}

it('goes on where a worker died, and nothing is lost or doubled', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
      const next = () => numbers.next().value ?? 0;
      let mayDie = 4;
      const outcome = await shared({
        workers: 2,
        pick: (waiting) => next() % waiting,
        stop: () => (mayDie-- > 0 ? { chunks: next() % 4, by: 'death' } : undefined),
      });
      expect(outcome.deaths).toBeGreaterThan(0);
      expect(arrived(outcome)).toEqual(arrived(alone));
      expect(outcome.verdict).toBe('identical');
      expect(outcome.comparisonDigest).toBe(alone.comparisonDigest);
    }),
    { numRuns: 2 },
  );
});

it('comes to the same counts, verdict and digest whoever does which piece, and when', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.constantFrom(2, 3), async (numbers, workers) => {
      const next = () => numbers.next().value ?? 0;
      const outcome = await shared({
        workers,
        pick: (waiting) => next() % waiting,
        stop: () => (next() % 3 === 0 ? { chunks: next() % 3, by: 'time slice' } : undefined),
      });
      const ofValues = outcome.pieces.filter((piece) => piece.startsWith('dataValues '));
      expect(ofValues.length).toBeGreaterThan(3);
      expect(outcome.totals).toEqual(alone.totals);
      expect(outcome.findings).toEqual(alone.findings);
      expect(outcome.verdict).toBe('identical');
      expect(outcome.comparisonDigest).toBe(alone.comparisonDigest);
    }),
    { numRuns: 3 },
  );
});
