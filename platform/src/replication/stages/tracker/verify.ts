import { trackerTypes } from '../../../model/tracker-objects.ts';
import type { ClassVerifier, RunContext, SharedVerification, VerifiedSlice } from '../../run-context.ts';
import { lookTwice } from '../../second-look.ts';
import { keepCuts } from './cut-slices.ts';
import { normalDate } from './normal-values.ts';
import { startKey } from './replicate-slice.ts';
import { loadTouchedSlices, type TouchedFacts, verifyTouched } from './touched-objects.ts';
import { slicesOf, type TrackerSlice } from './tracker-slice.ts';
import { isWanted, openTrackerWork, type TrackerWork } from './tracker-work.ts';
import { loadUntouchedSlices } from './untouched-slices.ts';
import { isProven, restOf, type SliceToVerify, toVerify } from './verify-cut-slice.ts';
import { verifySlice } from './verify-slice.ts';
import { verifyTrackerFiles } from './verify-tracker-files.ts';

/** Proves the tracker data: a second, independent reading of both sides, slice by slice (`verify-slice.ts`), of all that was not left alone. */
export const verifyTracker: ClassVerifier = async function* verify(context, finished = new Set()) {
  const opened = await openVerification(context);
  for (const each of opened.slices) {
    const proven = new Set(finished);
    for (const part of each.parts) {
      for await (const verified of verifyPart(opened, part, finished)) {
        proven.add(`${verified.type}/${verified.key}`);
        yield verified;
      }
    }
    const left = each.parts.length === 0 ? each.slice : restOf(each, proven);
    if (left !== undefined) yield* verifyOne(opened, left, finished);
  }
};

/** How the piece is called that verifies together what parts did not prove by themselves. */
const restPrefix = 'rest:';

/** Slices are pieces, or their parts where they are cut, and then what of them has to be seen together. */
export async function shareTrackerVerification(context: RunContext): Promise<SharedVerification> {
  const opened = await openVerification(context);
  const cut = opened.slices.filter(({ parts }) => parts.length > 0);
  const rests = new Map(cut.map((each) => [`${restPrefix}${each.slice.key}`, each]));
  const parts = new Map(cut.flatMap((each) => each.parts.map((part) => [part.key, part])));
  const wholes = opened.slices.filter((each) => each.parts.length === 0);
  const slices = new Map(wholes.map(({ slice }) => [slice.key, slice]));
  return {
    pieces: [...parts.keys(), ...slices.keys()],
    afterwards: [...rests.keys()],
    async *verify(piece, itsContext, finished = new Set()) {
      const own = { ...opened, work: { ...opened.work, context: itsContext } };
      const [part, rest] = [parts.get(piece), rests.get(piece)];
      if (part !== undefined) return yield* verifyPart(own, part, finished);
      const slice = rest === undefined ? slices.get(piece) : restOf(rest, finished);
      if (slice !== undefined) yield* verifyOne(own, slice, finished);
    },
  };
}

/** What all slices of a verification need. */
interface TrackerVerification {
  readonly work: TrackerWork;
  readonly slices: readonly SliceToVerify[];
  readonly untouched: ReadonlyMap<string, VerifiedSlice>;
  readonly touched: ReadonlyMap<string, TouchedFacts>;
}

async function openVerification(context: RunContext): Promise<TrackerVerification> {
  const work = await openTrackerWork(context);
  const [untouched, touched] = [await loadUntouchedSlices(work), await loadTouchedSlices(work)];
  return { work, untouched, touched, slices: await toVerify(work, await keepCuts(work), slicesOfRun(work)) };
}

function slicesOfRun({ context, catalogue }: TrackerWork): TrackerSlice[] {
  return trackerTypes.filter((type) => isWanted(context, type)).flatMap((type) => slicesOf(type, catalogue));
}

async function* verifyOne(
  opened: TrackerVerification,
  slice: TrackerSlice,
  finished: ReadonlySet<string>,
): AsyncGenerator<VerifiedSlice> {
  const { work, untouched } = opened;
  const { context } = work;
  context.signal.throwIfAborted();
  const runStartedAt = await runStart(context);
  const isFinished = finished.has(`${slice.type}/${slice.key}`);
  const look = () => lookTwice(context, () => verifySlice(work, slice, runStartedAt));
  const verified = isFinished ? undefined : ((await knownOf(opened, slice)) ?? (await look()));
  if (verified !== undefined) yield told(context, slice, verified);
  if (verified?.compared !== 0) yield* verifyTrackerFiles(work, slice, runStartedAt, untouched.get(slice.key)?.proof);
}

/** What need not be read as a whole, because it was left alone, or because only some objects were touched. */
async function knownOf(
  { work, untouched, touched }: TrackerVerification,
  slice: TrackerSlice,
): Promise<VerifiedSlice | undefined> {
  const facts = touched.get(slice.key);
  return untouched.get(slice.key) ?? (facts && verifyTouched(work, slice, facts));
}

/** A part of a slice; nothing where it proves nothing by itself. */
async function* verifyPart(
  opened: TrackerVerification,
  part: TrackerSlice,
  finished: ReadonlySet<string>,
): AsyncGenerator<VerifiedSlice> {
  const { work } = opened;
  const { context } = work;
  context.signal.throwIfAborted();
  const runStartedAt = await runStart(context);
  if (!finished.has(`${part.type}/${part.key}`)) {
    const verified = (await knownOf(opened, part)) ?? (await verifySlice(work, part, runStartedAt));
    if (!isProven(verified)) return;
    yield told(context, part, verified);
    if (verified.compared === 0) return;
  }
  yield* verifyTrackerFiles(work, part, runStartedAt);
}

function told({ progress }: RunContext, { type, area }: TrackerSlice, verified: VerifiedSlice): VerifiedSlice {
  progress.advanced('verification', verified.compared, undefined, type);
  return { ...verified, ...(area !== undefined && { area }) };
}

/** When the run began, by the source's clock: what changed there later could not be in the copy. */
async function runStart(context: RunContext): Promise<string | undefined> {
  for await (const { key, facts } of context.ledger.chunkFacts('tracker')) {
    if (key === startKey) return normalDate(typeof facts.sourceClock === 'string' ? facts.sourceClock : undefined);
  }
  return normalDate(context.source.facts.serverDate);
}
