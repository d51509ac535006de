import type { Uid } from '../../model/uid.ts';
import type { IdentityMap } from '../run-context.ts';
import { maxOrgUnitsPerRequest } from './divide-org-units.ts';
import type { OrgUnitHierarchy } from './org-unit-hierarchy.ts';

/** Where on the target the rows of some org units of the source are. */
export interface TargetPlaces {
  /** Org units of the target to ask for, each list in one request, and whether those below them are asked for too. */
  readonly requests: readonly (readonly Uid[])[];
  readonly children: boolean;
  /** Whether a row's org unit is one of them; undefined where every row of the answer is wanted. */
  readonly isWanted?: ((orgUnit: Uid) => boolean) | undefined;
}

/** Finds the places for org units of the source, with or without those below them. */
export type FindTargetPlaces = (orgUnits: readonly Uid[], children: boolean) => TargetPlaces;

/**
 * Without a mapping of org units both trees are alike. With one, a subtree of the source may be scattered over the target: it is
 * then asked for below the topmost counterparts, and rows of other org units are passed over.
 */
export function targetPlacesOf(
  identity: IdentityMap,
  sourceTree: OrgUnitHierarchy,
  targetTree: OrgUnitHierarchy,
): FindTargetPlaces {
  const counterparts = (uids: Iterable<Uid>) =>
    new Set([...uids].map((uid) => identity.toTarget(uid)).filter((uid) => targetTree.has(uid)));
  let last: { readonly key: string; readonly places: TargetPlaces } | undefined;
  const find: FindTargetPlaces = (orgUnits, children) => {
    const own = counterparts(orgUnits);
    if (!children || identity.mapsOrgUnits !== true) return { requests: requestsOf([...own]), children };
    const all = counterparts(withBelow(sourceTree, orgUnits));
    const tops = [...all].filter((uid) => !hasAncestorIn(targetTree, uid, all)).sort();
    return { requests: requestsOf(tops), children, isWanted: (orgUnit) => all.has(orgUnit) };
  };
  // The parts of a stage are mostly below the same org units.
  return (orgUnits, children) => {
    const key = `${orgUnits.join()}/${children}`;
    if (last?.key !== key) last = { key, places: find(orgUnits, children) };
    return last.places;
  };
}

function requestsOf(uids: readonly Uid[]): (readonly Uid[])[] {
  const requests: (readonly Uid[])[] = [];
  for (let from = 0; from < uids.length; from += maxOrgUnitsPerRequest) {
    requests.push(uids.slice(from, from + maxOrgUnitsPerRequest));
  }
  return requests;
}

function* withBelow(tree: OrgUnitHierarchy, orgUnits: readonly Uid[]): Generator<Uid> {
  const waiting = [...orgUnits];
  for (let uid = waiting.pop(); uid !== undefined; uid = waiting.pop()) {
    yield uid;
    waiting.push(...tree.childrenOf(uid));
  }
}

function hasAncestorIn(tree: OrgUnitHierarchy, uid: Uid, among: ReadonlySet<Uid>): boolean {
  for (let at = tree.parentOf(uid); at !== undefined; at = tree.parentOf(at)) if (among.has(at)) return true;
  return false;
}
