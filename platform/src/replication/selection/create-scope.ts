import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { IdentityMap } from '../run-context.ts';
import { type DataScope, everything, type Scope } from './scope.ts';
import type { SelectedMetadata, UidsByType } from './selected-metadata.ts';
import { type Chosen, choosesObjects, followedRun } from './selection-choice.ts';

/** The scope of a run; `metadata` is undefined where no metadata are left out. */
export function createScope(
  chosen: Chosen | undefined,
  metadata: SelectedMetadata | undefined,
  identity: IdentityMap,
): Scope {
  const data = chosen === undefined ? everything.data : dataScopeOf(chosen);
  if (metadata === undefined) return { ...everything, isEverything: chosen === undefined, data };
  const { selected, withUnchanged, onlyOnTarget } = metadata;
  // All that did not change is on the target by an earlier run: data may hang on any of it.
  const isAllThere = followedRun(chosen) !== undefined;
  const isWhole = wholeTypes(chosen);
  const isChange = chosen?.changedSince !== undefined;
  const counterparts = counterpartsOf(selected, identity);
  const holders = selected === withUnchanged ? counterparts : counterpartsOf(withUnchanged, identity);
  const isBeside = (type: MetadataType, uid: Uid) => isWhole(type) || (onlyOnTarget.get(type)?.has(uid) ?? false);
  return {
    isEverything: false,
    isSelected: (type, uid) => selected.get(type)?.has(uid) ?? false,
    holdsDataOf: (type, uid) => isAllThere || (withUnchanged.get(type)?.has(uid) ?? false),
    // Of what changed, nothing that the target alone has can be a part.
    isSelectedOnTarget: (type, uid) => counterparts(type).has(uid) || (!isChange && isBeside(type, uid)),
    holdsDataOfOnTarget: (type, uid) => isAllThere || holders(type).has(uid) || isBeside(type, uid),
    data,
  };
}

/** The UIDs of the target for objects of the source, by type; each type is translated once. */
function counterpartsOf(objects: UidsByType, identity: IdentityMap): (type: MetadataType) => ReadonlySet<Uid> {
  const known = new Map<MetadataType, ReadonlySet<Uid>>();
  return (type) => {
    const found = known.get(type) ?? new Set([...(objects.get(type) ?? [])].map((uid) => identity.toTarget(uid)));
    known.set(type, found);
    return found;
  };
}

/** Types of which nothing is left out, whether it changed or not. */
function wholeTypes(chosen: Chosen | undefined): (type: MetadataType) => boolean {
  if (chosen === undefined) return () => true;
  const types = new Set(chosen.types);
  const isCut = chosen.orgUnits.length > 0;
  const isWide = !choosesObjects(chosen);
  return (type) => (isWide || types.has(type)) && !(isCut && type === 'organisationUnits');
}

function dataScopeOf(chosen: Chosen): DataScope {
  const chooses = choosesObjects(chosen);
  return {
    programs: chooses ? new Set(chosen.programs) : undefined,
    dataSets: chooses ? new Set(chosen.dataSets) : undefined,
    orgUnits: chosen.orgUnits.length > 0 ? chosen.orgUnits : undefined,
    period: chosen.period,
    changedSince: chosen.changedSinceMs,
    changedSinceText: chosen.changedSince,
    isFollowing: followedRun(chosen) !== undefined,
  };
}
