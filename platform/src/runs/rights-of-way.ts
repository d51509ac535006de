import { parseRunOptions } from '../replication/run-options.ts';
import { mayOverlap } from '../replication/topology/carried-points.ts';
import { placeKeys } from '../replication/topology/same-places.ts';
import type { Database } from '../store/database.ts';
import { loadKnownAddresses } from '../store/known-address.ts';
import { listRuns, type Run } from '../store/run.ts';
import { findRunsInUse } from '../store/run-lock.ts';

/** A run as far as it matters for who may write where. */
export type WritingRun = Pick<Run, 'id' | 'mode' | 'targetReference' | 'target' | 'options'>;

/** The runs that may write at any time are few: what is beyond this number waits longer than it had to. */
const mostActive = 1_000;

/**
 * The run that a run has to wait for: one that may write the same things to the same target. A run that is running or paused
 * has the right of way, whoever carries it out, and so does one that has waited longer. Undefined where the target is free.
 * The decision holds as long as `decideAlone` does.
 */
export async function findBlocker(transaction: Database, wanted: WritingRun): Promise<Run | undefined> {
  if (!writes(wanted)) return undefined;
  const inUse = await findRunsInUse(transaction);
  const others = (await listRuns(transaction, { states: ['pending', 'running', 'paused'], limit: mostActive })).filter(
    (other) => other.id !== wanted.id && writes(other) && hasWay(other, wanted, inUse),
  );
  if (others.length === 0) return undefined;
  const targetOf = (run: WritingRun) => run.target?.address ?? run.targetReference;
  const keys = placeKeys([wanted, ...others].map(targetOf), await loadKnownAddresses(transaction));
  const key = keys.get(targetOf(wanted));
  const options = parseRunOptions(wanted.options);
  return others
    .toReversed()
    .find((other) => keys.get(targetOf(other)) === key && mayOverlap(options, parseRunOptions(other.options)));
}

/** Whether another run comes first, if they meet. A command that was killed says that it is running, and does nothing. */
function hasWay(other: Run, wanted: WritingRun, inUse: ReadonlySet<number>): boolean {
  if (other.carrier === 'process') return inUse.has(other.id) && other.state === 'running';
  return other.state !== 'pending' || other.id < wanted.id;
}

/** A comparison and a dry run get in nobody's way. */
function writes({ mode, options }: Pick<WritingRun, 'mode' | 'options'>): boolean {
  return mode === 'replicate' && !parseRunOptions(options).dryRun;
}
