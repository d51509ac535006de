import type { ListedTrackerType } from '../../../model/instance.ts';
import type { TrackerType } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { ProgramFacts, TrackedEntityTypeFacts, TrackerCatalogue } from './tracker-catalogue.ts';

/**
 * The objects of one kind that one listing gives: the unit that is compared as a whole. Tracked entities are read by
 * type, so that each is met once and those without enrollment too; the rest is read by program. Every object of an
 * instance belongs to exactly one slice.
 */
export interface TrackerSlice {
  readonly type: TrackerType;
  /** Stable name, for chunk keys and people: `enrollments/<program>/<root>`. */
  readonly key: string;
  /** What is listed; for relationships the objects on their `from` side. */
  readonly listing: ListedTrackerType;
  readonly root: Uid;
  readonly trackedEntityType?: TrackedEntityTypeFacts | undefined;
  readonly program?: ProgramFacts | undefined;
}

/** All slices of one kind, in a stable order. */
export function slicesOf(type: TrackerType, catalogue: TrackerCatalogue): TrackerSlice[] {
  switch (type) {
    case 'trackedEntities':
      return byType(type, type, catalogue, catalogue.trackedEntityTypes);
    case 'enrollments':
      return byProgram(
        type,
        type,
        catalogue,
        catalogue.programs.filter(({ withRegistration }) => withRegistration),
      );
    case 'events':
      return byProgram(type, type, catalogue, catalogue.programs);
    case 'relationships':
      return relationshipSlices(catalogue);
  }
}

function byType(
  type: TrackerType,
  listing: ListedTrackerType,
  catalogue: TrackerCatalogue,
  types: readonly TrackedEntityTypeFacts[],
): TrackerSlice[] {
  return types.flatMap((trackedEntityType) =>
    catalogue.roots.map((root) => ({
      type,
      key: keyOf(type, listing, trackedEntityType.uid, root),
      listing,
      root,
      trackedEntityType,
    })),
  );
}

function byProgram(
  type: TrackerType,
  listing: ListedTrackerType,
  catalogue: TrackerCatalogue,
  programs: readonly ProgramFacts[],
): TrackerSlice[] {
  return programs.flatMap((program) =>
    catalogue.roots.map((root) => ({ type, key: keyOf(type, listing, program.uid, root), listing, root, program })),
  );
}

/** Each relationship has one `from`, and hangs there on one object of one slice: none is read twice, none is missed. */
function relationshipSlices(catalogue: TrackerCatalogue): TrackerSlice[] {
  const isOrigin = (listing: ListedTrackerType, uid: Uid) =>
    catalogue.relationshipOrigins.some(
      (origin) => origin.listing === listing && (origin.within === undefined || origin.within === uid),
    );
  const types = catalogue.trackedEntityTypes.filter(({ uid }) => isOrigin('trackedEntities', uid));
  const enrollmentPrograms = catalogue.programs.filter(
    ({ uid, withRegistration }) => withRegistration && isOrigin('enrollments', uid),
  );
  const eventPrograms = catalogue.programs.filter(({ uid }) => isOrigin('events', uid));
  return [
    ...byType('relationships', 'trackedEntities', catalogue, types),
    ...byProgram('relationships', 'enrollments', catalogue, enrollmentPrograms),
    ...byProgram('relationships', 'events', catalogue, eventPrograms),
  ];
}

function keyOf(type: TrackerType, listing: ListedTrackerType, within: Uid, root: Uid): string {
  return type === listing ? `${type}/${within}/${root}` : `${type}/${listing}/${within}/${root}`;
}
