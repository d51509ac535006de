import { expect, test } from 'vitest';
import { digitsAsUtc, wallTextOf } from './server-clock.ts';

const moment = Date.UTC(2024, 0, 31, 22, 5, 7, 89);

test('a moment by the wall clock of a zone, as metadata spell it', () => {
  expect(wallTextOf(moment, { serverTimeZone: 'Etc/UTC' })).toBe('2024-01-31T22:05:07.089');
  expect(wallTextOf(moment, { serverTimeZone: 'Africa/Nairobi' })).toBe('2024-02-01T01:05:07.089');
  expect(wallTextOf(moment, { serverTimeZone: 'America/Port-au-Prince' })).toBe('2024-01-31T17:05:07.089');
  expect(wallTextOf(moment, {})).toBe('2024-01-31T22:05:07.089');
});

test('digits that a server takes for UTC and compares with its own clock are those of its own clock', () => {
  // 01:05 in Nairobi: the server makes of it the digits 01:05, and compares them with a column that holds 01:05.
  const sent = digitsAsUtc(wallTextOf(moment, { serverTimeZone: 'Africa/Nairobi' }));
  expect(new Date(sent).toISOString().slice(0, 23)).toBe('2024-02-01T01:05:07.089');
});
