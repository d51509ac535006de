import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { AuditAction, AuditActor } from '../model/audit.ts';
import type { NoticeEvent } from '../model/notice-event.ts';
import type { RunState } from '../model/run-state.ts';
import { recordAudit } from './audit.ts';
import type { Database } from './database.ts';
import { tellEvent } from './notice-event.ts';
import type { RunTable } from './tables.ts';

/** Who brought a run into its state, and the code of the reason. */
export interface RunTold {
  /** A name as `run_transition` keeps it (`schedule nightly`), or all that is known of who it was. */
  readonly by: string | AuditActor;
  readonly code?: string | undefined;
}

/** Tells the audit trail that a run was asked for. */
export async function tellRunBirth(
  transaction: Database,
  run: Selectable<RunTable>,
  actor?: AuditActor | undefined,
): Promise<void> {
  const { id, mode, source_reference: source, target_reference: target, options } = run;
  await recordAudit(transaction, {
    actor: actor ?? actorOf(run.started_by ?? 'relais'),
    action: 'run.created',
    subject: { kind: 'run', name: String(id) },
    runId: id,
    after: { mode, source, target, replication: run.replication_id, options },
  });
}

/** Tells the audit trail of a run's new state, and those who want to be told; in the transaction that brings it about. */
export async function tellRunState(
  transaction: Database,
  from: RunState,
  run: Selectable<RunTable>,
  { by, code }: RunTold,
): Promise<void> {
  const { id, state, verdict, outcome } = run;
  if (from === state) return;
  const counts = numbersOf(outcome);
  await recordAudit(transaction, {
    actor: actorOf(by),
    action: actionOf(from, run),
    subject: { kind: 'run', name: String(id) },
    runId: id,
    before: { state: from },
    after: { state, ...(code !== undefined && { code }), ...(verdict !== null && { verdict, ...counts }) },
  });
  const event = eventOf(from, run, code ?? 'FAULT');
  if (event) await tellEvent(transaction, { ...event, replication: await replicationOf(transaction, run), runId: id });
}

function actorOf(by: string | AuditActor): AuditActor {
  if (typeof by !== 'string') return by;
  const schedule = /^schedule (.*)$/s.exec(by)?.[1];
  if (schedule !== undefined) return { kind: 'schedule', name: schedule };
  return { kind: 'system', name: by };
}

function actionOf(from: RunState, { state, started_at, interruptions }: Selectable<RunTable>): AuditAction {
  switch (state) {
    case 'pending':
      return 'run.resumed';
    case 'running':
      return started_at === null || (from === 'pending' && interruptions === 0) ? 'run.started' : 'run.resumed';
    case 'paused':
      return 'run.paused';
    case 'cancelled':
      return 'run.cancelled';
    default:
      return 'run.finished';
  }
}

/** What people may want to be told of a run's new state; a comparison and a dry run are told only where they find or fail. */
function eventOf(from: RunState, run: Selectable<RunTable>, code: string): NoticeEvent | undefined {
  const args = { run: run.id, source: run.source_reference, target: run.target_reference };
  const { read, written, refused, unexplained } = numbersOf(run.outcome);
  const durationMs = (run.finished_at?.getTime() ?? 0) - (run.started_at?.getTime() ?? 0);
  const writes = run.mode === 'replicate' && run.verdict !== 'planned';
  switch (run.state) {
    case 'pending':
      return undefined;
    case 'running':
      if (!writes) return undefined;
      return from === 'pending' && run.interruptions === 0
        ? { name: 'run.started', args }
        : { name: 'run.resumed', args: { ...args, code } };
    case 'paused':
      return { name: 'run.paused', args: { ...args, code } };
    case 'cancelled':
      return { name: 'run.cancelled', args: { ...args, code } };
    case 'failed':
      return { name: 'run.failed', args: { ...args, code } };
    default:
      if (unexplained > 0) return { name: 'run.different', args: { ...args, unexplained } };
      if (!writes) return undefined;
      return refused > 0
        ? { name: 'run.completed-with-refusals', args: { ...args, durationMs, read, written, refused } }
        : { name: 'run.completed', args: { ...args, durationMs, read, written } };
  }
}

const countsSchema = z.object({ read: z.number(), created: z.number(), updated: z.number(), deleted: z.number() });
const outcomeSchema = z.object({
  totals: z.record(z.string(), countsSchema),
  findings: z.object({ refused: z.number(), unexplained: z.number() }),
});

function numbersOf(outcome: unknown) {
  const parsed = outcomeSchema.safeParse(outcome).data;
  const totals = Object.values(parsed?.totals ?? {});
  return {
    read: totals.reduce((sum, counts) => sum + counts.read, 0),
    written: totals.reduce((sum, counts) => sum + counts.created + counts.updated, 0),
    deleted: totals.reduce((sum, counts) => sum + counts.deleted, 0),
    refused: parsed?.findings.refused ?? 0,
    unexplained: parsed?.findings.unexplained ?? 0,
  };
}

async function replicationOf(transaction: Database, run: Selectable<RunTable>): Promise<string | undefined> {
  if (run.replication_id === null) return undefined;
  const found = await transaction
    .selectFrom('replication')
    .select('name')
    .where('id', '=', run.replication_id)
    .executeTakeFirst();
  return found?.name;
}
