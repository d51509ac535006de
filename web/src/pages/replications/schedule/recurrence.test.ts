import { describe, expect, it } from 'vitest';
import { beginningOf, cronOf, type Recurrence, recurrenceOf, spellWindow } from './recurrence.ts';

describe('how often a replication runs', () => {
  it.each<[string, Recurrence]>([
    ['0 * * * *', { kind: 'hourly', everyHours: 1, minute: 0 }],
    ['15 */6 * * *', { kind: 'hourly', everyHours: 6, minute: 15 }],
    ['30 22 * * *', { kind: 'daily', time: '22:30' }],
    ['0 6 * * 1,3,0', { kind: 'weekly', time: '06:00', days: [1, 3, 0] }],
    ['5 4 1 * *', { kind: 'monthly', time: '04:05', day: 1 }],
  ])('is the same in words and as %s', (cron, recurrence) => {
    expect(recurrenceOf(cron)).toEqual(recurrence);
    expect(cronOf(recurrence)).toBe(cron);
  });

  it.each(['0 22 1 1 *', '*/5 * * * *', '0 */5 * * *', '0 22 * * 1-5', '0 22 L * *', 'nonsense'])(
    'leaves %s as it is',
    (cron) => {
      expect(recurrenceOf(cron)).toEqual({ kind: 'cron', cron });
    },
  );

  it('keeps the time of the day from one way to another', () => {
    expect(beginningOf('weekly', { kind: 'daily', time: '05:30' })).toEqual({
      kind: 'weekly',
      time: '05:30',
      days: [1],
    });
    expect(beginningOf('cron', { kind: 'daily', time: '05:30' })).toEqual({ kind: 'cron', cron: '30 5 * * *' });
  });
});

it('spells hours', () => {
  expect(spellWindow({ from: 22 * 60, to: 5 * 60 + 30 })).toBe('22:00-05:30');
});
