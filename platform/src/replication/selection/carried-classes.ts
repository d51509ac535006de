import type { SchemaRegistry } from '../../model/schema.ts';
import { trackerTypes } from '../../model/tracker-objects.ts';
import { type Chosen, choosesObjects } from './selection-choice.ts';

/** Classes of data, and of what is kept by key, that belong to chosen data sets. */
export const ofDataSets = [
  'dataValues',
  'completeDataSetRegistrations',
  'minMaxDataElements',
  'lockExceptions',
  'dataApprovals',
] as const;

/** Those that belong to chosen programs. */
export const ofPrograms = [...trackerTypes, 'programOwners', 'potentialDuplicates'] as const;

/**
 * The types and classes that a run carries: whoever chooses a program or a data set wants its data, and no stores and
 * settings. `only`, which may be given as well, narrows further.
 */
export function carriedBy(
  chosen: Chosen | undefined,
  only: readonly string[] | undefined,
  schemas: SchemaRegistry,
): readonly string[] | undefined {
  if (chosen === undefined || !choosesObjects(chosen)) return only;
  const metadata = [...schemas.byPlural.values()].filter((schema) => schema.metadata).map(({ plural }) => plural);
  const carried = [
    ...metadata,
    ...(chosen.dataSets.length > 0 ? ofDataSets : []),
    ...(chosen.programs.length > 0 ? ofPrograms : []),
  ];
  return only === undefined ? carried : carried.filter((name) => only.includes(name));
}
