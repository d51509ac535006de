import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { type Sharing, shareRun } from '../../fixtures/share-run.ts';
import { type StandinPair, startBlankPair, startPair } from '../../fixtures/standin-pair.ts';

/** Enough events and entities for slices to be cut where more than 100 objects are. */
const world = { organisationUnits: 20, dataValues: 50, trackedEntities: 120, packages: false };
const only = ['metadata', 'trackedEntities', 'enrollments', 'events', 'relationships', 'programOwners'];

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const inTurn: Sharing = { workers: 1, pick: () => 0, stop: () => undefined };

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('tracker slices that are cut, on %s', (release) => {
  let pair: StandinPair;
  let alone: Awaited<ReturnType<typeof runOnce>>;
  beforeAll(async () => {
    pair = await startPair([release, release], world);
    const [source, target] = [await pair.connect('source'), await pair.connect('target')];
    alone = await runOnce({ database: store.database, source, target, options: { only } });
  });
  afterAll(() => pair.close());

  /** The same source into another blank target, shared, as often as the work wants. */
  async function withBlank(work: (run: (sharing: Sharing) => ReturnType<typeof shareRun>) => Promise<void>) {
    const blank = await startBlankPair([release, release]);
    try {
      await work(async (sharing) => {
        const [source, target] = [await pair.connect('source'), await blank.connect('target')];
        return shareRun({ database: store.database, source, target, options: { only } }, sharing);
      });
    } finally {
      await blank.close();
    }
  }

  it('come to the same counts, verdict and digest as whole ones, though workers die; a second run changes nothing, and what moved is found', {
    timeout: 240_000,
  }, async () => {
    let [turn, takes] = [0, 0];
    await withBlank(async (run) => {
      const first = await run({
        workers: 2,
        pick(waiting) {
          turn += 7;
          return turn % waiting;
        },
        stop() {
          takes++;
          if (takes % 10 === 0) return { chunks: 0, by: 'death' };
          return takes % 10 === 5 ? { chunks: 0, by: 'time slice' } : undefined;
        },
      });
      expect(first.deaths).toBeGreaterThan(0);
      const cut = first.pieces.filter((piece) => /events\/\w+\/\w+\/[0-9a-f]{12}$/.test(piece));
      const parts = (step: string) => cut.filter((piece) => piece.startsWith(step)).length;
      expect(parts('tracker')).toBeGreaterThan(3);
      expect(parts('verification')).toBe(parts('tracker'));
      expect(first.pieces.some((piece) => piece.startsWith('tracker relationships/'))).toBe(release !== '2.40.1');
      expect(first.verdict).toBe(alone.verdict);
      expect(first.comparisonDigest).toBe(alone.comparisonDigest);
      expect(arrived(first)).toEqual(arrived(alone));

      const second = await run(inTurn);
      expect(second.comparisonDigest).toBe(alone.comparisonDigest);
      expect(written(second)).toEqual([]);

      await moveOne(await pair.connect('source'));
      const third = await run(inTurn);
      expect(third.verdict).toBe(alone.verdict);
      expect(written(third)).toMatchObject([['trackedEntities', { created: 0, updated: 1 }]]);
    });
  });
});

/** Registers a tracked entity at another org unit, far from where it was. */
async function moveOne(source: Awaited<ReturnType<StandinPair['connect']>>): Promise<void> {
  const { signal } = new AbortController();
  const units: string[] = [];
  for await (const { id, level } of source.readMetadata('organisationUnits', { signal, fields: 'id,level' })) {
    if (level === 4) units.push(id);
  }
  const selection = { orgUnit: 'WOu00000001', trackedEntityType: 'WTt00000001', fields: '*' };
  for await (const entity of source.readTracker('trackedEntities', selection, signal)) {
    const orgUnit = units.findLast((unit) => unit !== entity.orgUnit);
    const { trackedEntity, trackedEntityType, attributes } = entity;
    const moved = { trackedEntity, trackedEntityType, attributes, orgUnit };
    await source.importTracker({ trackedEntities: [moved] }, { signal });
    return;
  }
}

type Outcome = Pick<Awaited<ReturnType<typeof runOnce>>, 'totals'>;

/** Counts of what arrived, whether the worker that died had sent it before or not. */
function arrived({ totals }: Outcome) {
  return Object.entries(totals).map(([type, { read, created, updated, unchanged, verified }]) => {
    return { type, read, there: created + updated + unchanged, verified };
  });
}

function written({ totals }: Outcome) {
  return Object.entries(totals).filter(([, { created, updated, deleted }]) => created + updated + deleted > 0);
}
