import { expect, it } from 'vitest';
import { sumOf, typesBySize } from './counts-of-run.ts';

const nothing = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  impossible: 0,
  deleted: 0,
  verified: 0,
};

it('puts what was refused above what was written, and leaves out types without any object', () => {
  const totals = {
    options: { ...nothing, read: 62, created: 62 },
    programs: { ...nothing, read: 4, unchanged: 4 },
    maps: nothing,
    constants: { ...nothing, read: 6, created: 5, refused: 1 },
    dataValues: { ...nothing, read: 900, created: 900 },
  };
  expect(typesBySize(totals).map(({ type }) => type)).toEqual(['constants', 'dataValues', 'options', 'programs']);
  expect(sumOf(totals, 'created')).toBe(967);
});
