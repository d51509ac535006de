import type { AuditActor } from '../model/audit.ts';
import type { RunMode } from '../model/run-outcome.ts';
import type { RunOptions } from '../replication/run-context.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { addPieces } from '../store/piece.ts';
import { createRun } from '../store/run.ts';
import { keepBirth } from '../store/run-transition.ts';
import { admitRun, opening } from './go-on.ts';
import { withQueue } from './with-queue.ts';

/** A run that workers are to carry out. */
export interface RunToStart {
  readonly mode: RunMode;
  /** A registered instance or an archive: workers have no credentials for a bare address. */
  readonly source: string;
  readonly target: string;
  readonly options: RunOptions;
  /** The definition that it is an execution of. */
  readonly replicationId?: number | undefined;
  /** A person, or a schedule. */
  readonly startedBy: string;
  /** All that is known of that person, for the audit trail. */
  readonly actor?: AuditActor | undefined;
}

/**
 * Starts a run for the workers, and gives its number. It is `pending` until a worker takes it; where another run writes to
 * the same target it waits for that, and says so. Run, first piece and first job come to be in one transaction.
 */
export async function startRun(database: Database, order: RunToStart): Promise<number> {
  return withQueue(database, async (transaction, queue) => {
    await decideAlone(transaction);
    const runId = await createRun(transaction, {
      mode: order.mode,
      sourceReference: order.source,
      targetReference: order.target,
      options: order.options,
      carrier: 'queue',
      replicationId: order.replicationId,
      startedBy: order.startedBy,
      actor: order.actor,
    });
    await keepBirth(transaction, runId, { reason: { code: 'RUN_ASKED' }, toldBy: order.startedBy });
    await addPieces(transaction, runId, [opening]);
    await admitRun(queue, transaction, runId);
    return runId;
  });
}
