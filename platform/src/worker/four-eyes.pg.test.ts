import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '../access/access.ts';
import { createPasswordHashing } from '../access/password-hashing.ts';
import { loadPrincipal } from '../access/principal.ts';
import { addUser } from '../access/users.ts';
import { askStandin } from '../replication/fixtures/ask-standin.ts';
import { resumeRun } from '../runs/control-run.ts';
import { decideRun } from '../runs/decide-run.ts';
import { findInstance, saveInstance } from '../store/instance.ts';
import { findRunApproval } from '../store/run-approval.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import { openWorkerWorld, type WorkerWorld } from './fixtures/worker-world.ts';

let world: WorkerWorld;
let access: Access;

beforeAll(async () => {
  world = await openWorkerWorld(['2.42.4.1', '2.42.4.1']);
  const target = await findInstance(world.database, 'target');
  if (target) await saveInstance(world.database, { ...target, needsApproval: true });
  access = {
    database: world.database,
    vault: createVault(parseKeyRing(world.key)),
    passwords: createPasswordHashing({ memoryKiB: 8, passes: 1, lanes: 1 }),
    now: () => new Date(),
    actor: { kind: 'user', name: 'colleague' },
  };
});
afterAll(() => world.close());

async function administrator(username: string) {
  const user = await addUser(access, { username, role: 'administrator' });
  return loadPrincipal(world.database, user, { kind: 'session', sessionId: 1 });
}

const namesOnTarget = async () =>
  Object(await askStandin(world.pair.target.url)('GET', '/api/constants?fields=name')).constants;
const addToSource = (constant: object) => askStandin(world.pair.source.url)('POST', '/api/constants', constant);

/** Lets the run come to where it waits, and gives what a person is asked about. */
async function untilWaiting(runId: number): Promise<string> {
  const run = await world.until(runId, ['paused', 'failed', 'completed']);
  expect(run.stateReason).toMatchObject({ code: 'RUN_NEEDS_APPROVAL', args: { target: 'target' } });
  return (await findRunApproval(world.database, runId))?.planDigest ?? '';
}

test('a run into a production target writes nothing before a second person has approved what it would write', async () => {
  await addToSource({ id: 'Constant001', name: 'Pi', shortName: 'Pi', value: 3.14 });
  const worker = world.startWorker();
  const runId = await world.startRun({ only: ['constants'] });
  const planDigest = await untilWaiting(runId);
  expect(await namesOnTarget()).toEqual([]);
  await decideRun(access, await administrator('colleague'), { runId, planDigest, decision: 'approved' });
  const run = await world.until(runId, ['completed', 'completed-with-refusals', 'failed']);
  expect(run).toMatchObject({ state: 'completed' });
  expect(await namesOnTarget()).toMatchObject([{ name: 'Pi' }]);
  await worker.stop();
});

test('what was declined is cancelled, with nothing written, and stays so when somebody resumes it', async () => {
  await addToSource({ id: 'Constant002', name: 'Tau', shortName: 'Tau', value: 6.28 });
  const worker = world.startWorker();
  const runId = await world.startRun({ only: ['constants'] });
  const planDigest = await untilWaiting(runId);
  await decideRun(access, await administrator('other'), { runId, planDigest, decision: 'rejected' });
  expect(await world.until(runId, ['cancelled'])).toMatchObject({ stateReason: { code: 'RUN_REJECTED' } });
  await resumeRun(world.database, runId);
  expect(await world.until(runId, ['failed'])).toMatchObject({ stateReason: { code: 'RUN_APPROVAL_DECLINED' } });
  expect(await namesOnTarget()).toMatchObject([{ name: 'Pi' }]);
  await worker.stop();
});
