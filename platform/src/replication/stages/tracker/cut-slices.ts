import { z } from 'zod';
import { inParallel } from '../../../dhis2/in-parallel.ts';
import { digestOf } from '../../../model/digest.ts';
import { piecesKey } from '../../../model/ledger.ts';
import { type TrackerType, trackerTypes } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { divideTree, type TreePart } from './divide-tree.ts';
import { countSlice } from './read-slice.ts';
import { slicesOf, type TrackerListing, type TrackerSlice } from './tracker-slice.ts';
import { isWanted, type TrackerWork } from './tracker-work.ts';
import { unreadableSlice } from './unreadable-slice.ts';

/** A slice of more objects is cut: below, to look where costs more than a second worker would gain. */
const usualObjectsPerSlice = 4_000;

/** Parts of a slice: enough that four workers end at about the same time, but none of less than two pages. */
const partsOfDense = 16;
const leastShare = 4;

/** A worker keeps some 60 bytes for each object of the part at hand. */
const mostObjectsPerPart = 500_000;

/** Slices that are counted at a time; that are cut at a time, and requests for each of these. */
const countedAtOnce = 8;
const slicesAtOnce = 4;
const lookedAtOnce = 4;

/** Where the slices of a run are cut, by key: org units with what is below them, or alone. */
export interface TrackerCuts {
  /** The parts of a slice, or the slice itself where it is not cut. */
  partsOf(slice: TrackerSlice): readonly TrackerSlice[];
}

const placesSchema = z.array(z.object({ orgUnit: z.string(), ownOnly: z.boolean().optional() }));
/** `held` is what the target held of the slice before anything was written. */
const cutSchema = z.object({ held: z.number(), parts: z.array(placesSchema) });
const cutsSchema = z.record(z.string(), cutSchema);
type Cuts = z.infer<typeof cutsSchema>;

/**
 * Cuts the slices that hold many objects by org units of the source, so that workers share them and none has to hold them whole;
 * relationships are cut where what they start at is. The first who asks decides, and the cut is kept in the ledger. A listing by
 * program follows the owners of tracked entities, and those of the target may be others until they were brought over: what the
 * target does not show below a part's org units is looked for by its UID (`elsewhere`).
 */
export async function keepCuts(work: TrackerWork): Promise<TrackerCuts> {
  return cutsFrom(work, mayCut(work) ? await keptCuts(work) : {});
}

async function keptCuts(work: TrackerWork): Promise<Cuts> {
  const { ledger } = work.context;
  for await (const { key, facts } of ledger.chunkFacts('tracker')) {
    if (key === piecesKey) return cutsSchema.parse(facts.cuts);
  }
  const cuts = (await earlierCuts(work)) ?? (await findCuts(work));
  return cutsSchema.parse((await ledger.keepOnce('tracker', piecesKey, { cuts })).cuts);
}

/** A run on top of another cuts as that did: so it finds its parts again, and need not look where to cut. */
async function earlierCuts({ context, targetCapabilities }: TrackerWork): Promise<Cuts | undefined> {
  if (!targetCapabilities.listsByUid) return undefined;
  for await (const { key, facts } of context.proven?.chunkFacts('tracker') ?? []) {
    if (key !== piecesKey) continue;
    const cuts = Object.entries(cutsSchema.parse(facts.cuts));
    // The target holds them since.
    return Object.fromEntries(cuts.map(([slice, cut]) => [slice, { ...cut, held: Math.max(1, cut.held) }]));
  }
  return undefined;
}

/** What a selection or a mapping scatters is read as a whole, and so is an archive, which finds nothing by org unit. */
function mayCut({ context, carried, source, target }: TrackerWork): boolean {
  const isArchive = context.source.facts.isArchive === true || context.target.facts.isArchive === true;
  const isPart = carried !== undefined || source.updatedAfter !== undefined;
  return !isArchive && !isPart && target.placesOf === undefined;
}

async function findCuts(work: TrackerWork): Promise<Cuts> {
  const { context, catalogue } = work;
  const objectsPerSlice = context.rowsPerPiece ?? usualObjectsPerSlice;
  const wanted = (type: TrackerType) => isWanted(context, type) || isWanted(context, 'relationships');
  const slices = trackerTypes.flatMap((type) =>
    type !== 'relationships' && wanted(type) ? slicesOf(type, catalogue) : [],
  );
  const cuts: Cuts = {};
  const counts = inParallel(slices, countedAtOnce, async (slice) => ({
    slice,
    count: await countReadable(work, slice),
  }));
  const large: { readonly slice: TrackerSlice; readonly count: number }[] = [];
  for await (const counted of counts) if (counted.count > objectsPerSlice) large.push(counted);
  const found = inParallel(large, slicesAtOnce, async ({ slice, count }) => ({
    key: slice.key,
    cut: await cutSlice(work, slice, { count, objectsPerSlice }),
  }));
  for await (const { key, cut } of found) if (cut !== undefined) cuts[key] = cut;
  return cuts;
}

async function cutSlice(
  work: TrackerWork,
  slice: TrackerSlice,
  { count, objectsPerSlice }: { readonly count: number; readonly objectsPerSlice: number },
): Promise<Cuts[string] | undefined> {
  const { catalogue, targetCapabilities, context } = work;
  const [listing] = slice.listings;
  if (listing === undefined) return undefined;
  const held = await countHeld(work, slice);
  // What may be elsewhere cannot be looked for there.
  if (held > 0 && !targetCapabilities.listsByUid) return undefined;
  const parts = await divideTree(listing.root, {
    count,
    aim: Math.min(mostObjectsPerPart, Math.max(objectsPerSlice / leastShare, Math.ceil(count / partsOfDense))),
    childrenOf: (uid) => catalogue.hierarchy.childrenOf(uid),
    countBelow: (uid) => countReadable(work, { ...slice, listings: [{ ...listing, root: uid }] }),
    atOnce: lookedAtOnce,
  });
  context.signal.throwIfAborted();
  return parts.length < 2 ? undefined : { held, parts: parts.map((part) => [...part]) };
}

/** A slice that cannot be listed is told when it is read. */
async function countReadable({ source, context }: TrackerWork, slice: TrackerSlice): Promise<number> {
  try {
    return (await countSlice(source, slice, context.signal)) ?? 0;
  } catch (error) {
    unreadableSlice(slice, 'source', error);
    return 0;
  }
}

async function countHeld({ target, context }: TrackerWork, slice: TrackerSlice): Promise<number> {
  try {
    return (await countSlice(target, slice, context.signal)) ?? 0;
  } catch (error) {
    // Also where the target does not know the program or type: it holds nothing of the slice.
    unreadableSlice(slice, 'target', error);
    return 0;
  }
}

function cutsFrom(work: TrackerWork, cuts: Cuts): TrackerCuts {
  const parts = (slice: TrackerSlice): readonly TrackerSlice[] => {
    const cut = cuts[slice.key];
    if (cut === undefined) return [slice];
    return cut.parts.map((places) => partOf(slice, places, cut.held > 0 ? slice : undefined));
  };
  return { partsOf: (slice) => (slice.type === 'relationships' ? relationshipParts(work, slice, cuts) : parts(slice)) };
}

function partOf(slice: TrackerSlice, places: readonly TreePart[], elsewhere: TrackerSlice | undefined): TrackerSlice {
  const listings = slice.listings.flatMap((listing) =>
    places.map(({ orgUnit, ownOnly }) => ({ ...listing, root: orgUnit, ownOnly })),
  );
  return { ...slice, key: `${slice.key}/${nameOf(listings)}`, area: slice.key, listings, elsewhere };
}

/** Relationships in the parts of what they start at; those that start at what is not cut are one part. */
function relationshipParts(work: TrackerWork, slice: TrackerSlice, cuts: Cuts): readonly TrackerSlice[] {
  const { sourceCapabilities, targetCapabilities } = work;
  const isFlat = sourceCapabilities.listsRelationshipsFlat && targetCapabilities.listsRelationshipsFlat;
  const isCut = (listing: TrackerListing) => cuts[keyOfHolders(listing)] !== undefined;
  if (!isFlat || !slice.listings.some(isCut)) return [slice];
  const whole = slice.listings.filter((listing) => !isCut(listing));
  const parts = slice.listings.filter(isCut).flatMap((listing) => {
    const { parts: places = [], held = 0 } = cuts[keyOfHolders(listing)] ?? {};
    // Relationships cannot be sent twice: also one of this run is looked for, where it may be below another org unit.
    const mayMove = held > 0 || listing.listing !== 'trackedEntities';
    const elsewhere = mayMove ? { ...slice, listings: [listing] } : undefined;
    return places.map((part) => partOf({ ...slice, listings: [listing] }, part, elsewhere));
  });
  const key = `${slice.key}/${nameOf(whole)}`;
  return whole.length === 0 ? parts : [{ ...slice, key, area: slice.key, listings: whole }, ...parts];
}

/** A part is called after what it lists, so that another run that cuts otherwise does not take it for one of its own. */
function nameOf(listings: readonly TrackerListing[]): string {
  return digestOf(listings.map((listing) => [keyOfHolders(listing), listing.ownOnly === true])).slice(0, 12);
}

/** The key of the slice whose objects a listing of relationships shows. */
function keyOfHolders({ listing, root, trackedEntityType, program }: TrackerListing): string {
  const within: Uid = listing === 'trackedEntities' ? (trackedEntityType?.uid ?? '') : (program?.uid ?? '');
  return `${listing}/${within}/${root}`;
}
