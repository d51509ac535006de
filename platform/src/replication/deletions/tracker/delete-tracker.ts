import { inParallel } from '../../../dhis2/in-parallel.ts';
import type { Finding } from '../../../model/finding.ts';
import type { InstanceWriter } from '../../../model/instance.ts';
import { type TrackerType, trackerTypes, trackerUidKey } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
import { createFindingGroups } from '../../slices/finding-groups.ts';
import type { Refusal } from '../../stages/tracker/refusals.ts';
import { sendObjects } from '../../stages/tracker/send-objects.ts';
import { slicesOf, type TrackerSlice } from '../../stages/tracker/tracker-slice.ts';
import { isWanted, openTrackerWork, type TrackerWork } from '../../stages/tracker/tracker-work.ts';
import type { PlannedDeletion } from '../deletion-bound.ts';
import { deletionPolicyOf } from '../deletion-policy.ts';
import { restoreParents } from './restore-parents.ts';
import { findStrangers } from './strangers.ts';

/** How many tracker objects would go, by type, and of each slice. */
export interface DoomedTracker {
  readonly planned: readonly PlannedDeletion[];
  /** By the slice's key. */
  readonly slices: Readonly<Record<string, number>>;
}

/** What goes with an object when the target deletes it, whatever is wished for it (API.md §9.3; seen in 2.40.1 … 2.42.4.1). */
const goesAlong: Readonly<Record<TrackerType, readonly TrackerType[]>> = {
  relationships: [],
  events: ['relationships'],
  enrollments: ['relationships', 'events'],
  trackedEntities: ['relationships', 'events', 'enrollments'],
};

/** Objects of a slice that are held at a time. */
const atATime = 5_000;

/** Questions to the source at once, one for each object. */
const questionsAtOnce = 4;

/** What the target says of an object that it does not have, or has deleted already (API.md §9.3). */
const goneCodes: ReadonlySet<string> = new Set('E1032 E1063 E1081 E1082 E1113 E1114 E4016 E4017'.split(' '));

/** Types that are deleted, whatever hangs on an object before the object. */
export function deletedTrackerTypes(context: RunContext): readonly TrackerType[] {
  return trackerTypes.toReversed().filter((type) => isDeleted(context, type));
}

/** A type only goes when what goes along with it is to go too: what a policy or the selection spares is not taken along. */
function isDeleted(context: RunContext, type: TrackerType): boolean {
  return [type, ...goesAlong[type]].every(
    (each) => isWanted(context, each) && deletionPolicyOf(context.options, each) === 'propagate',
  );
}

/** Reads both sides, and counts what would go. */
export async function findDoomedTracker(context: RunContext): Promise<DoomedTracker> {
  const types = deletedTrackerTypes(context);
  if (types.length === 0) return { planned: [], slices: {} };
  const work = await openTrackerWork(context);
  const planned: PlannedDeletion[] = [];
  const slices: Record<string, number> = {};
  for (const type of types) {
    let [deletions, held] = [0, 0];
    for (const slice of slicesOf(type, work.catalogue)) {
      context.signal.throwIfAborted();
      const found = await findStrangers(work, slice, 0);
      deletions += found.count;
      held += found.held;
      if (found.count > 0) slices[slice.key] = found.count;
    }
    planned.push({ type, deletions, held });
  }
  return { planned, slices };
}

/**
 * Deletes relationships, events, enrollments and tracked entities that only the target has; it keeps them marked as deleted. What
 * they hung on is left as the source has it.
 */
export async function deleteTracker(context: RunContext, doomed: DoomedTracker): Promise<void> {
  const types = deletedTrackerTypes(context);
  if (Object.keys(doomed.slices).length === 0) return;
  const work = await openTrackerWork(context);
  const finished = await context.ledger.finishedKeys('deletions');
  const slices = types.flatMap((type) => slicesOf(type, work.catalogue)).filter(({ key }) => doomed.slices[key]);
  let done = 0;
  for (const slice of slices) {
    if (finished.has(slice.key)) continue;
    done += await deleteFromSlice(work, slice, doomed.slices[slice.key] ?? 0);
    context.progress.advanced('deletions', done, undefined, slice.type);
  }
  await restoreParents(work, slices, finished);
}

async function deleteFromSlice(work: TrackerWork, slice: TrackerSlice, expected: number): Promise<number> {
  const { context } = work;
  const { type } = slice;
  const findings = createFindingGroups(type);
  const kept = new Set<Uid>();
  let [gone, deletedOnSource] = [0, 0];
  for (let round = 1; ; round++) {
    const found = await findStrangers(work, slice, atATime, kept);
    if (round === 1) deletedOnSource = found.deletedOnSource;
    if (found.first.length === 0) break;
    const stayed = await deleteSome(work, type, found.first);
    for (const finding of stayed) {
      kept.add(finding.key);
      findings.add({ ...finding, groupKey: slice.program?.uid ?? slice.trackedEntityType?.uid ?? slice.key });
    }
    gone += found.first.length - stayed.length;
    // What is refused every time would be met for ever.
    if (found.count <= found.first.length || stayed.length === found.first.length) break;
  }
  // An interrupted attempt has deleted what is not found any more.
  const deleted = Math.max(gone, expected - kept.size);
  await context.ledger.finishChunk({
    stage: 'deletions',
    key: slice.key,
    counts: { [type]: { deleted } },
    findings: findings.take(),
    facts: { deletedOnSource },
  });
  return deleted;
}

type Stayed = Pick<Finding, 'key' | 'code' | 'message'> & { readonly cause: 'refused' | 'changed-meanwhile' };

/** Deletes objects that the source, asked for each, does not have, and gives those that stayed. */
async function deleteSome(work: TrackerWork, type: TrackerType, uids: readonly Uid[]): Promise<Stayed[]> {
  const { context, pace } = work;
  const { source, signal } = context;
  const absent: Uid[] = [];
  const stayed: Stayed[] = [];
  const asked = inParallel(uids, questionsAtOnce, async (uid) => ({
    uid,
    isThere: (await source.hasTracker?.(type, uid, signal)) ?? false,
  }));
  for await (const { uid, isThere } of asked) {
    if (!isThere) absent.push(uid);
    else stayed.push({ key: uid, cause: 'changed-meanwhile', code: 'ELSEWHERE_ON_SOURCE', message: elsewhere });
  }
  const objects = absent.map((uid) => ({ [trackerUidKey[type]]: uid }));
  const refusals = await sendObjects(type, objects, { writer: eraser(context), pace, signal, validateOnly: false });
  return stayed.concat(refusals.filter((refusal) => !isGone(refusal)).map(toStayed));
}

const elsewhere =
  'The source has it, outside of what was read: in another org unit, or since a moment ago. It was not deleted.';

function isGone({ codes }: Refusal): boolean {
  return codes.every((code) => goneCodes.has(code));
}

function toStayed({ uid, code, message }: Refusal): Stayed {
  return { key: uid, cause: 'refused', code, message };
}

/** The target's own writer, which deletes what it is given. */
function eraser({ target }: RunContext): InstanceWriter {
  return {
    ...target,
    importTracker: (payload, options) => target.importTracker(payload, { ...options, importStrategy: 'DELETE' }),
  };
}
