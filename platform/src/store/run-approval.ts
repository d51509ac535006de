import type { Insertable, Selectable } from 'kysely';
import type { RunApprovalTable } from './access-tables.ts';
import type { Database } from './database.ts';
import { inTransaction } from './in-transaction.ts';
import { tellEvent } from './notice-event.ts';

/** A run that waits, or waited, for a second person. */
export interface RunApproval {
  readonly runId: number;
  /** Digest of the plan that is to be approved. */
  readonly planDigest: string;
  /** Undefined where the run was started on the server's command line, or its user is gone. */
  readonly requestedBy: number | undefined;
  readonly requestedAt: Date;
  readonly decision: 'approved' | 'rejected' | undefined;
  readonly decidedBy: number | undefined;
  readonly decidedAt: Date | undefined;
  readonly remark: string | undefined;
}

export interface ApprovalRequest {
  readonly runId: number;
  readonly planDigest: string;
  readonly requestedBy: number | undefined;
  readonly requestedAt: Date;
}

/** Asks for an approval, and tells those who want to know. Asking again for the same plan changes nothing; another plan takes the decision back. */
export async function saveApprovalRequest(database: Database, request: ApprovalRequest): Promise<RunApproval> {
  const row = {
    plan_digest: request.planDigest,
    requested_by: request.requestedBy ?? null,
    requested_at: request.requestedAt,
    decision: null,
    decided_by: null,
    decided_at: null,
    remark: null,
  };
  await inTransaction(database, async (transaction) => {
    const asked = await insertRequest(transaction, request.runId, row);
    if (asked) await tellOfRequest(transaction, request.runId);
  });
  return getRunApproval(database, request.runId);
}

async function insertRequest(
  transaction: Database,
  runId: number,
  row: Omit<Insertable<RunApprovalTable>, 'run_id'> & { readonly plan_digest: string },
): Promise<boolean> {
  const asked = await transaction
    .insertInto('run_approval')
    .values({ run_id: runId, ...row })
    .onConflict((conflict) =>
      conflict
        .column('run_id')
        .doUpdateSet(row)
        .where(({ eb, ref }) => eb(ref('run_approval.plan_digest'), '!=', row.plan_digest)),
    )
    .returning('run_id')
    .executeTakeFirst();
  return asked !== undefined;
}

async function tellOfRequest(transaction: Database, runId: number): Promise<void> {
  const run = await transaction
    .selectFrom('run')
    .select(['source_reference as source', 'target_reference as target'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  await tellEvent(transaction, { name: 'run.waits-for-approval', args: { run: runId, ...run }, runId });
}

export async function findRunApproval(database: Database, runId: number): Promise<RunApproval | undefined> {
  const row = await database.selectFrom('run_approval').selectAll().where('run_id', '=', runId).executeTakeFirst();
  return row && toApproval(row);
}

async function getRunApproval(database: Database, runId: number): Promise<RunApproval> {
  const row = await database
    .selectFrom('run_approval')
    .selectAll()
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow();
  return toApproval(row);
}

/** Runs that wait for a decision, the longest waiting first. */
export async function listWaitingApprovals(database: Database): Promise<readonly RunApproval[]> {
  const rows = await database
    .selectFrom('run_approval')
    .selectAll()
    .where('decision', 'is', null)
    .orderBy('requested_at')
    .execute();
  return rows.map(toApproval);
}

export interface ApprovalDecision {
  readonly runId: number;
  /** The plan that the person saw. */
  readonly planDigest: string;
  readonly decision: 'approved' | 'rejected';
  readonly decidedBy: number | undefined;
  readonly decidedAt: Date;
  readonly remark?: string | undefined;
}

/** Decides; false where somebody was quicker, or the plan is another one by now. */
export async function saveApprovalDecision(database: Database, decision: ApprovalDecision): Promise<boolean> {
  const result = await database
    .updateTable('run_approval')
    .set({
      decision: decision.decision,
      decided_by: decision.decidedBy ?? null,
      decided_at: decision.decidedAt,
      remark: decision.remark ?? null,
    })
    .where('run_id', '=', decision.runId)
    .where('plan_digest', '=', decision.planDigest)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toApproval(row: Selectable<RunApprovalTable>): RunApproval {
  return {
    runId: row.run_id,
    planDigest: row.plan_digest,
    requestedBy: row.requested_by ?? undefined,
    requestedAt: row.requested_at,
    decision: row.decision ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    remark: row.remark ?? undefined,
  };
}
