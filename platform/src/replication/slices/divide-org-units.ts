import type { Uid } from '../../model/uid.ts';
import type { OrgUnitHierarchy } from './org-unit-hierarchy.ts';

export interface OrgUnitPiece {
  readonly orgUnits: readonly Uid[];
  readonly children: boolean;
}

/** Org units named in one request, beside up to 150 data elements: together they stay under 8 kB of URL. */
export const maxOrgUnitsPerRequest = 50;

const piecesAtOnce = 8;

/**
 * Divides org units into pieces that share none and miss none: a list into shorter lists; one subtree into its top
 * alone and the subtrees below it. What cannot be divided comes back as it was.
 */
export function divideOrgUnits(
  orgUnits: readonly Uid[],
  children: boolean,
  hierarchy: OrgUnitHierarchy,
): OrgUnitPiece[] {
  if (orgUnits.length > 1) return lists(orgUnits).map((piece) => ({ orgUnits: piece, children }));
  const below = children ? hierarchy.childrenOf(orgUnits[0] ?? '') : [];
  if (below.length === 0) return [{ orgUnits, children }];
  return [{ orgUnits, children: false }, ...lists(below).map((piece) => ({ orgUnits: piece, children: true }))];
}

function lists(uids: readonly Uid[]): (readonly Uid[])[] {
  const pieces = Math.max(Math.min(piecesAtOnce, uids.length), Math.ceil(uids.length / maxOrgUnitsPerRequest));
  return Array.from({ length: pieces }, (_, index) =>
    uids.slice(Math.floor((index * uids.length) / pieces), Math.floor(((index + 1) * uids.length) / pieces)),
  );
}
