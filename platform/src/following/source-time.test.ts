import { expect, test } from 'vitest';
import { ageMs, earlier, earlierDay } from './source-time.ts';

test('a wall clock is reckoned with, whatever zone it is in', () => {
  expect(earlier('2024-03-31T00:00:30.500', 60_000)).toBe('2024-03-30T23:59:30.500');
  expect(earlierDay('2024-03-01T12:00:00.000', 1)).toBe('2024-02-29');
  expect(earlier('', 60_000)).toBe('');
});

test('only a moment has an age', () => {
  expect(ageMs('2024-01-01T00:01:00.000', '2024-01-01T00:00:30.000')).toBe(30_000);
  expect(ageMs('2024-01-01T00:01:00.000', '2024-01-01T00:00:30.000+0000')).toBe(30_000);
  for (const none of ['2024-01-01 true', '5', 'gone', '1e5']) {
    expect(ageMs('2024-01-01T00:01:00.000', none)).toBeUndefined();
  }
});
