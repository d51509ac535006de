import { describe, expect, it } from 'vitest';
import { clockOffset } from './clock-offset.ts';

const now = Date.parse('2026-07-01T12:00:00.000Z');

describe('the clock of an instance', () => {
  it.each([
    ['2026-07-01T12:00:05.000', 'Etc/UTC', 5_000],
    ['2026-07-01T13:59:50.000', 'Europe/Paris', -10_000],
    ['2026-07-01T17:45:00.000', 'Asia/Kathmandu', 0],
    ['2026-07-01T08:00:00.000', 'America/New_York', 0],
    ['2026-07-01T12:00:00.000', undefined, 0],
  ])('that shows %s in %s is off by %i ms', (serverDate, serverTimeZoneId, offset) => {
    expect(clockOffset({ serverDate, serverTimeZoneId }, now)).toBe(offset);
  });

  it('is taken for right where it cannot be read', () => {
    expect(clockOffset({}, now)).toBe(0);
    expect(clockOffset({ serverDate: 'yesterday', serverTimeZoneId: 'Etc/UTC' }, now)).toBe(0);
    expect(clockOffset({ serverDate: '2026-07-01T12:00:00.000', serverTimeZoneId: 'Mars/Olympus' }, now)).toBe(0);
  });
});
