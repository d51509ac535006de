import { expect, test } from 'vitest';
import { type CycleEnd, nextPace, startPace } from './pace.ts';

const everyMs = 30_000;

function waits(...ends: readonly CycleEnd[]): number[] {
  let state = startPace({ everyMs });
  return ends.map((end) => {
    state = nextPace(state, end, { everyMs });
    return state.waitMs;
  });
}

test('comes sooner after a change, and slackens while nothing changes, never beyond what was asked for', () => {
  expect(waits('carried', 'idle', 'idle', 'idle', 'idle', 'idle')).toEqual([
    5_000, 7_500, 11_250, 16_875, 25_312.5, 30_000,
  ]);
});

test('what fails is tried again at growing intervals, at most ten minutes; success forgets the failures', () => {
  expect(waits('failed', 'different', 'failed', 'failed', 'failed', 'failed', 'failed')).toEqual([
    30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000,
  ]);
  expect(waits('failed', 'failed', 'carried', 'failed')).toEqual([30_000, 60_000, 5_000, 30_000]);
});

test('a short interval is not made shorter than five seconds, nor longer than it is', () => {
  const pace = nextPace(startPace({ everyMs: 2_000 }), 'carried', { everyMs: 2_000 });
  expect(pace.waitMs).toBe(2_000);
});
