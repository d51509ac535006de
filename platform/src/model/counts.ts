/**
 * What became of the objects of one type. They add up:
 * read = created + updated + unchanged + refused + skipped + impossible. Deleted ones are the target's, and stand apart.
 */
export interface Counts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly skipped: number;
  readonly impossible: number;
  readonly deleted: number;
}

export const noCounts: Counts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  impossible: 0,
  deleted: 0,
};

/** Sums counts; what is left out counts as nothing. */
export function addCounts(left: Counts, right: Partial<Counts>): Counts {
  return {
    read: left.read + (right.read ?? 0),
    created: left.created + (right.created ?? 0),
    updated: left.updated + (right.updated ?? 0),
    unchanged: left.unchanged + (right.unchanged ?? 0),
    refused: left.refused + (right.refused ?? 0),
    skipped: left.skipped + (right.skipped ?? 0),
    impossible: left.impossible + (right.impossible ?? 0),
    deleted: left.deleted + (right.deleted ?? 0),
  };
}

/** Whether every object read was accounted for (rule 1 of the engine: nothing silent). */
export function countsAddUp(counts: Counts): boolean {
  const told = counts.created + counts.updated + counts.unchanged + counts.refused + counts.skipped + counts.impossible;
  return counts.read === told;
}
