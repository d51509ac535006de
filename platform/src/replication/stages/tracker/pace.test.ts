import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

/** A target that serves `rate(lanes)` objects per millisecond. */
function work(windows: number, rate: (lanes: number) => number) {
  const pace = createPace();
  for (let count = 0; count < windows; count++) pace.windowDone(2000, 2000 / rate(pace.lanes));
  return pace;
}

test('lanes are added while that makes it faster, up to four', () => {
  expect(work(6, (lanes) => lanes).lanes).toBeGreaterThanOrEqual(3);
});

test('a target that gets slower under load is given fewer', () => {
  expect(work(7, (lanes) => 4 / lanes).lanes).toBeLessThanOrEqual(2);
});

test('slow requests get smaller, quick ones larger, within bounds', () => {
  const pace = createPace();
  expect(pace.objectsPerRequest).toBe(500);
  pace.answered(500, 30_000);
  expect(pace.objectsPerRequest).toBe(250);
  for (let count = 0; count < 20; count++) pace.answered(1000, 100);
  expect(pace.objectsPerRequest).toBe(1000);
  for (let count = 0; count < 20; count++) pace.answered(1000, 60_000);
  expect(pace.objectsPerRequest).toBe(50);
});

test('a time-out halves the request and takes a lane away', () => {
  const pace = createPace();
  pace.overwhelmed();
  expect([pace.objectsPerRequest, pace.lanes]).toEqual([250, 1]);
  pace.overwhelmed();
  expect(pace.lanes).toBe(1);
});
