import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';

/**
 * What DHIS2 does beyond its schemas, and Relais must know to choose an order: a short table with a reason per row.
 */
export interface ServerRule {
  readonly type: MetadataType;
  readonly reason: string;
  /** The object needs the root org units to be stored first. */
  readonly needsRoots?: true;
  /** Objects with the same word travel in one request. */
  readonly together?: (object: MetadataObject) => string | undefined;
  /** Refusals of what older releases hold, and this one takes when it is asked not to check (decision 0036). */
  readonly unchecked?: readonly string[];
  /** What the import of many refuses without naming an object is tried alone through the endpoint of its type. */
  readonly ownEndpoint?: true;
}

const serverRules: readonly ServerRule[] = [
  {
    type: 'programs',
    reason: 'an event program makes itself an enrollment at a root org unit when it is created (API.md §5.3)',
    needsRoots: true,
  },
  {
    type: 'categoryOptionCombos',
    reason: 'from 2.43 on a request must hold all combos of a category combo or none (API.md §5.1, E1130)',
    together: (object) => nestedId(object.categoryCombo),
    // One too many, too few, or of other options: then it would take none of the category combo, nor their data.
    unchecked: ['E1130', 'E1131'],
  },
  {
    type: 'visualizations',
    reason: 'to 2.41 the import does not look up expression items, and fails (TransientObjectException)',
    ownEndpoint: true,
  },
  {
    type: 'eventVisualizations',
    reason: 'to 2.40 the import does not look up the legend set of their legend, and fails likewise',
    ownEndpoint: true,
  },
];

export function needsRoots(type: MetadataType): boolean {
  return serverRules.some((rule) => rule.type === type && rule.needsRoots === true);
}

export function hasOwnEndpoint(type: MetadataType): boolean {
  return serverRules.some((rule) => rule.type === type && rule.ownEndpoint === true);
}

export function isTakenUnchecked(type: MetadataType, code: string | undefined): boolean {
  return (
    code !== undefined && serverRules.some((rule) => rule.type === type && rule.unchecked?.includes(code) === true)
  );
}

export function travelsWith(type: MetadataType, object: MetadataObject): string | undefined {
  for (const rule of serverRules) {
    const word = rule.type === type ? rule.together?.(object) : undefined;
    if (word !== undefined) return `${type}/${word}`;
  }
  return undefined;
}

function nestedId(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined;
}
