import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NoticeRule } from '../model/notice-rule.ts';
import { isTimeZone, minuteOfDay, nextAt, nextFullHour } from './local-time.ts';
import { dueAt, isQuiet, isRepeated, isToldBy } from './route-event.ts';

const rule: NoticeRule = {
  name: 'team',
  isEnabled: true,
  channel: 'mail',
  recipient: 'team@example.org',
  language: 'fr',
  leastSeverity: 'warning',
  timeZone: 'Africa/Kinshasa',
  repeatAfterMinutes: 60,
};
const event = { name: 'run.failed', severity: 'critical', replication: 'nightly' } as const;
const at = (text: string) => new Date(text);

describe('whom an event concerns', () => {
  test.each([
    [{}, true],
    [{ isEnabled: false }, false],
    [{ leastSeverity: 'critical' }, true],
    [{ events: ['run.failed', 'run.paused'] }, true],
    [{ events: ['run.paused'] }, false],
    [{ replications: ['nightly'] }, true],
    [{ replications: ['weekly'] }, false],
  ] as const)('%j: %s', (change, expected) => {
    expect(isToldBy({ ...rule, ...change }, event)).toBe(expected);
  });

  test('what is less severe than asked for is not told, nor to the rule of a replication what concerns none', () => {
    expect(isToldBy(rule, { ...event, severity: 'info' })).toBe(false);
    const down = { name: 'instance.down', severity: 'critical', replication: undefined } as const;
    expect(isToldBy({ ...rule, replications: ['nightly'] }, down)).toBe(false);
    expect(isToldBy(rule, down)).toBe(true);
  });
});

describe('when it is told', () => {
  const quiet = { ...rule, quietHours: { from: 22 * 60, until: 6 * 60, forCritical: false } };
  const warning = { severity: 'warning' } as const;

  test('at once, but not in quiet hours, which are those of its time zone', () => {
    expect(dueAt(rule, warning, at('2026-03-10T23:00:00Z'))).toEqual(at('2026-03-10T23:00:00Z'));
    expect(dueAt(quiet, warning, at('2026-03-10T20:59:00Z'))).toEqual(at('2026-03-10T20:59:00Z'));
    expect(dueAt(quiet, warning, at('2026-03-10T21:00:00Z'))).toEqual(at('2026-03-11T05:00:00Z'));
    expect(dueAt(quiet, warning, at('2026-03-11T04:59:59Z'))).toEqual(at('2026-03-11T05:00:00Z'));
    expect(dueAt(quiet, warning, at('2026-03-11T05:00:00Z'))).toEqual(at('2026-03-11T05:00:00Z'));
  });

  test('what is critical is told all the same, unless the rule says otherwise', () => {
    const night = at('2026-03-10T23:00:00Z');
    expect(dueAt(quiet, { severity: 'critical' }, night)).toEqual(night);
    const strict = { ...quiet, quietHours: { ...quiet.quietHours, forCritical: true } };
    expect(dueAt(strict, { severity: 'critical' }, night)).toEqual(at('2026-03-11T05:00:00Z'));
  });

  test('gathered at the full hour or once a day; a digest that falls into quiet hours waits for their end', () => {
    const now = at('2026-03-10T09:20:30Z');
    expect(dueAt({ ...rule, digest: { kind: 'hourly' } }, warning, now)).toEqual(at('2026-03-10T10:00:00Z'));
    expect(dueAt({ ...rule, digest: { kind: 'daily', at: 8 * 60 } }, warning, now)).toEqual(at('2026-03-11T07:00:00Z'));
    expect(dueAt({ ...quiet, digest: { kind: 'daily', at: 5 * 60 } }, warning, now)).toEqual(
      at('2026-03-11T05:00:00Z'),
    );
    expect(dueAt({ ...rule, digest: { kind: 'hourly' } }, { severity: 'critical' }, now)).toEqual(now);
  });
});

test('the same of the same is not told again at once; something else in between makes it news', () => {
  const first = { sameness: 'failed', happenedAt: at('2026-03-10T10:00:00Z') };
  const later = (time: string) => ({ sameness: 'failed', happenedAt: at(time) });
  expect(isRepeated(rule, first, undefined)).toBe(false);
  expect(isRepeated(rule, later('2026-03-10T10:59:59Z'), first)).toBe(true);
  expect(isRepeated(rule, later('2026-03-10T11:00:00Z'), first)).toBe(false);
  expect(isRepeated(rule, later('2026-03-10T10:30:00Z'), { ...first, sameness: 'done' })).toBe(false);
  expect(isRepeated({ ...rule, repeatAfterMinutes: 0 }, first, first)).toBe(false);
});

describe('clocks on the wall', () => {
  test('where they jump over a time, the moment of the jump; where they come to it twice, the first', () => {
    // Paris: on 29 March 2026 02:00 becomes 03:00; on 25 October 03:00 becomes 02:00.
    expect(nextAt(at('2026-03-28T22:00:00Z'), 150, 'Europe/Paris')).toEqual(at('2026-03-29T01:00:00Z'));
    expect(nextAt(at('2026-10-24T22:00:00Z'), 150, 'Europe/Paris')).toEqual(at('2026-10-25T00:30:00Z'));
    expect(nextAt(at('2026-03-29T01:00:00Z'), 150, 'Europe/Paris')).toEqual(at('2026-03-30T00:30:00Z'));
  });

  test('a full hour', () => {
    expect(nextFullHour(at('2026-03-10T10:00:00Z'))).toEqual(at('2026-03-10T11:00:00Z'));
  });

  test('a name is a time zone or not', () => {
    expect(['Africa/Kinshasa', 'UTC', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });

  const zones = ['UTC', 'Africa/Kinshasa', 'Europe/Paris', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'];
  const instants = fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true });

  test('whatever the zone and the season, nothing is told in quiet hours, and all of the wait is quiet', () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(instants, minutes, minutes, fc.constantFrom(...zones), (now, from, until, timeZone) => {
        fc.pre(from !== until);
        const night = { ...rule, timeZone, quietHours: { from, until, forCritical: false } };
        const due = dueAt(night, { severity: 'warning' }, now);
        expect(due.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(isQuiet(night, due, false)).toBe(false);
        for (let share = 0; share < 20 && due > now; share += 1) {
          const between = new Date(now.getTime() + ((due.getTime() - now.getTime()) * share) / 20);
          expect(isQuiet(night, between, false)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the next time is within a day and a bit, and shows the minute or lies at a jump over it', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 1439 }), fc.constantFrom(...zones), (now, minute, timeZone) => {
        const next = nextAt(now, minute, timeZone);
        const waitHours = (next.getTime() - now.getTime()) / 3_600_000;
        expect(waitHours).toBeGreaterThan(0);
        expect(waitHours).toBeLessThanOrEqual(25);
        const shown = minuteOfDay(next, timeZone);
        const before = minuteOfDay(new Date(next.getTime() - 60_000), timeZone);
        expect(shown === minute || (before < minute && minute < shown)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
