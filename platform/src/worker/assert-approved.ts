import { approvalOf } from '../access/four-eyes.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { OpenRun } from '../replication/open-run.ts';
import type { Database } from '../store/database.ts';
import { findInstance } from '../store/instance.ts';
import type { Run } from '../store/run.ts';
import { findUser } from '../store/user.ts';

/**
 * Lets a run pass whose plan a second person has approved, or that needs nobody. It has read and planned by now, and written nothing.
 * @throws PlatformError RUN_NEEDS_APPROVAL, for which the run is paused until somebody has decided; RUN_APPROVAL_DECLINED.
 */
export async function assertApproved(
  database: Database,
  run: Run,
  engine: Pick<OpenRun, 'writes' | 'summary'>,
): Promise<void> {
  const { id: runId, mode, targetReference } = run;
  const target = await findInstance(database, targetReference);
  if (target?.needsApproval !== true) return;
  // Whoever is known by another name at the command line of the server is nobody that Relais knows.
  const requester = run.startedBy === undefined ? undefined : await findUser(database, run.startedBy);
  const state = await approvalOf(
    { database, now: () => new Date() },
    {
      runId,
      mode,
      isDryRun: !engine.writes,
      targetReference,
      plan: await engine.summary(),
      requestedBy: requester?.id,
    },
  );
  const args = { run: runId, target: targetReference };
  if (state === 'waiting') throw new PlatformError('RUN_NEEDS_APPROVAL', { args });
  if (state === 'rejected') throw new PlatformError('RUN_APPROVAL_DECLINED', { args });
}
