import { trackerTypes } from '../../model/tracker-objects.ts';
import type { RunOptions } from '../run-context.ts';

/** What is listed by org unit, so that an account sees no more of it than its own; the words for it as well. */
const listedByOrgUnit: ReadonlySet<string> = new Set([
  ...['data', 'dataValues', 'completeness', 'completeDataSetRegistrations', 'tracker', ...trackerTypes],
  ...['minMaxDataElements', 'lockExceptions', 'dataApprovals', 'programOwners', 'potentialDuplicates'],
]);

/**
 * Whether data of every org unit is read: only then must the source's account hold them all. What it cannot read of a part is
 * told.
 */
export function sourceRoleOf({ selection, only }: Pick<RunOptions, 'selection' | 'only'>): 'source' | 'partialSource' {
  if (only !== undefined && !only.some((name) => listedByOrgUnit.has(name))) return 'partialSource';
  if (selection === undefined) return 'source';
  const { orgUnits, types, groups, programs, dataSets } = selection;
  const isMetadataOnly = (types ?? groups) !== undefined && (programs ?? dataSets) === undefined;
  return orgUnits !== undefined || isMetadataOnly ? 'partialSource' : 'source';
}
