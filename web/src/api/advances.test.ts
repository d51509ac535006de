import { expect, it } from 'vitest';
import { shareOf, timeLeftOf } from './advances.ts';

const advance = { stage: 'dataValues', unit: 'dataValues', done: 250 };

it('says how far a stage is, and nothing where nobody knows', () => {
  expect(shareOf({ ...advance, expected: 1_000 })).toBe(0.25);
  expect(shareOf({ ...advance, expected: 200 })).toBe(1);
  expect(shareOf(advance)).toBeUndefined();
  expect(shareOf({ ...advance, expected: 0 })).toBeUndefined();
});

it('says how long it takes at this pace', () => {
  expect(timeLeftOf({ ...advance, expected: 1_000, perSecond: 250 })).toBe(3_000);
  expect(timeLeftOf({ ...advance, expected: 1_000, perSecond: 0 })).toBeUndefined();
  expect(timeLeftOf({ ...advance, expected: 250, perSecond: 250 })).toBeUndefined();
});
