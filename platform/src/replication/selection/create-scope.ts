import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { IdentityMap } from '../run-context.ts';
import { type DataScope, everything, type Scope } from './scope.ts';
import type { SelectedMetadata } from './selected-metadata.ts';
import { type Chosen, choosesObjects } from './selection-choice.ts';

/** The scope of a run; `metadata` is undefined where no metadata are left out. */
export function createScope(
  chosen: Chosen | undefined,
  metadata: SelectedMetadata | undefined,
  identity: IdentityMap,
): Scope {
  const data = chosen === undefined ? everything.data : dataScopeOf(chosen);
  if (metadata === undefined) return { ...everything, isEverything: chosen === undefined, data };
  const { selected, onlyOnTarget } = metadata;
  const targets = new Map<MetadataType, ReadonlySet<Uid>>();
  const counterpartsOf = (type: MetadataType): ReadonlySet<Uid> => {
    const known = targets.get(type);
    if (known !== undefined) return known;
    const uids = new Set([...(selected.get(type) ?? [])].map((uid) => identity.toTarget(uid)));
    targets.set(type, uids);
    return uids;
  };
  const isWhole = wholeTypes(chosen);
  const isSelected = (type: MetadataType, uid: Uid) => selected.get(type)?.has(uid) ?? false;
  return {
    isEverything: false,
    isSelected,
    holdsDataOf: isDateAlone(chosen) ? () => true : isSelected,
    isSelectedOnTarget: (type, uid) =>
      isWhole(type) || counterpartsOf(type).has(uid) || (onlyOnTarget.get(type)?.has(uid) ?? false),
    data,
  };
}

/** Whether nothing but a date of change restricts the run. */
function isDateAlone(chosen: Chosen | undefined): boolean {
  return chosen?.changedSince !== undefined && !choosesObjects(chosen) && chosen.orgUnits.length === 0;
}

/** Types of which nothing is left out. Of what changed since, nothing on the target alone can be a part. */
function wholeTypes(chosen: Chosen | undefined): (type: MetadataType) => boolean {
  if (chosen === undefined) return () => true;
  if (chosen.changedSince !== undefined) return () => false;
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
  };
}
