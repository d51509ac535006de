import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import { createValueInstance } from '../../in-memory/value-instance.ts';
import { exampleMetadata, exampleValues } from './example-values.ts';
import { createDataValuesStage } from './stage.ts';

const release = '2.42.4.1';
const metadata = exampleMetadata({ dataElements: 5, districts: 2, facilitiesPerDistrict: 2 });

/** Kills the process at the given request or acknowledgement; never when there are fewer. */
function fuse(steps: number) {
  let left = steps;
  return () => {
    if (left-- === 0) throw new Error('killed');
  };
}

/** Lets a run be killed once for each number, then end; sizes of parts and bodies change from run to run as densities do. */
async function killAndResume(kills: readonly number[], valuesPerPart: number, months: number): Promise<void> {
  let burn: () => void = () => undefined;
  const source = createValueInstance({ release, metadata, onRequest: () => burn() });
  const target = createValueInstance({ release, metadata, onRequest: () => burn() });
  const ledger = createInMemoryLedger(() => burn());
  const values = [...exampleValues(metadata, months)];
  source.put(...values);
  const stage = createDataValuesStage({ valuesPerPart, valuesPerBody: 7 });
  for (const steps of kills) {
    burn = fuse(steps);
    await stage.run(createInMemoryRun({ source, target, ledger })).catch((error: Error) => {
      expect(error.message).toBe('killed');
    });
  }
  burn = () => undefined;
  await stage.run(createInMemoryRun({ source, target, ledger }));
  expect(target.values).toEqual(source.values);
  const { read = 0, created = 0, unchanged = 0, updated } = ledger.totals().dataValues ?? {};
  expect([read, created + unchanged, updated]).toEqual([values.length, values.length, 0]);
  // What is finished is not read again.
  const before = source.slicesRead.length;
  await stage.run(createInMemoryRun({ source, target, ledger }));
  expect(source.slicesRead.length).toBe(before);
}

test('a run that is killed anywhere and resumed loses nothing and counts nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(25), { maxLength: 5 }),
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 0, max: 6 }),
      killAndResume,
    ),
    { numRuns: 150 },
  );
});

test('a run that is cancelled stops, and goes on later', async () => {
  const source = createValueInstance({ release, metadata });
  const stop = new AbortController();
  const target = createValueInstance({
    release,
    metadata,
    onRequest: (moment) => {
      if (moment === 'after') stop.abort();
    },
  });
  source.put(...exampleValues(metadata, 4));
  const ledger = createInMemoryLedger();
  const stage = createDataValuesStage({ valuesPerPart: 10 });
  await expect(stage.run(createInMemoryRun({ source, target, ledger, signal: stop.signal }))).rejects.toThrow();
  expect(target.values.size).toBeLessThan(source.values.size);
  await stage.run(createInMemoryRun({ source, target, ledger }));
  expect(target.values).toEqual(source.values);
});
