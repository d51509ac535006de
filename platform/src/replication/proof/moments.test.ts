import { expect, test } from 'vitest';
import { momentBefore } from './moments.ts';

/** How an instance in Kinshasa, one hour ahead of UTC, spells a moment of our clock. */
function clockInKinshasa(ms: number): string {
  return new Date(ms + 3_600_000).toISOString().slice(0, -1);
}
const inKinshasa = { serverTimeZone: 'Africa/Kinshasa', clockOffsetMs: 0 };

test('a moment before is told by the instance’s own clock, and as a number', () => {
  const now = Date.now();
  const before = momentBefore(clockInKinshasa(now), inKinshasa, 120_000);
  expect(before).toEqual({ text: clockInKinshasa(now - 120_000), ms: now - 120_000 });
});

test('a clock that is hours off is one to go by, as long as that is known', () => {
  const now = Date.now() + 10_800_000;
  const facts = { ...inKinshasa, clockOffsetMs: 10_800_000 };
  expect(momentBefore(clockInKinshasa(now), facts, 0)?.ms).toBe(now);
});

test('a clock that goes by another zone than the instance says is none to go by', () => {
  expect(momentBefore(clockInKinshasa(Date.now()), { ...inKinshasa, serverTimeZone: 'UTC' }, 0)).toBeUndefined();
});
