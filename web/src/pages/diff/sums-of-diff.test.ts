import { expect, it } from 'vitest';
import { changedTypes, type DiffType, sumsOf } from './sums-of-diff.ts';

const row = (type: string, numbers: Partial<DiffType>): DiffType => ({
  ...{ type, create: 0, update: 0, unchanged: 0, skipped: 0, refused: 0, impossible: 0, onlyOnTarget: 0 },
  policy: 'report',
  ...numbers,
});

it('tells apart what is deleted and what stays', () => {
  const types = [
    row('dataElements', { create: 3, update: 1, onlyOnTarget: 2 }),
    row('constants', { onlyOnTarget: 5, policy: 'propagate', refused: 1 }),
  ];
  expect(sumsOf({ types, data: {} })).toEqual({ create: 3, update: 1, refused: 1, remove: 5, onlyThere: 2 });
});

it('begins with the type that changes most, and leaves out what does not change', () => {
  const types = [
    row('attributes', { unchanged: 9 }),
    row('constants', { update: 1 }),
    row('dataElements', { create: 2 }),
  ];
  expect(changedTypes(types).map(({ type }) => type)).toEqual(['dataElements', 'constants']);
});
