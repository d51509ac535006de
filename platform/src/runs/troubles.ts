import type { WorkQueue } from '../queue/work-queue.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { type InstanceTrouble, removeTrouble, takeProbe } from '../store/instance-trouble.ts';
import { listRuns } from '../store/run.ts';
import { moveRun } from '../store/run-transition.ts';
import { admitWaiting } from './go-on.ts';

/** How soon after a failure an instance is looked at, and how long at most between two looks. */
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/** The pause before the next look at an instance that is down, in milliseconds; several workers must not come at once. */
export function probePauseMs(probes: number, random: number): number {
  return Math.round(Math.min(longestPauseMs, firstPauseMs * 2 ** probes) * (0.75 + random / 2));
}

/**
 * Looks after one instance that is down, if one is due and no other worker has just looked: where it answers again, the runs
 * that were paused for it go on. Gives the instance that is back.
 */
export async function lookAfterTroubles(
  queue: WorkQueue,
  database: Database,
  isUp: (address: string) => Promise<boolean>,
  toldBy: string,
): Promise<InstanceTrouble | undefined> {
  const trouble = await takeProbe(database, (probes) => probePauseMs(probes, Math.random()));
  if (trouble === undefined || !(await isUp(trouble.address))) return undefined;
  await database.transaction().execute(async (transaction) => {
    await decideAlone(transaction);
    if (await removeTrouble(transaction, trouble.address)) await goOnAfter(queue, transaction, trouble.address, toldBy);
  });
  return trouble;
}

/** Only runs that this instance had stopped: who paused one for another reason is not contradicted. */
async function goOnAfter(queue: WorkQueue, transaction: Database, address: string, toldBy: string): Promise<void> {
  const paused = await listRuns(transaction, { states: ['paused'], limit: 1_000 });
  for (const { id, stateReason } of paused) {
    if (stateReason?.code !== 'INSTANCE_DOWN' || stateReason.args?.address !== address) continue;
    await moveRun(transaction, id, { to: 'pending', reason: { code: 'INSTANCE_BACK', args: { address } }, toldBy });
  }
  await admitWaiting(queue, transaction);
}
