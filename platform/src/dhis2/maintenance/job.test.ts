import { expect, test } from 'vitest';
import { nobody, startSmallInstance } from '../testing/small-instance.ts';
import { sendJson } from '../testing/small-server.ts';

const started = { response: { id: 'JobUidOfOne', jobType: 'RESOURCE_TABLE' } };
const done = [{ level: 'INFO', message: 'Resource tables generated', completed: true }];

/** A server whose job is in these states, one for each look at its configuration; then it has ended, and says so. */
function startServer(states: readonly object[]) {
  let looks = 0;
  return startSmallInstance(({ method, path }, response) => {
    if (method === 'POST') sendJson(response, started);
    else if (path.startsWith('/api/system/tasks/')) sendJson(response, looks < states.length ? [] : done);
    else sendJson(response, states[looks++] ?? {});
  });
}

const waiting = { jobStatus: 'SCHEDULED', lastExecutedStatus: 'NOT_STARTED' };
const running = { jobStatus: 'RUNNING', lastExecutedStatus: 'NOT_STARTED' };
const repeated = (state: object, times: number) => Array.from({ length: times }, () => state);

test('a job that waits for another, and then takes its time, is waited for', async () => {
  await using small = await startServer([...repeated(waiting, 100), ...repeated(running, 300)]);
  const outcome = await small.instance.maintenance.run('resourceTables', nobody);
  expect(outcome).toEqual({ succeeded: true, message: 'Resource tables generated' });
});

test('a job that the server never begins is not waited for without end', async () => {
  await using small = await startServer(repeated(waiting, 10_000));
  const outcome = await small.instance.maintenance.run('resourceTables', nobody);
  expect(outcome).toEqual({ succeeded: false, message: 'The server has not begun the job.' });
});

test('a job that ended without a word is known by its configuration', async () => {
  await using small = await startServer([waiting, { jobStatus: 'SCHEDULED', lastExecutedStatus: 'FAILED' }]);
  const outcome = await small.instance.maintenance.run('resourceTables', nobody);
  expect(outcome).toEqual({ succeeded: false, message: 'FAILED' });
});
