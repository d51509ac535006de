import type { WorkQueue } from '../queue/work-queue.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { findTroubles, type InstanceTrouble, removeTrouble, takeProbe } from '../store/instance-trouble.ts';
import { listRuns } from '../store/run.ts';
import { moveRun } from '../store/run-transition.ts';
import { admitWaiting } from './go-on.ts';

/** How soon after a failure an instance is looked at, and how long at most between two looks. */
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** Longer than a look can take (`dhis2/probe-instance.ts`): for a worker that died while it looked. */
const longestLookMs = 45_000;

/** The pause before the next look at an instance that is down, in milliseconds; several workers must not come at once. */
export function probePauseMs(probes: number, random: number): number {
  return Math.round(Math.min(longestPauseMs, firstPauseMs * 2 ** probes) * (0.75 + random / 2));
}

/**
 * Looks after one instance that is down, if one is due and no other worker looks or has just looked: where it answers again, the runs
 * that were paused for it go on. Gives the instance that is back.
 */
export async function lookAfterTroubles(
  queue: WorkQueue,
  database: Database,
  isUp: (address: string) => Promise<boolean>,
  toldBy: string,
): Promise<InstanceTrouble | undefined> {
  const probe = await takeProbe(database, longestLookMs);
  if (probe === undefined) return undefined;
  const { trouble } = probe;
  let isBack = false;
  try {
    isBack = await isUp(trouble.address);
  } finally {
    if (!isBack) await probe.release(probePauseMs(trouble.probes, Math.random()));
  }
  if (!isBack) return undefined;
  await database.transaction().execute(async (transaction) => {
    await decideAlone(transaction);
    if (await removeTrouble(transaction, trouble.address)) await goOnAfter(queue, transaction, trouble.address, toldBy);
  });
  return trouble;
}

/** Whether an instance answers. One that is known to be down is asked by whoever looks after it, and by nobody else. */
export async function isAnswering(
  database: Database,
  address: string,
  isUp: (address: string) => Promise<boolean>,
): Promise<boolean> {
  const troubles = await findTroubles(database, [address]);
  return !troubles.some(({ kind }) => kind === 'down') && isUp(address);
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
