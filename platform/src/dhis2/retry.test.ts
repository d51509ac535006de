import { describe, expect, it } from 'vitest';
import { backOffMs, parseRetryAfter, patientPolicy, systemClock } from './retry.ts';

const now = Date.parse('2026-11-21T23:54:29Z');

describe('the pause before another try', () => {
  it('doubles its bound each time, up to a longest one', () => {
    const bounds = [1, 2, 3, 4, 20].map((attempt) => backOffMs(patientPolicy, attempt, 1));
    expect(bounds).toEqual([500, 1000, 2000, 4000, 30_000]);
  });

  it('is anything below its bound, so that workers do not come back together', () => {
    expect(backOffMs(patientPolicy, 3, 0)).toBe(0);
    expect(backOffMs(patientPolicy, 3, 0.25)).toBe(500);
  });

  it('is the server’s wish, within reason', () => {
    expect(backOffMs(patientPolicy, 1, 0.5, 9000)).toBe(9000);
    expect(backOffMs(patientPolicy, 1, 0.5, 24 * 3600 * 1000)).toBe(patientPolicy.retryAfterCapMs);
  });

  it.each([
    ['120', 120_000],
    ['Sat, 21 Nov 2026 23:55:29 GMT', 60_000],
    ['Sat, 21 Nov 2026 23:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('is read from Retry-After: %s', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  it('ends at once when the run is cancelled', async () => {
    const stop = new AbortController();
    const pause = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await expect(pause).rejects.toThrow();
  });
});
