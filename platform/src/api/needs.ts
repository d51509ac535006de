import { may, subjectOfPair } from '../access/may.ts';
import type { Principal } from '../access/principal.ts';
import type { Language } from '../model/language.ts';
import { hasEnded } from '../model/run-state.ts';
import { trueState } from '../runs/true-state.ts';
import type { Database } from '../store/database.ts';
import { type InstanceHealth, listLastGoodRuns, listOverdueReplications } from '../store/measures.ts';
import { loadReplication } from '../store/replication.ts';
import { listRuns, type Run } from '../store/run.ts';
import { listWaitingApprovals } from '../store/run-approval.ts';
import { findRunsInUse } from '../store/run-lock.ts';
import { tellReason } from './tell-run.ts';

const dayMs = 86_400_000;
/** A certificate that ends sooner wants a new one (`notify/watch-over.ts` tells it then, too). */
const certificateDays = 30;
const overdueMs = 2 * dayMs;
/** How far back a failure is looked for. */
const latestRuns = 200;

/** Who looks, and at what moment. */
export interface Onlooker {
  readonly database: Database;
  readonly principal: Principal;
  /** Names of instances; undefined for all. */
  readonly seen: readonly string[] | undefined;
  readonly language: Language;
  readonly now: Date;
}

/** What waits for a person, as far as this one sees it. */
export async function findNeeds(onlooker: Onlooker, health: readonly InstanceHealth[]) {
  return [
    ...(await approvalsWaiting(onlooker)),
    ...(await runsInNeed(onlooker)),
    ...instancesInNeed(onlooker, health),
    ...(await overdue(onlooker)),
  ];
}

/** When each instance was last made identical to another, by its name. */
export async function lastGoodByTarget(database: Database): Promise<ReadonlyMap<string, Date>> {
  const last = new Map<string, Date>();
  for (const { target, finishedAt } of await listLastGoodRuns(database)) {
    if (finishedAt > (last.get(target) ?? new Date(0))) last.set(target, finishedAt);
  }
  return last;
}

async function approvalsWaiting({ database, seen }: Onlooker) {
  const waiting = new Map((await listWaitingApprovals(database)).map((each) => [each.runId, each]));
  if (waiting.size === 0) return [];
  const runs = await listRuns(database, { states: ['paused', 'pending', 'running'], limit: latestRuns, between: seen });
  return runs.flatMap((run) => {
    const approval = waiting.get(run.id);
    return approval === undefined ? [] : [{ kind: 'approval' as const, since: approval.requestedAt, ...aboutRun(run) }];
  });
}

/** The last run of each kind between two instances that did not go well; what a later one has mended needs nobody. */
async function runsInNeed({ database, seen, language }: Onlooker) {
  const inUse = await findRunsInUse(database);
  const waiting = new Set((await listWaitingApprovals(database)).map(({ runId }) => runId));
  const latest = new Map<string, Run>();
  for (const run of await listRuns(database, { limit: latestRuns, between: seen })) {
    const key = JSON.stringify([run.mode, run.sourceReference, run.targetReference, run.replicationId]);
    if (!latest.has(key)) latest.set(key, run);
  }
  return [...latest.values()].flatMap((run) => {
    const kind = kindOf(run, inUse);
    if (kind === undefined || waiting.has(run.id)) return [];
    const { refused = 0, unexplained = 0 } = run.outcome?.findings ?? {};
    const count = { refusals: refused, different: unexplained }[kind as string];
    const since = run.finishedAt ?? run.startedAt ?? run.createdAt;
    return [{ kind, since, count, reason: tellReason(run.stateReason, language), ...aboutRun(run) }];
  });
}

function kindOf(run: Run, inUse: ReadonlySet<number>) {
  const state = trueState(run, inUse);
  if (state === 'interrupted' || state === 'failed' || state === 'paused') return state;
  if (!hasEnded(run.state) || run.state === 'cancelled') return undefined;
  if (run.outcome?.verdict === 'different') return 'different' as const;
  return run.state === 'completed-with-refusals' ? ('refusals' as const) : undefined;
}

function instancesInNeed({ seen, now }: Onlooker, health: readonly InstanceHealth[]) {
  return health
    .filter(({ name }) => seen === undefined || seen.includes(name))
    .flatMap(({ name: instance, trouble, certificateEndsAt }) => {
      const days = certificateEndsAt && Math.floor((certificateEndsAt.getTime() - now.getTime()) / dayMs);
      const ends = days !== null && days < certificateDays;
      return [
        ...(trouble === 'down' ? [{ kind: 'instance-down' as const, instance }] : []),
        ...(trouble === 'refused' ? [{ kind: 'account-refused' as const, instance }] : []),
        ...(ends ? [{ kind: 'certificate-ends' as const, instance, count: Math.max(0, days) }] : []),
      ];
    });
}

async function overdue({ database, principal, now }: Onlooker) {
  const needs = [];
  for (const late of await listOverdueReplications(database, new Date(now.getTime() - overdueMs))) {
    const subject = await subjectOfPair(database, await loadReplication(database, late.replication));
    if (may(principal, 'replication.see', subject)) needs.push({ kind: 'overdue' as const, ...late });
  }
  return needs;
}

function aboutRun({ id, sourceReference, targetReference }: Run) {
  return { run: id, source: sourceReference, target: targetReference };
}
