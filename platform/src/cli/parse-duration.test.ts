import { expect, test } from 'vitest';
import { parseDuration, spellDuration } from './parse-duration.ts';

const place = { option: '--every', leastMs: 1_000 };

test('seconds, minutes, hours and days', () => {
  expect(['30s', '5m', '24h', '7d', ' 1s '].map((text) => parseDuration(text, place))).toEqual([
    30_000, 300_000, 86_400_000, 604_800_000, 1_000,
  ]);
});

test('a duration is spelt as somebody would type it', () => {
  const spelt = ['30s', '90s', '5m', '24h', '25h', '7d'].map((text) => spellDuration(parseDuration(text, place)));
  expect(spelt).toEqual(['30s', '90s', '5m', '1d', '25h', '7d']);
});

test('what is no duration, or too short a one, says which option and what to write', () => {
  for (const text of ['30', 's', '', '1.5h', '-3m', '0s', '5 minutes', `${'9'.repeat(20)}d`]) {
    expect(() => parseDuration(text, place)).toThrow(expect.objectContaining({ code: 'DURATION_INVALID' }));
  }
  const least = { option: '--full-every', leastMs: 60_000 };
  expect(() => parseDuration('59s', least)).toThrow(
    expect.objectContaining({ args: { option: '--full-every', value: '59s', least: '60s' } }),
  );
});
