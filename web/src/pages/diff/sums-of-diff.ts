import type { Diff } from '../../api/diffs.ts';

export type DiffType = Diff['types'][number];

/** What a run would do in all. */
export interface DiffSums {
  readonly create: number;
  readonly update: number;
  readonly refused: number;
  /** Only on the target, and deleted. */
  readonly remove: number;
  /** Only on the target, where they stay. */
  readonly onlyThere: number;
}

export function sumsOf({ types, data }: Pick<Diff, 'types' | 'data'>): DiffSums {
  const sum = (number: (type: DiffType) => number) => types.reduce((total, type) => total + number(type), 0);
  const inData = Object.values(data);
  return {
    create: sum(({ create }) => create) + inData.reduce((total, { created }) => total + created, 0),
    update: sum(({ update }) => update) + inData.reduce((total, { updated }) => total + updated, 0),
    refused: sum(({ refused, impossible }) => refused + impossible),
    remove: sum(({ onlyOnTarget, policy }) => (policy === 'propagate' ? onlyOnTarget : 0)),
    onlyThere: sum(({ onlyOnTarget, policy }) => (policy === 'propagate' ? 0 : onlyOnTarget)),
  };
}

/** Types in which something would change, the most changed first. */
export function changedTypes(types: readonly DiffType[]): readonly DiffType[] {
  return types
    .filter((type) => changesOf(type) + type.onlyOnTarget > 0)
    .toSorted((left, right) => changesOf(right) - changesOf(left) || (left.type < right.type ? -1 : 1));
}

function changesOf({ create, update, refused, impossible }: DiffType): number {
  return create + update + refused + impossible;
}
