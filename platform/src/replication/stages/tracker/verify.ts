import { trackerTypes } from '../../../model/tracker-objects.ts';
import type { ClassVerifier, RunContext, SharedVerification, VerifiedSlice } from '../../run-context.ts';
import { lookTwice } from '../../second-look.ts';
import { normalDate } from './normal-values.ts';
import { startKey } from './replicate-slice.ts';
import { slicesOf, type TrackerSlice } from './tracker-slice.ts';
import { isWanted, openTrackerWork, type TrackerWork } from './tracker-work.ts';
import { loadUntouchedSlices } from './untouched-slices.ts';
import { verifySlice } from './verify-slice.ts';
import { verifyTrackerFiles } from './verify-tracker-files.ts';

/** Proves the tracker data: a second, independent reading of both sides, slice by slice (`verify-slice.ts`), of all that was not left alone. */
export const verifyTracker: ClassVerifier = async function* verify(context, finished) {
  const work = await openTrackerWork(context);
  const untouched = await loadUntouchedSlices(work);
  for (const slice of slicesOfRun(work)) yield* verifyOne(work, slice, untouched, finished);
};

/** Slices are pieces. */
export async function shareTrackerVerification(context: RunContext): Promise<SharedVerification> {
  const work = await openTrackerWork(context);
  const untouched = await loadUntouchedSlices(work);
  const slices = new Map(slicesOfRun(work).map((slice) => [slice.key, slice]));
  return {
    pieces: [...slices.keys()],
    async *verify(piece, itsContext, finished) {
      const slice = slices.get(piece);
      if (slice !== undefined) yield* verifyOne({ ...work, context: itsContext }, slice, untouched, finished);
    },
  };
}

function slicesOfRun({ context, catalogue }: TrackerWork): TrackerSlice[] {
  return trackerTypes.filter((type) => isWanted(context, type)).flatMap((type) => slicesOf(type, catalogue));
}

async function* verifyOne(
  work: TrackerWork,
  slice: TrackerSlice,
  untouched: ReadonlyMap<string, VerifiedSlice>,
  finished: ReadonlySet<string> = new Set(),
): AsyncGenerator<VerifiedSlice> {
  const { context } = work;
  context.signal.throwIfAborted();
  const runStartedAt = await runStart(context);
  const isFinished = finished.has(`${slice.type}/${slice.key}`);
  const look = () => lookTwice(context, () => verifySlice(work, slice, runStartedAt));
  const verified = isFinished ? undefined : (untouched.get(slice.key) ?? (await look()));
  if (verified !== undefined) {
    context.progress.advanced('verification', verified.compared, undefined, slice.type);
    yield verified;
  }
  if (verified?.compared !== 0) yield* verifyTrackerFiles(work, slice, runStartedAt, untouched.get(slice.key)?.proof);
}

/** When the run began, by the source's clock: what changed there later could not be in the copy. */
async function runStart(context: RunContext): Promise<string | undefined> {
  for await (const { key, facts } of context.ledger.chunkFacts('tracker')) {
    if (key === startKey) return normalDate(typeof facts.sourceClock === 'string' ? facts.sourceClock : undefined);
  }
  return normalDate(context.source.facts.serverDate);
}
