import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someZone } from './fixtures/changes-of-clocks.ts';
import { wallClock } from './time-zone.ts';
import { type DailyWindow, parseWindow, spellWindow, windowAround } from './window.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const someWindow: fc.Arbitrary<DailyWindow> = fc
  .record({ from: fc.nat(1439), to: fc.nat(1439) })
  .filter(({ from, to }) => from !== to);

test('two times of the day, in the ways that people write them', () => {
  expect(parseWindow('22:00-05:00')).toEqual({ from: 1320, to: 300 });
  expect(parseWindow(' 9h30 – 17h00 ')).toEqual({ from: 570, to: 1020 });
  for (const text of ['22:00', '22-05', '24:00-05:00', '22:60-05:00', '05:00-05:00', '', 'night']) {
    expect(() => parseWindow(text), text).toThrow('WINDOW_INVALID');
  }
  fc.assert(
    fc.property(someWindow, (window) => {
      expect(parseWindow(spellWindow(window))).toEqual(window);
    }),
  );
});

test('a night in Paris in which clocks change is an hour shorter, or longer', () => {
  const window = parseWindow('22:00-05:00');
  const around = (text: string) => windowAround(window, 'Europe/Paris', Date.parse(text));
  expect(around('2026-03-28T20:59Z')).toEqual({
    isOpen: false,
    closedAt: Date.parse('2026-03-28T04:00Z'),
    opensAt: Date.parse('2026-03-28T21:00Z'),
  });
  expect(around('2026-03-28T21:00Z')).toEqual({ isOpen: true, closesAt: Date.parse('2026-03-29T03:00Z') });
  expect(around('2026-10-24T20:00Z')).toEqual({ isOpen: true, closesAt: Date.parse('2026-10-25T04:00Z') });
  expect(around('2026-10-25T04:00Z')).toMatchObject({ isOpen: false });
});

test('what is said of a moment agrees with what is said of those that it names', () => {
  fc.assert(
    fc.property(someZone, someWindow, fc.integer({ min: -3000, max: 3000 }), ({ zone, change }, window, minutes) => {
      const instant = change + minutes * minute;
      const around = windowAround(window, zone, instant);
      const at = (time: number) => windowAround(window, zone, time);
      if (around.isOpen) {
        expect(around.closesAt).toBeGreaterThan(instant);
        expect(at(around.closesAt - 1)).toEqual(around);
        const after = at(around.closesAt);
        if (!after.isOpen) expect(after.closedAt).toBe(around.closesAt);
      } else {
        expect(around.closedAt).toBeLessThanOrEqual(instant);
        expect(around.opensAt).toBeGreaterThan(instant);
        expect(at(around.opensAt - 1)).toEqual(around);
        expect(at(around.opensAt).isOpen).toBe(true);
        expect(at(around.closedAt - 1).isOpen).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('away from the nights in which clocks change, a window is open when the clock on the wall says so', () => {
  fc.assert(
    fc.property(someZone, someWindow, fc.nat(2 * 1440), ({ zone, change }, window, minutes) => {
      const instant = change + 4 * day + minutes * minute;
      const wall = Math.floor((wallClock(zone, instant) % day) / minute);
      const { from, to } = window;
      const isWithin = from < to ? from <= wall && wall < to : wall >= from || wall < to;
      expect(windowAround(window, zone, instant).isOpen).toBe(isWithin);
    }),
    { numRuns: 300 },
  );
});
