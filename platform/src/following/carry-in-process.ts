import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceFacts, InstanceReader, WritableInstance } from '../model/instance.ts';
import { replicate } from '../replication/replicate.ts';
import type { ProgressSink } from '../replication/run-context.ts';
import type { Database } from '../store/database.ts';
import { createLedger } from '../store/ledger.ts';
import { createRun, type InstanceIdentity, saveRunInstances, saveRunOutcome, setRunState } from '../store/run.ts';
import { withRunLock } from '../store/run-lock.ts';
import type { CarryRun } from './carry-run.ts';

/** What runs of a following share when one process carries them all out over the same two connections. */
export interface InProcess {
  readonly database: Database;
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly sourceReference: string;
  readonly targetReference: string;
  progressOf(runId: number): ProgressSink & { flush?(): Promise<void> };
}

/** Carries runs out here and now; each is a row with its ledger, like any other. */
export function carryInProcess({ database, source, target, progressOf, ...references }: InProcess): CarryRun {
  return async ({ options, runId: interrupted, began, signal }) => {
    const runId = interrupted ?? (await createRun(database, { mode: 'replicate', ...references, options }));
    await began(runId);
    return withRunLock(database, runId, async () => {
      await setRunState(database, runId, 'running');
      await saveRunInstances(database, runId, identityOf(source.facts), identityOf(target.facts));
      const progress = progressOf(runId);
      try {
        const ledger = createLedger(database, runId);
        const request = { source, target, ledger, database, options, progress, signal, mode: 'replicate' } as const;
        const outcome = await replicate(request);
        await saveRunOutcome(database, runId, outcome);
        await setRunState(database, runId, outcome.findings.refused > 0 ? 'completed-with-refusals' : 'completed');
        return { runId, outcome };
      } catch (error) {
        const reason = error instanceof PlatformError ? error.message : String(error);
        await setRunState(database, runId, signal.aborted ? 'cancelled' : 'failed', reason);
        throw error;
      } finally {
        await progress.flush?.();
      }
    });
  };
}

function identityOf({ name, address, release, systemId, systemName, account }: InstanceFacts): InstanceIdentity {
  return { name, address, release, systemId, systemName, username: account.username };
}
