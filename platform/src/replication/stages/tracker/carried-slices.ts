import { inParallel } from '../../../dhis2/in-parallel.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { fileClass } from '../../files/wanted-file.ts';
import type { ProvenSlice } from '../../proof/proven-run.ts';
import { provenAnew, type SideProof, type SliceProof } from '../../proof/slice-proof.ts';
import type { RunContext } from '../../run-context.ts';
import { isListingFailure } from '../../slices/listing-failure.ts';
import { countOfText } from '../../slices/part-digest.ts';
import { keepCuts } from './cut-slices.ts';
import { createObjectSum, formOf } from './dated-slices.ts';
import { mayHoldFiles } from './file-values.ts';
import { countSlice, readChangedObjects, type TrackerSide } from './read-slice.ts';
import { mostTouched, type TouchedSlice } from './touched-objects.ts';
import { slicesOf, type TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';

/** What an earlier run and the dates of both sides say of a slice; nothing of one that is to be read. */
export interface EarlierSlice {
  /**
   * It was found the same on both sides, neither side has dated a change or a deletion since, and both hold as many objects as then:
   * it need not be read again.
   */
  readonly carried?: ProvenSlice | undefined;
  /** The same, but for a few objects that the source has dated since. */
  readonly touched?: TouchedSlice | undefined;
}

export function findEarlierSlice(work: TrackerWork, slice: TrackerSlice): Promise<EarlierSlice> {
  if (slice.type !== 'trackedEntities') return lookForEarlier(work, slice);
  // Relationships ask the same once more, each type of them.
  const known = work.earlierEntities.get(slice.key);
  if (known !== undefined) return known;
  const looking = lookForEarlier(work, slice);
  work.earlierEntities.set(slice.key, looking);
  // A look that failed is not kept; whoever waits for it hears of it.
  looking.catch(() => work.earlierEntities.delete(slice.key));
  return looking;
}

async function lookForEarlier(work: TrackerWork, slice: TrackerSlice): Promise<EarlierSlice> {
  const { context, moments } = work;
  const proven = (await context.proven?.slicesOf(slice.type))?.get(slice.key);
  if (proven === undefined || moments === undefined) return {};
  if (proven.proof.form !== formOf(work, slice) || (await namesFiles(work, slice))) return {};
  if (slice.type === 'relationships') return { carried: await findCarriedRelationships(work, slice, proven) };
  const [source, target] = await Promise.all([
    lookSince(work.source, slice, proven.proof.source, moments.source, context.signal),
    lookSince(work.target, slice, proven.proof.target, moments.target, context.signal),
  ]);
  const isSame = ({ known, count }: Look, { dated }: SideProof) => known === dated && count === proven.rows;
  if (source === undefined || target === undefined || !isSame(target, proven.proof.target)) return {};
  if (!isSame(source, proven.proof.source)) return { touched: touchedOf(work, proven, source, target.next) };
  const proof = provenAnew(proven.proof, moments, { source: source.next, target: target.next });
  return { carried: { ...proven, proof } };
}

/** Whether what the source has dated can be looked at by itself: few objects, none deleted, and listed by their UIDs. */
function touchedOf(
  { moments, sourceCapabilities, targetCapabilities }: TrackerWork,
  proven: ProvenSlice,
  { known, count, deleted }: Look,
  targetDated: string,
): TouchedSlice | undefined {
  const { rows, losses } = proven;
  const changed = countOfText(known);
  const isFew = changed > 0 && changed <= Math.min(mostTouched.objects, rows * mostTouched.share);
  const isFlat = sourceCapabilities.pagesTrackerEvents && sourceCapabilities.listsEnrollmentAttributes;
  const hasLosses = !Array.isArray(losses) || losses.length > 0;
  if (!isFew || deleted > 0 || !isFlat || !targetCapabilities.listsByUid || hasLosses) return undefined;
  if (moments === undefined || count === undefined) return undefined;
  return { proven, sourceCount: count, next: moments, targetDated };
}

/** Slices that are looked at ahead of being brought. */
const lookedAtOnce = 4;

/** Looks for the slices that need not be read again, some at a time; each is given when its turn comes. */
export function findEarlierAhead(
  work: TrackerWork,
  slices: readonly TrackerSlice[],
): AsyncIterable<EarlierSlice & { readonly slice: TrackerSlice }> {
  return inParallel(slices, work.context.proven === undefined ? 1 : lookedAtOnce, async (slice) => ({
    slice,
    ...(await findEarlierSlice(work, slice)),
  }));
}

/** Whether the target has dated nothing in a slice since the reading that a proof stands for, and still holds as many objects. */
export async function isStillSame(
  work: TrackerWork,
  slice: TrackerSlice,
  { target }: SliceProof,
  rows: number,
): Promise<boolean> {
  const look = await lookSince(work.target, slice, target, target, work.context.signal);
  return look !== undefined && look.known === target.dated && look.count === rows;
}

/** What one side tells of a slice, in two requests. */
interface Look {
  /** The sum of what is dated since the earlier reading. */
  readonly known: string;
  /** The sum of what was dated shortly before this look. */
  readonly next: string;
  readonly count: number | undefined;
  /** How many objects it has deleted since the earlier reading. */
  readonly deleted: number;
}

async function lookSince(
  side: TrackerSide,
  slice: TrackerSlice,
  since: Omit<SideProof, 'dated'>,
  now: Omit<SideProof, 'dated'>,
  signal: AbortSignal,
): Promise<Look | undefined> {
  // A clock that goes backwards is none to go by.
  if (since.ms > now.ms || since.text > now.text) return undefined;
  const [known, next] = [createObjectSum(slice, since), createObjectSum(slice, now)];
  try {
    const count = await countSlice(side, slice, signal);
    let deleted = 0;
    if (count === 0) return { known: known.text, next: next.text, count, deleted };
    for await (const object of readChangedObjects(side, slice, since.text, signal)) {
      addTo([known, next], object);
      if (object.deleted === true) deleted++;
    }
    return { known: known.text, next: next.text, count, deleted };
  } catch (error) {
    if (!isListingFailure(error)) throw error;
    return undefined;
  }
}

function addTo(sums: readonly { add(object: TrackerObject): void }[], object: TrackerObject): void {
  for (const sum of sums) sum.add(object);
}

/**
 * From 2.41 on the tracked entity that a relationship starts at is dated when that is created or deleted (RelationshipPersister,
 * DefaultTrackerObjectsDeletionService): where no tracked entity was dated since, no relationship changed. One that starts at an
 * enrollment or an event dates nothing: where a type allows that, all are read.
 */
async function findCarriedRelationships(
  work: TrackerWork,
  slice: TrackerSlice,
  proven: ProvenSlice,
): Promise<ProvenSlice | undefined> {
  const { moments, sourceCapabilities, targetCapabilities } = work;
  const startAtEntities = slice.listings.every(({ listing }) => listing === 'trackedEntities');
  const areDated = sourceCapabilities.listsRelationshipsFlat && targetCapabilities.listsRelationshipsFlat;
  if (!startAtEntities || !areDated || moments === undefined) return undefined;
  const earlier = (await work.context.proven?.slicesOf('trackedEntities')) ?? new Map<string, ProvenSlice>();
  const cuts = await keepCuts(work);
  for (const entities of slicesOf('trackedEntities', work.catalogue).flatMap(cuts.partsOf)) {
    const asked = earlier.get(entities.key)?.proof;
    // What was asked of the entities has to reach back to before the relationships were read.
    if (asked === undefined || asked.source.ms > proven.proof.source.ms) return undefined;
    if (asked.target.ms > proven.proof.target.ms || (await findEarlierSlice(work, entities)).carried === undefined)
      return undefined;
  }
  const sides = {
    source: { ...proven.proof.source, ...moments.source },
    target: { ...proven.proof.target, ...moments.target },
  };
  return { ...proven, proof: { ...proven.proof, ...sides } };
}

/** Files keep no dates: what names some is read, so that what the target has lost of them is met. */
async function namesFiles({ context, fileElements }: TrackerWork, slice: TrackerSlice): Promise<boolean> {
  if (!mayHoldFiles(slice, fileElements)) return false;
  const keys = (await context.proven?.keysOf(fileClass)) ?? new Set();
  return [...keys].some((key) => key.startsWith(`${slice.key}/`));
}

/** Acknowledges a slice that is not read again. */
export async function keepCarriedSlice(
  { ledger }: RunContext,
  { type }: TrackerSlice,
  key: string,
  { rows, digest, proof, losses }: ProvenSlice,
): Promise<void> {
  await ledger.finishChunk({
    stage: 'tracker',
    key,
    counts: { [type]: { read: rows, unchanged: rows } },
    findings: [],
    facts: { objects: rows, digest, losses: losses ?? [], proof },
  });
}
