import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import { createValueInstance } from '../../in-memory/value-instance.ts';
import { TimeSlice } from '../../steps/time-slice.ts';
import { exampleMetadata, exampleValues } from './example-values.ts';
import { createDataValuesStage } from './stage.ts';

const release = '2.42.4.1';
const metadata = exampleMetadata({ dataElements: 7, districts: 2, facilitiesPerDistrict: 2 });

/** What one worker does with the next piece: all of it, some chunks of it, or nothing that anybody hears of. */
const turn = fc.record({ worker: fc.nat(2), piece: fc.nat(), chunks: fc.option(fc.nat(3)), dies: fc.boolean() });

function world(months: number) {
  const source = createValueInstance({ release, metadata });
  source.put(...exampleValues(metadata, months));
  return { source, target: createValueInstance({ release, metadata }) };
}

test('workers that share the values bring each over once, whoever stops or dies over which piece', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(turn, { maxLength: 12 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 4 }),
      fc.boolean(),
      async (turns, rowsPerPiece, months, endsAlone) => {
        const { source, target } = world(months);
        let onFinish: () => void = () => undefined;
        const ledger = createInMemoryLedger(() => onFinish());
        const stage = createDataValuesStage({ valuesPerPart: 10, valuesPerBody: 7 });
        const run = { source, target, ledger, rowsPerPiece };
        const open = () => stage.share?.(createInMemoryRun(run));
        const workers = [await open(), await open(), await open()];
        const pieces = workers[0]?.pieces ?? [];
        expect(workers.map((worker) => worker?.pieces)).toEqual([pieces, pieces, pieces]);
        for (const { worker, piece, chunks, dies } of turns) {
          const controller = new AbortController();
          let left = chunks ?? Number.POSITIVE_INFINITY;
          onFinish = () => {
            if (left-- > 0) return;
            if (dies) throw new Error('killed');
            controller.abort(new TimeSlice());
          };
          const context = createInMemoryRun({ ...run, timeSlice: controller.signal });
          const chosen = pieces[piece % pieces.length];
          if (chosen === undefined) continue;
          await workers[worker]?.work(context, chosen).catch((error: Error) => {
            expect(error instanceof TimeSlice || error.message === 'killed').toBe(true);
          });
        }
        onFinish = () => undefined;
        if (endsAlone) await stage.run(createInMemoryRun(run));
        else for (const piece of pieces) await workers[0]?.work(createInMemoryRun(run), piece);
        expect(target.values).toEqual(source.values);
        const { read = 0, created = 0, unchanged = 0, updated = 0 } = ledger.totals().dataValues ?? {};
        expect([read, created + unchanged, updated]).toEqual([source.values.size, source.values.size, 0]);
      },
    ),
    { numRuns: 100 },
  );
});

test('a worker whose time is up before it begins finishes a part all the same', async () => {
  const { source, target } = world(3);
  const ledger = createInMemoryLedger();
  const run = { source, target, ledger, rowsPerPiece: 1_000 };
  const stage = createDataValuesStage({ valuesPerPart: 10, valuesPerBody: 7 });
  const shared = await stage.share?.(createInMemoryRun(run));
  let takes = 0;
  for (const piece of shared?.pieces ?? []) {
    for (let isDone = false; !isDone; takes++) {
      const before = ledger.chunks.size;
      const context = createInMemoryRun({ ...run, timeSlice: AbortSignal.abort(new TimeSlice()) });
      isDone = await (shared?.work(context, piece) ?? Promise.resolve()).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(TimeSlice);
          return false;
        },
      );
      expect(ledger.chunks.size).toBe(isDone ? before : before + 1);
    }
  }
  expect(takes).toBeGreaterThan(5);
  expect(target.values).toEqual(source.values);
});

test('what is dense is cut, and what is sparse put together', async () => {
  const { source, target } = world(3);
  const stage = createDataValuesStage({ valuesPerPart: 10 });
  const piecesFor = async (rowsPerPiece: number) => {
    const run = createInMemoryRun({ source, target, rowsPerPiece });
    return (await stage.share?.(run))?.pieces ?? [];
  };
  expect((await piecesFor(1)).length).toBeGreaterThan(5);
  expect(await piecesFor(100_000)).toHaveLength(1);
});
