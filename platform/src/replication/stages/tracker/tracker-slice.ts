import type { ListedTrackerType } from '../../../model/instance.ts';
import type { TrackerType } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { ProgramFacts, RelationshipEnd, TrackedEntityTypeFacts, TrackerCatalogue } from './tracker-catalogue.ts';

/** One list that DHIS2 gives: objects of a kind, of one type or program, below one org unit. */
export interface TrackerListing {
  readonly listing: ListedTrackerType;
  readonly root: Uid;
  /** Only what is at the root itself. */
  readonly ownOnly?: boolean | undefined;
  /** Where on the target the root's counterparts are, where a mapping scatters them. */
  readonly place?: Uid | undefined;
  readonly trackedEntityType?: TrackedEntityTypeFacts | undefined;
  readonly program?: ProgramFacts | undefined;
}

/**
 * The objects that are compared as a whole. Tracked entities are read by type, so that each is met once and those
 * without enrollment too; enrollments and events by program; relationships are one slice, because releases show them at
 * different objects. Every object of an instance belongs to exactly one slice.
 */
export interface TrackerSlice {
  readonly type: TrackerType;
  /** Stable name, for chunk keys and people: `enrollments/<program>/<root>`. */
  readonly key: string;
  /** What is listed: one list, or all objects that relationships start at. */
  readonly listings: readonly TrackerListing[];
  /** For relationships: the tracked entities below which all enrollments, tracker events and relationships hang. */
  readonly nestedListings?: readonly TrackerListing[] | undefined;
  readonly trackedEntityType?: TrackedEntityTypeFacts | undefined;
  readonly program?: ProgramFacts | undefined;
  /** Of a part of a slice that was cut (`cut-slices.ts`): the key of that slice. */
  readonly area?: string | undefined;
  /** Of such a part: where on the target its objects may be beside what it lists; absent where they are nowhere else. */
  readonly elsewhere?: TrackerSlice | undefined;
}

/** All slices of one kind, in a stable order. */
export function slicesOf(type: TrackerType, catalogue: TrackerCatalogue): TrackerSlice[] {
  const { programs, roots } = catalogue;
  switch (type) {
    case 'trackedEntities':
      return entityListings(catalogue).map((each) => sliceOf(type, each, each.trackedEntityType?.uid));
    case 'enrollments':
      return programListings('enrollments', programs.filter(isTracker), roots).map((each) =>
        sliceOf(type, each, each.program?.uid),
      );
    case 'events':
      return programListings('events', programs, roots).map((each) => sliceOf(type, each, each.program?.uid));
    case 'relationships':
      return catalogue.relationshipTypes.length === 0 ? [] : [relationshipSlice(catalogue)];
  }
}

function sliceOf(type: TrackerType, listing: TrackerListing, within: Uid = ''): TrackerSlice {
  const { root, trackedEntityType, program } = listing;
  return { type, key: `${type}/${within}/${root}`, listings: [listing], trackedEntityType, program };
}

/** Only what relationships can start at is listed: to show them costs the server a query for each object. */
function relationshipSlice(catalogue: TrackerCatalogue): TrackerSlice {
  const { programs, roots } = catalogue;
  const isOrigin = (listing: ListedTrackerType, uid: Uid) =>
    catalogue.relationshipTypes.some(({ from }) => covers(from, listing, uid));
  const nestedListings = entityListings(catalogue);
  return {
    type: 'relationships',
    key: 'relationships',
    listings: [
      ...nestedListings.filter(({ trackedEntityType: type }) => type && isOrigin('trackedEntities', type.uid)),
      ...programListings('enrollments', programs.filter(isEnrollable), roots).filter(
        ({ program }) => program && isOrigin('enrollments', program.uid),
      ),
      ...programListings('events', programs, roots).filter(({ program }) => program && isOrigin('events', program.uid)),
    ],
    nestedListings,
  };
}

function covers(end: RelationshipEnd, listing: ListedTrackerType, uid: Uid): boolean {
  return end.listing === listing && (end.within === undefined || end.within === uid);
}

function entityListings({ trackedEntityTypes, roots }: TrackerCatalogue): TrackerListing[] {
  return trackedEntityTypes.flatMap((trackedEntityType) =>
    roots.map((root) => ({ listing: 'trackedEntities', root, trackedEntityType })),
  );
}

function programListings(
  listing: ListedTrackerType,
  programs: readonly ProgramFacts[],
  roots: readonly Uid[],
): TrackerListing[] {
  return programs.flatMap((program) => roots.map((root) => ({ listing, root, program })));
}

function isTracker({ withRegistration }: ProgramFacts): boolean {
  return withRegistration;
}

function isEnrollable({ withRegistration, trackedEntityType }: ProgramFacts): boolean {
  return withRegistration && trackedEntityType !== undefined;
}
