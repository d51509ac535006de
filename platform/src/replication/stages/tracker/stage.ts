import type { Finding } from '../../../model/finding.ts';
import { type TrackerType, trackerTypes } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext, Stage } from '../../run-context.ts';
import type { PlannedCounts } from '../../run-request.ts';
import type { SharedStep } from '../../steps/step.ts';
import { findEarlierAhead, findEarlierSlice } from './carried-slices.ts';
import { keepCuts, type TrackerCuts } from './cut-slices.ts';
import { countSlice } from './read-slice.ts';
import { type FinishedWindows, replicateSlice, startKey } from './replicate-slice.ts';
import type { RelationshipEnd } from './tracker-catalogue.ts';
import { slicesOf, type TrackerSlice } from './tracker-slice.ts';
import { isWanted, openTrackerWork, type TrackerWork } from './tracker-work.ts';
import { unreadableSlice } from './unreadable-slice.ts';

/**
 * Copies all tracker data (API.md §9): tracked entities, then their enrollments, then events, then relationships, each
 * as flat lists, since a listing of one kind is ten times faster to read than nested objects. What the target already
 * holds is compared first and not sent. In a dry run nothing is written; the target is asked to validate.
 */
export const trackerStage: Stage = {
  name: 'tracker',
  run: async (context) => replicateTracker(await openTrackerWork(context)),
  share: (context) => shareTracker(context),
};

/** Slices, or parts of them, are pieces; those of one type are a round, because the target takes nothing before what it hangs on. */
export async function shareTracker(context: RunContext, windowSize?: number): Promise<SharedStep> {
  const opened = await openTrackerWork(context);
  const work = { ...opened, windowSize: windowSize ?? opened.windowSize };
  if (!(await context.ledger.finishedKeys('tracker')).has(startKey)) await keepStart(work);
  const cuts = await keepCuts(work);
  const slices = trackerTypes.flatMap((type, round) =>
    isWanted(context, type)
      ? slicesOf(type, work.catalogue).flatMap((slice) => cuts.partsOf(slice).map((part) => ({ slice: part, round })))
      : [],
  );
  return {
    pieces: slices.map(({ slice, round }) => ({ key: slice.key, round })),
    async work(itsContext, { key }) {
      const slice = slices.find((each) => each.slice.key === key)?.slice;
      if (slice === undefined) throw new Error(`The tracker stage has no piece ${key}.`);
      const finished = await loadFinishedWindows(itsContext);
      let done = 0;
      const own = { ...work, context: itsContext };
      const earlier = await findEarlierSlice(own, slice);
      await replicateSlice(own, slice, { finished, ...earlier }, (objects) => {
        done += objects;
        itsContext.progress.advanced('tracker', done, undefined, slice.type);
      });
    },
  };
}

/** Everything of one run; may be repeated after an interruption. */
export async function replicateTracker(work: TrackerWork): Promise<void> {
  const { context } = work;
  const finished = await loadFinishedWindows(context);
  if (!finished.has(startKey)) await keepStart(work);
  const cuts = await keepCuts(work);
  for (const type of trackerTypes) {
    if (isWanted(context, type)) await replicateType(work, cuts, type, finished);
  }
}

async function replicateType(
  work: TrackerWork,
  cuts: TrackerCuts,
  type: TrackerType,
  finished: FinishedWindows,
): Promise<void> {
  const { progress, signal } = work.context;
  const slices = slicesOf(type, work.catalogue);
  const expected = work.context.proven === undefined ? await countSlices(work, slices) : undefined;
  let done = 0;
  for await (const { slice, ...earlier } of findEarlierAhead(work, slices.flatMap(cuts.partsOf))) {
    signal.throwIfAborted();
    const advance = (objects: number) => {
      done += objects;
      progress.advanced('tracker', done, expected, type);
    };
    await replicateSlice(work, slice, { finished, ...earlier }, advance);
  }
}

/** How many tracker objects the source holds, by type; relationships are only known once they are read. */
export async function estimateTracker(context: RunContext): Promise<Readonly<Record<string, PlannedCounts>>> {
  const work = await openTrackerWork(context);
  const estimate: Record<string, PlannedCounts> = {};
  for (const type of trackerTypes) {
    if (!isWanted(context, type)) continue;
    const read = await countSlices(work, slicesOf(type, work.catalogue));
    if (read !== undefined) estimate[type] = { read };
  }
  return estimate;
}

async function countSlices(work: TrackerWork, slices: readonly TrackerSlice[]): Promise<number | undefined> {
  let total: number | undefined;
  for (const slice of slices) {
    const count = await countReadable(work, slice);
    if (count !== undefined) total = (total ?? 0) + count;
  }
  return total;
}

/** A slice that cannot be listed is told when it is read; it only stays out of the estimate. */
async function countReadable(work: TrackerWork, slice: TrackerSlice): Promise<number | undefined> {
  try {
    return await countSlice(work.source, slice, work.context.signal);
  } catch (error) {
    unreadableSlice(slice, 'source', error);
    return undefined;
  }
}

async function loadFinishedWindows(context: RunContext): Promise<FinishedWindows> {
  const finished = new Map<string, string>();
  for await (const { key, facts } of context.ledger.chunkFacts('tracker')) {
    finished.set(key, String(facts.fingerprint ?? ''));
  }
  return finished;
}

/** The first chunk: when the run began, and what of the source cannot be seen by this account or over this API. */
async function keepStart(work: TrackerWork): Promise<void> {
  const { context, catalogue } = work;
  const sourceClock = context.source.facts.serverDate;
  const findings = [...catalogue.unreachableRoots.map(outOfReach), ...unlistedRelationships(work), ...outside(work)];
  await context.ledger.finishChunk({ stage: 'tracker', key: startKey, counts: {}, findings, facts: { sourceClock } });
}

/** Tracker data is only served below the account's own org units, also to superusers (API.md §1). */
function outOfReach(root: Uid): Finding {
  const message = 'The account on the source has no access to the data of this whole org unit.';
  return { type: 'trackedEntities', key: root, cause: 'refused', code: 'ORG_UNIT_NOT_ASSIGNED', message };
}

/** What a selection leaves behind, though its program and its date were chosen. */
function outside({ carried }: TrackerWork): Finding[] {
  const message = 'their org unit, or what they hang on, is outside of the selection';
  const findings = Object.entries(carried?.outside ?? {}).map(([type, count]): Finding => {
    return { type, key: '*', cause: 'skipped', code: 'OUTSIDE_SELECTION', message, count };
  });
  const count = carried?.unassigned ?? 0;
  if (count === 0) return findings;
  const nobody = 'assigned to a user whom the target does not have, and who does not come with the selection';
  return [
    ...findings,
    { type: 'events', key: 'assignedUser', cause: 'skipped', code: 'REFERENCE_LEFT_OUT', message: nobody, count },
  ];
}

/** Relationship types that may join two events of event programs, on a source that lists none of those (2.40.1). */
function unlistedRelationships({ catalogue, sourceCapabilities }: TrackerWork): Finding[] {
  if (sourceCapabilities.listsRelationshipsFlat) return [];
  const message = 'this release lists no relationships between two events of event programs';
  const single = new Set(catalogue.programs.flatMap(({ uid, withRegistration }) => (withRegistration ? [] : [uid])));
  const mayBeSingle = ({ listing, within }: RelationshipEnd) =>
    listing === 'events' && (within === undefined || single.has(within));
  return catalogue.relationshipTypes
    .filter(({ from, to }) => mayBeSingle(from) && mayBeSingle(to))
    .map(({ uid, name }) => {
      const type = 'relationships';
      return { type, key: uid, name, cause: 'impossible', code: 'RELATIONSHIPS_NOT_LISTED', message };
    });
}
