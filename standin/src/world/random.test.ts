import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed gives the same numbers, another seed gives others', () => {
  const numbers = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => random.below(1000));
  };
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
});

test('numbers spread over the whole range and stay below the limit', () => {
  const random = createRandom(1);
  const seen = Array.from({ length: 2000 }, () => random.below(10));
  expect(new Set(seen).size).toBe(10);
  expect(Math.max(...seen)).toBe(9);
  expect(Math.min(...seen)).toBe(0);
});

test('a share of one in four happens about one time in four; never and always are exact', () => {
  const random = createRandom(3);
  const count = (share: number) => Array.from({ length: 4000 }, () => random.chance(share)).filter(Boolean).length;
  expect(count(0.25)).toBeGreaterThan(900);
  expect(count(0.25)).toBeLessThan(1100);
  expect(count(0)).toBe(0);
  expect(count(1)).toBe(4000);
});

test('every element of a list is picked sooner or later', () => {
  const random = createRandom(5);
  const picked = new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b', 'c'])));
  expect([...picked].sort()).toEqual(['a', 'b', 'c']);
});
