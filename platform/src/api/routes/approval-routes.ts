import { listOf } from '@relais/contract/paging.ts';
import { approvalSchema, decisionSchema, runParamsSchema } from '@relais/contract/run.ts';
import { may, subjectOfPair } from '../../access/may.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { decideRun } from '../../runs/decide-run.ts';
import type { Database } from '../../store/database.ts';
import { loadRun } from '../../store/run.ts';
import { findRunApproval, listWaitingApprovals, type RunApproval } from '../../store/run-approval.ts';
import { findUserById } from '../../store/user.ts';
import { aboutRun } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';

const numbered = { params: runParamsSchema, subject: aboutRun } as const;

/** Runs that wait for a second person. */
export const approvalRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/approvals',
    summary: 'Runs that wait for a decision, as far as the user sees them',
    action: 'run.see',
    subject: 'each',
    answer: listOf(approvalSchema),
    handle: async ({ access: { database }, principal }) => {
      const items = [];
      for (const approval of await listWaitingApprovals(database)) {
        const subject = await subjectOfPair(database, await loadRun(database, approval.runId));
        if (may(principal, 'run.see', subject)) items.push(await tell(database, approval));
      }
      return { items };
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/runs/:id/approval',
    summary: 'What a run waits for: the digest stands for the plan that its page shows',
    action: 'run.see',
    ...numbered,
    answer: approvalSchema,
    handle: async ({ access, params: { id } }) => {
      const approval = await findRunApproval(access.database, id);
      if (approval === undefined) throw new PlatformError('APPROVAL_NOT_WAITING', { args: { run: id } });
      return tell(access.database, approval);
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/runs/:id/decision',
    summary: 'A second person approves or declines the plan that they looked at',
    action: 'run.approve',
    ...numbered,
    body: decisionSchema,
    handle: async ({ access, principal, params, body }) => {
      await decideRun(access, principal, { runId: params.id, ...body });
      return undefined;
    },
  }),
];

async function tell(database: Database, approval: RunApproval) {
  const { runId, planDigest, requestedAt, decision, decidedAt, remark } = approval;
  const requestedBy = await nameOf(database, approval.requestedBy);
  const decidedBy = await nameOf(database, approval.decidedBy);
  return { run: runId, planDigest, requestedBy, requestedAt, decision, decidedBy, decidedAt, remark };
}

async function nameOf(database: Database, userId: number | undefined): Promise<string | undefined> {
  return userId === undefined ? undefined : (await findUserById(database, userId))?.username;
}
