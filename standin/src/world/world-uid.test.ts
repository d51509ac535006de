import { expect, test } from 'vitest';
import { isUid } from '../uid.ts';
import { worldUid } from './world-uid.ts';

test('a UID says its kind and its number, and is one that DHIS2 takes', () => {
  expect(worldUid('WDe', 42)).toBe('WDe00000042');
  expect(isUid(worldUid('WOu', 99_999_999))).toBe(true);
});

test('two numbers of a kind never share a UID', () => {
  const uids = Array.from({ length: 5000 }, (_, n) => worldUid('WTe', n));
  expect(new Set(uids).size).toBe(5000);
});

test.each([
  ['WDe', 100_000_000],
  ['WDe', -1],
  ['WDe', 1.5],
  ['W', 1],
  ['Wxyz', 1],
] as const)('%s with %d is refused instead of giving a UID of another shape', (kind, n) => {
  expect(() => worldUid(kind, n)).toThrow('No UID can be made');
});
