import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changingZones, nearChange, someZone } from './fixtures/changes-of-clocks.ts';
import { assertTimeZone, firstChangeOfClocks, firstInstantAt, offsetAt, wallClock } from './time-zone.ts';

const minute = 60_000;
const hour = 60 * minute;

test('a zone is a name that knows when clocks change', () => {
  for (const zone of ['Africa/Lubumbashi', 'UTC', 'Europe/Paris']) expect(() => assertTimeZone(zone)).not.toThrow();
  for (const zone of ['Africa/Nowhere', '+01:00', '', 'CET+1']) {
    expect(() => assertTimeZone(zone)).toThrow('TIME_ZONE_UNKNOWN');
  }
});

test('the two nights of a year in Paris', () => {
  const wall = (text: string) => Date.parse(`${text}Z`);
  const at = (text: string) => new Date(firstInstantAt('Europe/Paris', wall(text))).toISOString();
  expect(at('2026-03-29T01:59')).toBe('2026-03-29T00:59:00.000Z');
  expect(at('2026-03-29T02:30')).toBe('2026-03-29T01:00:00.000Z');
  expect(at('2026-03-29T03:00')).toBe('2026-03-29T01:00:00.000Z');
  expect(at('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(at('2026-10-25T03:00')).toBe('2026-10-25T02:00:00.000Z');
});

test('a day that Samoa left out begins when the next one does', () => {
  expect(new Date(firstInstantAt('Pacific/Apia', Date.parse('2011-12-30T12:00Z'))).toISOString()).toBe(
    '2011-12-30T10:00:00.000Z',
  );
});

test('the first moment is the first at which clocks show the time or have gone past it, in every zone', () => {
  fc.assert(
    fc.property(someZone, fc.integer({ min: -20 * 60, max: 20 * 60 }), ({ zone, change }, minutes) => {
      const wall = Math.floor(wallClock(zone, change) / minute) * minute + minutes * minute;
      const found = firstInstantAt(zone, wall);
      expect(wallClock(zone, found)).toBeGreaterThanOrEqual(wall);
      for (let before = found - minute; before > found - 4 * hour; before -= 7 * minute) {
        expect(wallClock(zone, before)).toBeLessThan(wall);
      }
      expect(wallClock(zone, found - 1)).toBeLessThan(wall);
    }),
    { numRuns: 200 },
  );
});

test('later times of the wall never come earlier', () => {
  fc.assert(
    fc.property(someZone, fc.nat(48 * 60), fc.nat(300), ({ zone, change }, minutes, more) => {
      const wall = wallClock(zone, change) - 24 * hour + minutes * minute;
      expect(firstInstantAt(zone, wall + more * minute)).toBeGreaterThanOrEqual(firstInstantAt(zone, wall));
    }),
    { numRuns: 200 },
  );
});

test('a change of clocks is found to the millisecond', () => {
  for (const { zone, change } of changingZones) {
    const found = firstChangeOfClocks(zone, ...nearChange(change));
    expect(offsetAt(zone, found - 1)).not.toBe(offsetAt(zone, found));
  }
});
