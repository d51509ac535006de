import type { Access } from '../access/access.ts';
import { type Decision, decideApproval } from '../access/four-eyes.ts';
import type { Principal } from '../access/principal.ts';
import { cancelRun, resumeRun } from './control-run.ts';

/**
 * A second person decides on a run that waits for one: it goes on, or ends with nothing written. Should the process die in between, the
 * decision stands, and resuming the run is enough.
 * @throws PlatformError ACCESS_DENIED, APPROVAL_BY_SAME_USER, APPROVAL_NOT_WAITING.
 */
export async function decideRun(access: Access, principal: Principal, decision: Decision): Promise<void> {
  const { runId } = decision;
  await decideApproval(access, principal, decision);
  const { username } = principal;
  const args = { user: username };
  const teller = { ...access.actor, name: username };
  if (decision.decision === 'approved') {
    await resumeRun(access.database, runId, { code: 'RUN_APPROVED', args }, teller);
  } else await cancelRun(access.database, runId, { code: 'RUN_REJECTED', args }, teller);
}
