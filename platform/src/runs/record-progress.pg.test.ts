import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRun } from '../store/run.ts';
import { loadAdvances } from '../store/run-progress.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type RecordedProgress, recordProgress } from './record-progress.ts';

let store: TestDatabase;
let runId: number;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  const references = { mode: 'replicate', sourceReference: 'a', targetReference: 'b' } as const;
  runId = await createRun(store.database, { ...references, options: {} });
});

const record = (toldBy = 'worker') => recordProgress({ database: store.database, runId, toldBy });

/** What a person sees after each count of the engine. */
async function seen(progress: RecordedProgress, tell: (progress: RecordedProgress) => void) {
  tell(progress);
  await progress.flush();
  const [advance] = await loadAdvances(store.database, runId);
  return [advance?.done, advance?.expected];
}

const events = (done: number) => (progress: RecordedProgress) =>
  progress.advanced('tracker', done, undefined, 'events');

test('a worker that has one piece after the other in hand counts on', async () => {
  const progress = record();
  expect(await seen(progress, events(100))).toEqual([100, undefined]);
  progress.beginPart();
  // The first that is told of the next piece is more than all of the last one.
  expect(await seen(progress, events(250))).toEqual([350, undefined]);
  expect(await seen(progress, events(300))).toEqual([400, undefined]);
  // Another type in the same piece.
  expect(await seen(progress, events(20))).toEqual([420, undefined]);
});

test('a worker that opens the run once more, and another one beside it, count on', async () => {
  expect(await seen(record(), events(100))).toEqual([100, undefined]);
  expect(await seen(record(), events(30))).toEqual([130, undefined]);
  expect(await seen(record('other'), events(5))).toEqual([135, undefined]);
});

const objects = (done: number, expected = 100) => {
  return (progress: RecordedProgress) => progress.advanced('metadata', done, expected, 'constants');
};

test('where it is known how much there is, a stage that is begun again stands where it stood', async () => {
  const progress = record();
  expect(await seen(progress, objects(60))).toEqual([60, 100]);
  progress.beginPart();
  expect(await seen(progress, objects(10))).toEqual([60, 100]);
  expect(await seen(record(), objects(20))).toEqual([60, 100]);
  expect(await seen(record('other'), objects(70))).toEqual([70, 100]);
});

test('where the next type has a number of its own, nobody knows the whole, and nothing is taken back', async () => {
  const progress = record();
  expect(await seen(progress, objects(90, 100))).toEqual([90, 100]);
  expect(await seen(progress, objects(5, 30))).toEqual([95, undefined]);
  expect(await seen(progress, objects(30, 30))).toEqual([120, undefined]);
  expect(await seen(progress, objects(1, 30))).toEqual([121, undefined]);
});
