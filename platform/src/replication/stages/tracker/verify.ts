import { type TrackerType, trackerTypes } from '../../../model/tracker-objects.ts';
import type { ClassVerifier, RunContext, VerifiedSlice } from '../../run-context.ts';
import { lookTwice } from '../../second-look.ts';
import { normalDate } from './normal-values.ts';
import { startKey } from './replicate-slice.ts';
import { slicesOf } from './tracker-slice.ts';
import { isWanted, openTrackerWork } from './tracker-work.ts';
import { verifySlice } from './verify-slice.ts';
import { verifyTrackerFiles } from './verify-tracker-files.ts';

/** Proves the tracker data: a second, independent reading of both sides, slice by slice (`verify-slice.ts`). */
export const verifyTracker: ClassVerifier = verifyAllSlices;

async function* verifyAllSlices(context: RunContext): AsyncGenerator<VerifiedSlice> {
  const work = await openTrackerWork(context);
  const runStartedAt = await runStart(context);
  for (const type of trackerTypes.filter((each: TrackerType) => isWanted(context, each))) {
    let done = 0;
    for (const slice of slicesOf(type, work.catalogue)) {
      context.signal.throwIfAborted();
      const verified = await lookTwice(context, () => verifySlice(work, slice, runStartedAt));
      done += verified.compared;
      context.progress.advanced('verification', done, undefined, type);
      yield verified;
      if (verified.compared > 0) yield* verifyTrackerFiles(work, slice, runStartedAt);
    }
  }
}

/** When the run began, by the source's clock: what changed there later could not be in the copy. */
async function runStart(context: RunContext): Promise<string | undefined> {
  for await (const { key, facts } of context.ledger.chunkFacts('tracker')) {
    if (key === startKey) return normalDate(typeof facts.sourceClock === 'string' ? facts.sourceClock : undefined);
  }
  return normalDate(context.source.facts.serverDate);
}
