import { afterEach, expect, test } from 'vitest';
import { runOnce } from '../replication/fixtures/run-once.ts';
import { unexplainedOrRefused } from '../replication/fixtures/unexplained.ts';
import { listPieces } from '../store/piece.ts';
import { listTransitions } from '../store/run-transition.ts';
import { openWorkerWorld, type WorkerWorld } from './fixtures/worker-world.ts';

const size = { organisationUnits: 20, dataValues: 600, trackedEntities: 20, packages: false };
const releases = ['2.42.4.1', '2.42.4.1'] as const;

let world: WorkerWorld;
afterEach(() => world.close());

test('a run that two workers share ends as one that a single process carries out', async () => {
  world = await openWorkerWorld(releases, size);
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startRun();
  const run = await world.until(runId, ['completed', 'completed-with-refusals', 'failed', 'paused']);
  expect(await unexplainedOrRefused(world.database, runId)).toEqual([]);
  expect(run).toMatchObject({ state: 'completed', outcome: { verdict: 'identical' } });
  const pieces = await listPieces(world.database, runId);
  expect(pieces.filter(({ state }) => state !== 'done')).toEqual([]);
  for (const worker of workers) await worker.stop();

  const again = await runOnce({
    database: world.database,
    source: await world.pair.connect('source'),
    target: await world.pair.connect('target'),
  });
  expect(again).toMatchObject({ verdict: 'identical', comparisonDigest: run.outcome?.comparisonDigest });
  const states = (await listTransitions(world.database, runId)).map(({ to }) => to);
  expect(states).toEqual(['pending', 'running', 'completed']);
});
