import { digestOf } from '../model/digest.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { RunMode } from '../model/run-outcome.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { findInstance } from '../store/instance.ts';
import { digestOfPlannedObjects } from '../store/plan-digest.ts';
import { loadRun } from '../store/run.ts';
import { findRunApproval, type RunApproval, saveApprovalDecision, saveApprovalRequest } from '../store/run-approval.ts';
import { type Access, tell } from './access.ts';
import { assertMay, subjectOfPair } from './may.ts';
import type { Principal } from './principal.ts';

/** What a run would change, by type; `undefined` where a number is known only once everything is read. */
export interface PlanToApprove {
  readonly types: Readonly<Record<string, PlannedChanges>>;
}

export interface PlannedChanges {
  readonly create?: number | undefined;
  readonly update?: number | undefined;
  readonly delete?: number | undefined;
}

/** A run that has made its plan, and has written nothing yet. */
export interface RunToApprove {
  readonly runId: number;
  readonly mode: RunMode;
  readonly isDryRun?: boolean | undefined;
  readonly targetReference: string;
  readonly plan: PlanToApprove;
}

/** Whether a run has to wait for a second person: it may write or delete in a target that an administrator marked so. */
export async function needsApproval(database: Database, run: RunToApprove): Promise<boolean> {
  if (run.mode !== 'replicate' || run.isDryRun === true || !mayChange(run.plan)) return false;
  const target = await findInstance(database, run.targetReference);
  return target?.needsApproval === true;
}

/** What is not known yet may be a change. */
function mayChange({ types }: PlanToApprove): boolean {
  return Object.values(types).some((counts) =>
    [counts.create, counts.update, counts.delete].some((count) => count === undefined || count > 0),
  );
}

/** `waiting`: pause the run, and ask again when somebody has decided. */
export type ApprovalState = 'not-needed' | 'waiting' | 'approved' | 'rejected';

/**
 * Where a run stands, asked before its first write; asks for the approval where that was not done. An approval holds for the plan that was
 * seen: a run whose plan is another one by now waits again. May be repeated.
 */
export async function approvalOf(
  access: Pick<Access, 'database' | 'now'>,
  run: RunToApprove & { readonly requestedBy?: number | undefined },
): Promise<ApprovalState> {
  if (!(await needsApproval(access.database, run))) return 'not-needed';
  const approval = await saveApprovalRequest(access.database, {
    runId: run.runId,
    planDigest: await digestOfPlan(access.database, run),
    requestedBy: run.requestedBy,
    requestedAt: access.now(),
  });
  return approval.decision ?? 'waiting';
}

/** What a person approves: every object of the plan, and the numbers that they were shown. */
async function digestOfPlan(database: Database, { runId, plan }: RunToApprove): Promise<string> {
  const types = Object.entries(plan.types).map(([type, { create, update, delete: deleted }]) => ({
    type,
    create,
    update,
    deleted,
  }));
  return digestOf({ types, objects: await digestOfPlannedObjects(database, runId) });
}

export interface Decision {
  readonly runId: number;
  /** Of the plan that the person looked at. */
  readonly planDigest: string;
  readonly decision: 'approved' | 'rejected';
  readonly remark?: string | undefined;
}

/**
 * A second person decides. Whoever asked for the run is not a second person, whatever their role.
 * @throws PlatformError ACCESS_DENIED, APPROVAL_BY_SAME_USER, or APPROVAL_NOT_WAITING where it was decided, or the plan changed, meanwhile.
 */
export async function decideApproval(access: Access, principal: Principal, decision: Decision): Promise<RunApproval> {
  const { runId } = decision;
  const run = await loadRun(access.database, runId);
  assertMay(principal, 'run.approve', await subjectOfPair(access.database, run));
  const waiting = await findRunApproval(access.database, runId);
  if (waiting?.requestedBy === principal.userId) {
    throw new PlatformError('APPROVAL_BY_SAME_USER', { args: { run: runId } });
  }
  const remark = decision.remark?.slice(0, 1000);
  const [decidedBy, decidedAt] = [principal.userId, access.now()];
  return inTransaction(access.database, async (transaction) => {
    const isSaved = await saveApprovalDecision(transaction, { ...decision, remark, decidedBy, decidedAt });
    const decided = await findRunApproval(transaction, runId);
    if (!isSaved || decided === undefined) throw new PlatformError('APPROVAL_NOT_WAITING', { args: { run: runId } });
    const action = decision.decision === 'approved' ? 'run.approved' : 'run.declined';
    const after = { planDigest: decision.planDigest, remark };
    await tell(access, transaction, { action, subject: { kind: 'run', name: String(runId) }, runId, after });
    return decided;
  });
}
