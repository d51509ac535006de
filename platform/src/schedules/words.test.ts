import { expect, test } from 'vitest';
import { nextStarts } from './next-starts.ts';
import { parseWindow } from './window.ts';
import { cronInWords, momentInWords } from './words.ts';

test('a recurrence and a moment are told as people say them, in both languages', () => {
  expect(cronInWords('0 22 * * 1-5', 'fr')).toBe('À 22:00, de lundi à vendredi');
  expect(cronInWords('0 22 * * 1-5', 'en')).toBe('At 22:00, Monday through Friday');
  const moment = new Date('2026-11-23T21:00Z');
  expect(momentInWords(moment, 'Europe/Paris', 'fr')).toBe('lundi 23 novembre 2026 à 22:00');
  expect(momentInWords(moment, 'UTC', 'en')).toMatch(/^Monday,? 23 November 2026 at 21:00$/);
});

test('the next five occurrences, and when the window lets them start', () => {
  const schedule = { cron: '0 9,23 * * *', timeZone: 'Africa/Dakar', window: parseWindow('22:00-05:00') };
  const starts = nextStarts(schedule, new Date('2026-11-22T08:00Z'));
  expect(starts.map(({ dueAt, startsAt }) => [dueAt.toISOString(), startsAt.toISOString()])).toEqual([
    ['2026-11-22T09:00:00.000Z', '2026-11-22T22:00:00.000Z'],
    ['2026-11-22T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
    ['2026-11-23T09:00:00.000Z', '2026-11-23T22:00:00.000Z'],
    ['2026-11-23T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
    ['2026-11-24T09:00:00.000Z', '2026-11-24T22:00:00.000Z'],
  ]);
  expect(nextStarts({ ...schedule, window: undefined }, new Date('2026-11-22T08:00Z'), 1)).toHaveLength(1);
});
