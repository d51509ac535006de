import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someZone } from './fixtures/changes-of-clocks.ts';
import { dueOccurrences, nextOccurrence, parseRecurrence, type Recurrence } from './recurrence.ts';
import { firstInstantAt, wallClock } from './time-zone.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = new Date('2026-11-22T08:00Z');

function occurrences(recurrence: Recurrence, from: number, to: number): readonly number[] {
  const found: number[] = [];
  let next = nextOccurrence(recurrence, new Date(from));
  while (next !== undefined && next.getTime() <= to) {
    found.push(next.getTime());
    next = nextOccurrence(recurrence, next);
  }
  return found;
}
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16));

test('what is typed is checked: five fields, a day that exists, a zone', () => {
  expect(parseRecurrence(' 0  22 * * 1-5 ', 'Africa/Dakar', now).cron).toBe('0 22 * * 1-5');
  expect(parseRecurrence('@daily', 'UTC', now).cron).toBe('0 0 * * *');
  expect(parseRecurrence('0 0 29 2 *', 'UTC', now).cron).toBe('0 0 29 2 *');
  for (const cron of ['', 'daily', '* * * *', '0 0 22 * * *', '61 * * * *', 'H 3 * * *', '5-1 * * * *', '@minutely']) {
    expect(() => parseRecurrence(cron, 'UTC', now), cron).toThrow('SCHEDULE_CRON_INVALID');
  }
  for (const cron of ['0 0 30 2 *', '0 0 31 4,6 *']) {
    expect(() => parseRecurrence(cron, 'UTC', now), cron).toThrow('SCHEDULE_NEVER');
  }
  expect(() => parseRecurrence('0 0 32 1 *', 'UTC', now)).toThrow('SCHEDULE_CRON_INVALID');
  expect(() => parseRecurrence('@daily', 'Mars/Olympus', now)).toThrow('TIME_ZONE_UNKNOWN');
});

test('a nightly run happens every night, also when clocks change', () => {
  const nightly = { cron: '30 2 * * *', timeZone: 'Europe/Paris' };
  const spring = Date.parse('2026-03-28T00:00Z');
  expect(iso(occurrences(nightly, spring, spring + 3 * day))).toEqual([
    '2026-03-28T01:30',
    '2026-03-29T01:00',
    '2026-03-30T00:30',
  ]);
  const autumn = Date.parse('2026-10-24T00:00Z');
  expect(iso(occurrences(nightly, autumn, autumn + 3 * day))).toEqual([
    '2026-10-24T00:30',
    '2026-10-25T00:30',
    '2026-10-26T01:30',
  ]);
});

const someHours = fc.uniqueArray(fc.nat(23), { minLength: 1, maxLength: 4 });
const someMinutes = fc.uniqueArray(fc.nat(59), { minLength: 1, maxLength: 3 });

test('named hours: every time of every day once, whatever clocks do', () => {
  fc.assert(
    fc.property(someZone, someHours, someMinutes, ({ zone, change }, hours, minutes) => {
      const recurrence = { cron: `${minutes.join(',')} ${hours.join(',')} * * *`, timeZone: zone };
      const [from, to] = [change - 2 * day, change + 2 * day];
      const firstDay = Math.floor(wallClock(zone, from) / day) - 1;
      const wanted = new Set<number>();
      for (let each = firstDay; each < firstDay + 7; each += 1) {
        for (const hour of hours) {
          for (const each2 of minutes) wanted.add(firstInstantAt(zone, each * day + (hour * 60 + each2) * minute));
        }
      }
      const within = [...wanted].filter((time) => time > from && time <= to).sort((left, right) => left - right);
      expect(iso(occurrences(recurrence, from, to))).toEqual(iso(within));
    }),
    { numRuns: 100 },
  );
});

test('every hour: whenever clocks show it, in the hour that they repeat too', () => {
  fc.assert(
    fc.property(someZone, someMinutes, fc.constantFrom(1, 2, 3, 6), ({ zone, change }, minutes, step) => {
      const recurrence = { cron: `${minutes.join(',')} ${step === 1 ? '*' : `*/${step}`} * * *`, timeZone: zone };
      const [from, to] = [change - day, change + day];
      const shown: number[] = [];
      for (let time = from + minute; time <= to; time += minute) {
        const wall = new Date(wallClock(zone, time));
        if (minutes.includes(wall.getUTCMinutes()) && wall.getUTCHours() % step === 0) shown.push(time);
      }
      expect(iso(occurrences(recurrence, from, to))).toEqual(iso(shown));
    }),
    { numRuns: 40 },
  );
});

test('looked at whenever, every occurrence is due exactly once', () => {
  const someCron = fc.constantFrom('30 2 * * *', '*/20 * * * *', '0 */2 * * *', '15 1,2,3 * * *', '0 22 * * 0,3');
  const someLooks = fc.array(fc.integer({ min: 1, max: 30 * 60 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(someZone, someCron, someLooks, ({ zone, change }, cron, gaps) => {
      const recurrence = { cron, timeZone: zone };
      let since = change - 2 * day;
      const start = since;
      let seen = 0;
      for (const gap of gaps) {
        const look = since + gap * minute;
        const due = dueOccurrences(recurrence, new Date(since), new Date(look));
        const all = occurrences(recurrence, since, look);
        expect(due?.latest.getTime()).toBe(all.at(-1));
        seen += due === undefined ? 0 : due.earlier + 1;
        since = look;
      }
      expect(seen).toBe(occurrences(recurrence, start, since).length);
    }),
    { numRuns: 60 },
  );
});

test('years without a look cost no more than a moment', () => {
  const due = dueOccurrences({ cron: '* * * * *', timeZone: 'UTC' }, new Date('2020-01-01T00:00Z'), now);
  expect(due).toEqual({ latest: now, earlier: 1_000 });
  const rare = dueOccurrences({ cron: '0 0 29 2 *', timeZone: 'UTC' }, new Date('2020-01-01T00:00Z'), now);
  expect(rare).toEqual({ latest: new Date('2024-02-29T00:00Z'), earlier: 1 });
});
