import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trackerTypes } from '../../../model/tracker-objects.ts';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import { createTrackerInstance } from '../../in-memory/tracker-instance.ts';
import { TimeSlice } from '../../steps/time-slice.ts';
import { entity, exampleMetadata, exampleUid, fillWithExamples, notification } from './example-programs.ts';
import { replicateTracker, shareTracker, trackerStage } from './stage.ts';
import { openTrackerWork } from './tracker-work.ts';

const release = '2.42.4.1';

function sourceWith(people: number) {
  const source = createTrackerInstance({ release, metadata: exampleMetadata });
  fillWithExamples(source, people, people);
  return source;
}

/** A countdown to the death of the process. */
function fuse(steps: number) {
  let left = steps;
  return () => {
    if (left-- === 0) throw new Error('killed');
  };
}

describe('a run that is killed and resumed', () => {
  test('leaves no hole, wherever it was killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        killAndResume,
      ),
      { numRuns: 60 },
    );
  });
});

/** Kills the run once per number of steps, then lets it end. Steps are imports (before, after) and acknowledgements. */
async function killAndResume(kills: readonly number[], people: number): Promise<void> {
  const source = sourceWith(people);
  let burn: () => void = () => undefined;
  const onImport = () => burn();
  const target = createTrackerInstance({ release, metadata: exampleMetadata, onImport });
  const ledger = createInMemoryLedger(() => burn());
  const run = async () => {
    const work = await openTrackerWork(createInMemoryRun({ source, target, ledger }));
    return replicateTracker({ ...work, windowSize: 2 });
  };
  for (const steps of kills) {
    burn = fuse(steps);
    await run().catch((error: Error) => {
      expect(error.message).toBe('killed');
    });
  }
  burn = () => undefined;
  await run();
  for (const type of trackerTypes) {
    expect(new Set(target.objects[type].keys())).toEqual(new Set(source.objects[type].keys()));
    const { read, created, unchanged, updated } = ledger.totals()[type] ?? {};
    expect([read ?? 0, (created ?? 0) + (unchanged ?? 0) + (updated ?? 0)]).toEqual(
      Array(2).fill(source.objects[type].size),
    );
  }
}

test('what is finished is not read from the target nor sent again', async () => {
  const source = sourceWith(4);
  const reads: string[] = [];
  const target = createTrackerInstance({ release, metadata: exampleMetadata, onRead: (type) => reads.push(type) });
  const ledger = createInMemoryLedger();
  await trackerStage.run(createInMemoryRun({ source, target, ledger }));
  const before = ledger.totals();
  target.imports.length = 0;
  reads.length = 0;
  await trackerStage.run(createInMemoryRun({ source, target, ledger }));
  expect([target.imports, reads]).toEqual([[], []]);
  expect(ledger.totals()).toEqual(before);
});

test('what the source gained or lost meanwhile is no hole, and counts once', async () => {
  const source = sourceWith(3);
  const target = createTrackerInstance({ release, metadata: exampleMetadata });
  const ledger = createInMemoryLedger();
  await trackerStage.run(createInMemoryRun({ source, target, ledger }));
  source.objects.trackedEntities.delete(exampleUid('Te', 3));
  source.put('trackedEntities', entity(50));
  source.put('events', notification(2, { updatedAt: '2026-02-02T00:00:00.000', dataValues: [] }));
  await trackerStage.run(createInMemoryRun({ source, target, ledger }));
  expect(target.objects.trackedEntities.has(exampleUid('Te', 50))).toBe(true);
  expect(target.objects.events.get(exampleUid('Nt', 2))?.dataValues).toEqual([]);
  expect(ledger.totals().trackedEntities).toMatchObject({ read: 3, created: 1, unchanged: 2 });
});

test('a slice goes on in time slices, in one process after the other, and comes to its end', async () => {
  const source = sourceWith(12);
  const target = createTrackerInstance({ release, metadata: exampleMetadata });
  let timeSlice = new AbortController();
  const ledger = createInMemoryLedger(() => timeSlice.abort(new TimeSlice()));
  let slices = 0;
  for (const { key, round } of await piecesOf({ source, target, ledger })) {
    for (let isDone = false; !isDone; slices++) {
      timeSlice = new AbortController();
      const context = createInMemoryRun({ source, target, ledger, timeSlice: timeSlice.signal });
      const shared = await shareTracker(context, 2);
      isDone = await shared.work(context, { key, round }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof TimeSlice) return false;
          throw error;
        },
      );
      expect(slices).toBeLessThan(200);
    }
  }
  for (const type of trackerTypes) {
    expect(new Set(target.objects[type].keys())).toEqual(new Set(source.objects[type].keys()));
    const { read = 0, created = 0, unchanged = 0 } = ledger.totals()[type] ?? {};
    expect([read, created + unchanged]).toEqual(Array(2).fill(source.objects[type].size));
  }
  expect(slices).toBeGreaterThan(10);
});

async function piecesOf(run: Parameters<typeof createInMemoryRun>[0]) {
  return (await shareTracker(createInMemoryRun(run))).pieces;
}
