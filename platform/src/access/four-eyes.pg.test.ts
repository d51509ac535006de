import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRun } from '../store/run.ts';
import { findRunApproval, listWaitingApprovals } from '../store/run-approval.ts';
import type { User } from '../store/user.ts';
import { approvalOf, decideApproval, needsApproval, type RunToApprove } from './four-eyes.ts';
import { loadPrincipal, type Principal } from './principal.ts';
import { addTestInstance, addTestUser, openTestAccess, type TestAccess } from './testing/open-access.ts';

let access: TestAccess;
let asker: User;
let colleague: Principal;
let run: RunToApprove & { requestedBy: number };

beforeAll(async () => {
  access = await openTestAccess();
  const training = await addTestInstance(access, 'training');
  const production = await addTestInstance(access, 'production', true);
  const rights = [
    { instanceId: training, mayWrite: true, mayUnmask: false },
    { instanceId: production, mayWrite: true, mayUnmask: false },
  ];
  asker = await addTestUser(access, 'asker', { rights });
  colleague = await principalOf(await addTestUser(access, 'colleague', { rights }));
});
afterAll(() => access.drop());

beforeEach(async () => {
  const pair = { sourceReference: 'training', targetReference: 'production' };
  const runId = await createRun(access.database, { mode: 'replicate', ...pair, options: {} });
  const plan = { types: { dataElements: { create: 2, update: 1, delete: 0 } } };
  run = { runId, mode: 'replicate', targetReference: 'production', plan, requestedBy: asker.id };
  await planObject(runId, 'DEaaaaaaaa1', 'digest 1');
});

function principalOf(user: User): Promise<Principal> {
  return loadPrincipal(access.database, user, { kind: 'session', sessionId: 1 });
}

/** One object that the run means to create. */
async function planObject(runId: number, uid: string, digest: string): Promise<void> {
  const row = { run_id: runId, type: 'dataElements', uid, unique_keys: '', payload: '{}', action: 'create' } as const;
  await access.database
    .insertInto('planned_object')
    .values({ ...row, name: null, digest })
    .onConflict((conflict) => conflict.columns(['run_id', 'type', 'uid']).doUpdateSet({ digest }))
    .execute();
}

async function digestSeen(): Promise<string> {
  return (await findRunApproval(access.database, run.runId))?.planDigest ?? expect.fail('nobody asked');
}
const decide = async (principal: Principal, decision: 'approved' | 'rejected' = 'approved') =>
  decideApproval(access, principal, { runId: run.runId, planDigest: await digestSeen(), decision });

test('a run waits until a second person has approved, and may then be asked as often as it is resumed', async () => {
  expect(await approvalOf(access, run)).toBe('waiting');
  expect(await approvalOf(access, run)).toBe('waiting');
  expect((await listWaitingApprovals(access.database)).map(({ runId }) => runId)).toContain(run.runId);
  await decide(colleague);
  expect(await approvalOf(access, run)).toBe('approved');
  expect(await approvalOf(access, run)).toBe('approved');
  expect((await listWaitingApprovals(access.database)).map(({ runId }) => runId)).not.toContain(run.runId);
});

test('whoever asked is no second person, an administrator neither', async () => {
  const chief = await addTestUser(access, `chief-${run.runId}`, { role: 'administrator' });
  expect(await approvalOf(access, { ...run, requestedBy: chief.id })).toBe('waiting');
  await expect(decide(await principalOf(chief))).rejects.toMatchObject({ code: 'APPROVAL_BY_SAME_USER' });
  expect(await approvalOf(access, run)).toBe('waiting');
});

test('the second person is one who may write there, is logged in, and is no program', async () => {
  await approvalOf(access, run);
  const stranger = await addTestUser(access, `stranger-${run.runId}`);
  await expect(decide(await principalOf(stranger))).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  const program = { ...colleague, proof: { kind: 'token', tokenId: 1, scopes: ['run', 'administer'] } } as const;
  await expect(decide(program)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});

test('an approval is of one plan: another object, or the same in another form, waits again', async () => {
  await approvalOf(access, run);
  const seen = await digestSeen();
  await decide(colleague);
  await planObject(run.runId, 'DEaaaaaaaa1', 'digest 2');
  expect(await approvalOf(access, run)).toBe('waiting');
  const late = { runId: run.runId, planDigest: seen, decision: 'approved' } as const;
  await expect(decideApproval(access, colleague, late)).rejects.toMatchObject({ code: 'APPROVAL_NOT_WAITING' });
  await decide(colleague);
  const more = { types: { ...run.plan.types, dataValues: { create: undefined } } };
  expect(await approvalOf(access, { ...run, plan: more })).toBe('waiting');
});

test('what was rejected stays rejected, and is decided once', async () => {
  await approvalOf(access, run);
  await decide(colleague, 'rejected');
  expect(await approvalOf(access, run)).toBe('rejected');
  await expect(decide(colleague)).rejects.toMatchObject({ code: 'APPROVAL_NOT_WAITING' });
});

test.each([
  ['a comparison', { mode: 'diff' }],
  ['a dry run', { isDryRun: true }],
  ['a run that changes nothing', { plan: { types: { dataElements: { create: 0, update: 0, delete: 0 } } } }],
  ['another target', { targetReference: 'training' }],
  ['an archive', { targetReference: 'archive:/backups/training' }],
] as const)('%s needs no second person', async (_what, change) => {
  expect(await needsApproval(access.database, run)).toBe(true);
  expect(await needsApproval(access.database, { ...run, ...change })).toBe(false);
  expect(await approvalOf(access, { ...run, ...change })).toBe('not-needed');
});

test('what is not counted yet may be a change', async () => {
  expect(await needsApproval(access.database, { ...run, plan: { types: { dataValues: {} } } })).toBe(true);
});
