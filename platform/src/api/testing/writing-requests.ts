import type { Access } from '../../access/access.ts';
import { issueToken } from '../../access/personal-tokens.ts';
import { openSession } from '../../access/sessions.ts';
import { addTestInstance, addTestUser } from '../../access/testing/open-access.ts';
import { getUser } from '../../access/users.ts';
import { setChannel, setRule } from '../../notify/set-notices.ts';
import { pauseRun } from '../../runs/control-run.ts';
import { startRun } from '../../runs/start-run.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import { createLedger } from '../../store/ledger.ts';
import { createReplication, setFollowPace } from '../../store/replication.ts';
import { saveRunOutcome } from '../../store/run.ts';
import { saveApprovalRequest } from '../../store/run-approval.ts';
import { moveRun } from '../../store/run-transition.ts';
import { pauseSchedule, saveSchedule } from '../../store/schedule.ts';

/** A request that writes, to something that no other one writes to. */
export interface WritingRequest {
  /** `POST /runs/:id/pause`, as `routes` has it. */
  readonly route: string;
  readonly path: string;
  readonly body?: object | undefined;
  readonly key?: string | undefined;
  /** Whom the trail tells of, where it is told of that by name alone. */
  readonly subject?: { readonly kind: string; readonly name: string } | undefined;
}

const pair = { source: 'capital', target: 'region' } as const;
const references = { sourceReference: pair.source, targetReference: pair.target };
const options = { dryRun: false };
const channel = { kind: 'dhis2', settings: { instance: pair.source } } as const;
const rule = {
  isEnabled: true,
  recipient: 'user:abcdefghijk',
  language: 'fr',
  leastSeverity: 'warning',
  timeZone: 'UTC',
  repeatAfterMinutes: 60,
} as const;

/** Makes what the requests are about, under names that end with `mark`; `username` is who will ask. */
export async function prepareWritingRequests(
  access: Access,
  mark: string,
  username: string,
): Promise<readonly WritingRequest[]> {
  const asker = await getUser(access.database, username);
  return [
    ...(await aboutInstances(access, mark)),
    ...(await aboutReplications(access, mark)),
    ...(await aboutRuns(access, mark)),
    ...(await aboutUsers(access, mark)),
    ...(await aboutOwnThings(access, mark, asker)),
    ...(await aboutNotices(access, mark)),
  ];
}

async function aboutInstances(access: Access, mark: string): Promise<readonly WritingRequest[]> {
  for (const name of ['change', 'forget', 'limit']) await addTestInstance(access, `${name}-${mark}`);
  const credentials = { kind: 'token', token: 'd2pat_planted' };
  const about = (name: string) => ({ subject: { kind: 'instance', name: `${name}-${mark}` } });
  return [
    {
      route: 'POST /instances',
      path: '/instances',
      body: { name: `new-${mark}`, url: 'https://new.example.org', credentials },
      ...about('new'),
    },
    {
      route: 'PATCH /instances/:name',
      path: `/instances/change-${mark}`,
      body: { needsApproval: true },
      ...about('change'),
    },
    {
      route: 'PUT /instances/:name/limit',
      path: `/instances/limit-${mark}/limit`,
      body: { connections: 4 },
      ...about('limit'),
    },
    { route: 'DELETE /instances/:name', path: `/instances/forget-${mark}`, ...about('forget') },
  ];
}

async function aboutReplications({ database }: Access, mark: string): Promise<readonly WritingRequest[]> {
  for (const name of ['redefine', 'drop', 'start', 'plan', 'unplan', 'hold', 'release', 'follow', 'unfollow']) {
    const { id } = await createReplication(database, { name: `${name}-${mark}`, ...references, options });
    if (name === 'unfollow') await setFollowPace(database, id, { everyMs: 30_000, fullEveryMs: 86_400_000 });
    if (!['unplan', 'hold', 'release'].includes(name)) continue;
    const schedule = { cron: '0 2 * * *', timeZone: 'UTC', window: undefined, ifRunning: 'wait' } as const;
    await saveSchedule(database, { replicationId: id, ...schedule }, new Date());
    if (name === 'release') await pauseSchedule(database, id, true, new Date());
  }
  const at = (name: string) => `/replications/${name}-${mark}`;
  const about = (kind: string, name: string) => ({ subject: { kind, name: `${name}-${mark}` } });
  const only = { options: { only: [`only-${mark}`] } };
  return [
    {
      route: 'POST /replications',
      path: '/replications',
      body: { name: `define-${mark}`, ...pair },
      ...about('replication', 'define'),
    },
    {
      route: 'PUT /replications/:name',
      path: at('redefine'),
      body: { name: `redefine-${mark}`, ...pair, ...only },
      ...about('replication', 'redefine'),
    },
    { route: 'DELETE /replications/:name', path: at('drop'), ...about('replication', 'drop') },
    {
      route: 'PUT /replications/:name/follow',
      path: `${at('follow')}/follow`,
      body: { everySeconds: 60 },
      ...about('replication', 'follow'),
    },
    {
      route: 'DELETE /replications/:name/follow',
      path: `${at('unfollow')}/follow`,
      ...about('replication', 'unfollow'),
    },
    { route: 'POST /replications/:name/runs', path: `${at('start')}/runs`, key: `replication-${mark}` },
    {
      route: 'PUT /replications/:name/schedule',
      path: `${at('plan')}/schedule`,
      body: { cron: '0 3 * * *', timeZone: 'UTC' },
      ...about('schedule', 'plan'),
    },
    {
      route: 'DELETE /replications/:name/schedule',
      path: `${at('unplan')}/schedule`,
      ...about('schedule', 'unplan'),
    },
    {
      route: 'POST /replications/:name/schedule/pause',
      path: `${at('hold')}/schedule/pause`,
      ...about('schedule', 'hold'),
    },
    {
      route: 'POST /replications/:name/schedule/resume',
      path: `${at('release')}/schedule/resume`,
      ...about('schedule', 'release'),
    },
  ];
}

async function aboutRuns(access: Access, mark: string): Promise<readonly WritingRequest[]> {
  const { database } = access;
  const start = () => startRun(database, { mode: 'replicate', ...pair, options, startedBy: 'somebody' });
  const [toPause, toCancel, toResume, toDecide, ended] = [
    await start(),
    await start(),
    await start(),
    await start(),
    await start(),
  ];
  for (const run of [toResume, toDecide]) await pauseRun(database, run);
  const requester = await addTestUser(access, `requester-${mark}`, { role: 'reader' });
  await saveApprovalRequest(database, {
    ...{ runId: toDecide, planDigest: 'as shown', requestedBy: requester.id, requestedAt: new Date() },
  });
  await endWithRefusal(access, ended);
  const about = (run: number) => ({ subject: { kind: 'run', name: String(run) } });
  const decision = { planDigest: 'as shown', decision: 'approved' };
  const group = { cause: 'refused', type: 'dataElements', code: 'E5003' };
  return [
    { route: 'POST /runs', path: '/runs', body: pair, key: `run-${mark}` },
    { route: 'POST /diffs', path: '/diffs', body: pair, key: `diff-${mark}` },
    { route: 'POST /runs/:id/pause', path: `/runs/${toPause}/pause`, ...about(toPause) },
    { route: 'POST /runs/:id/cancel', path: `/runs/${toCancel}/cancel`, ...about(toCancel) },
    { route: 'POST /runs/:id/resume', path: `/runs/${toResume}/resume`, ...about(toResume) },
    { route: 'POST /runs/:id/decision', path: `/runs/${toDecide}/decision`, body: decision, ...about(toDecide) },
    { route: 'POST /runs/:id/retry', path: `/runs/${ended}/retry`, key: `retry-${mark}` },
    {
      route: 'POST /runs/:id/finding-groups/retry',
      path: `/runs/${ended}/finding-groups/retry`,
      body: group,
      key: `group-${mark}`,
    },
  ];
}

async function endWithRefusal({ database }: Access, run: number): Promise<void> {
  const refused = { type: 'dataElements', cause: 'refused', code: 'E5003', message: 'not unique' } as const;
  const findings = [{ ...refused, key: 'fbfJHSPpUQD' }];
  await createLedger(database, run).finishChunk({ stage: 'metadata', key: 'wave-0', counts: {}, findings });
  await inTransaction(database, async (transaction) => {
    const toldBy = 'worker';
    const causes = { refused: 1, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
    await moveRun(transaction, run, { to: 'running', reason: { code: 'RUN_TAKEN' }, toldBy });
    await saveRunOutcome(transaction, run, { verdict: 'identical-except-refusals', totals: {}, findings: causes });
    await moveRun(transaction, run, {
      ...{ to: 'completed-with-refusals', reason: { code: 'RUN_DONE_WITH_REFUSALS' }, toldBy },
    });
  });
}

async function aboutUsers(access: Access, mark: string): Promise<readonly WritingRequest[]> {
  const ids = new Map<string, number>();
  for (const name of ['changed', 'disabled', 'enabled', 'renewed']) {
    ids.set(name, (await addTestUser(access, `${name}-${mark}`, { role: 'operator' })).id);
  }
  const disabledAt = new Date();
  await access.database
    .updateTable('user_account')
    .set({ disabled_at: disabledAt })
    .where('id', '=', ids.get('enabled') ?? 0)
    .execute();
  const about = (name: string) => ({ subject: { kind: 'user', name: `${name}-${mark}` } });
  const body = { username: `added-${mark}`, role: 'reader' };
  return [
    { route: 'POST /users', path: '/users', body, ...about('added') },
    {
      route: 'PATCH /users/:id',
      path: `/users/${ids.get('changed')}`,
      body: { role: 'reader' },
      ...about('changed'),
    },
    { route: 'POST /users/:id/disable', path: `/users/${ids.get('disabled')}/disable`, ...about('disabled') },
    {
      route: 'PUT /users/:id/password',
      path: `/users/${ids.get('renewed')}/password`,
      body: { password: 'quatre pirogues bleues', secondFactorToo: true },
      ...about('renewed'),
    },
    { route: 'POST /users/:id/enable', path: `/users/${ids.get('enabled')}/enable`, ...about('enabled') },
  ];
}

async function aboutOwnThings(
  access: Access,
  mark: string,
  asker: Awaited<ReturnType<typeof getUser>>,
): Promise<readonly WritingRequest[]> {
  const wish = { name: `t-${mark}`, scopes: ['look'], days: 1 } as const;
  const own = (await issueToken(access, asker, wish)).kept.id;
  const anybody = (await issueToken(access, asker, wish)).kept.id;
  await openSession(access, asker, { address: '192.0.2.1' });
  const [session] = await access.database
    .selectFrom('session')
    .select('id')
    .where('user_id', '=', asker.id)
    .orderBy('id', 'desc')
    .limit(1)
    .execute();
  return [
    { route: 'POST /account/tokens', path: '/account/tokens', body: { ...wish, name: `made-${mark}` } },
    { route: 'DELETE /account/tokens/:id', path: `/account/tokens/${own}` },
    { route: 'DELETE /tokens/:id', path: `/tokens/${anybody}` },
    { route: 'DELETE /account/sessions/:id', path: `/account/sessions/${session?.id}` },
    { route: 'PUT /settings/retention', path: '/settings/retention', body: { keepDays: 1 + Number(mark.length) } },
  ];
}

async function aboutNotices({ database, actor }: Access, mark: string): Promise<readonly WritingRequest[]> {
  await inTransaction(database, async (transaction) => {
    for (const name of ['kept', 'gone']) {
      await setChannel(transaction, actor, { name: `${name}-${mark}`, ...channel, secret: undefined });
    }
    await setRule(transaction, actor, { ...rule, name: `gone-rule-${mark}`, channel: `kept-${mark}` });
  });
  const about = (kind: string, name: string) => ({ subject: { kind, name: `${name}-${mark}` } });
  return [
    {
      route: 'PUT /notices/channels/:name',
      path: `/notices/channels/set-${mark}`,
      body: channel,
      ...about('channel', 'set'),
    },
    {
      route: 'DELETE /notices/channels/:name',
      path: `/notices/channels/gone-${mark}`,
      ...about('channel', 'gone'),
    },
    {
      route: 'PUT /notices/rules/:name',
      path: `/notices/rules/rule-${mark}`,
      body: { channel: `kept-${mark}` },
      ...about('rule', 'rule'),
    },
    {
      route: 'PUT /notices',
      path: '/notices',
      body: {
        channels: { [`filed-${mark}`]: channel },
        rules: { [`filed-rule-${mark}`]: { channel: `filed-${mark}` } },
      },
      ...about('rule', 'filed-rule'),
    },
    {
      route: 'DELETE /notices/rules/:name',
      path: `/notices/rules/gone-rule-${mark}`,
      ...about('rule', 'gone-rule'),
    },
  ];
}
