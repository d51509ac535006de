import type { Uid } from '../../model/uid.ts';
import type { TrackerCatalogue } from '../stages/tracker/tracker-catalogue.ts';
import { restrictReadable } from './data-scope.ts';
import type { Scope } from './scope.ts';

/**
 * The programs, types and org units whose tracker data is carried. Of tracked entity types those of the programs; which of
 * their entities is another question (`stages/tracker/carried-objects.ts`).
 */
export function restrictTracker(catalogue: TrackerCatalogue, scope: Scope): TrackerCatalogue {
  if (scope.isEverything) return catalogue;
  const { programs: chosen } = scope.data;
  const programs = catalogue.programs.filter(
    ({ uid }) => scope.holdsDataOf('programs', uid) && (chosen?.has(uid) ?? true),
  );
  const types = new Set(programs.map(({ trackedEntityType }) => trackedEntityType));
  const isCarriedType = (uid: Uid) =>
    scope.holdsDataOf('trackedEntityTypes', uid) && (chosen === undefined || types.has(uid));
  const readable = { from: catalogue.roots, unreachableRoots: catalogue.unreachableRoots };
  const { from, unreachableRoots } = restrictReadable(readable, catalogue.hierarchy, scope);
  return {
    hierarchy: catalogue.hierarchy,
    roots: from,
    unreachableRoots,
    trackedEntityTypes: catalogue.trackedEntityTypes.filter(({ uid }) => isCarriedType(uid)),
    programs,
    relationshipTypes: catalogue.relationshipTypes.filter(({ uid }) => scope.holdsDataOf('relationshipTypes', uid)),
  };
}
