import { expect, it } from 'vitest';
import { levelOf, withLevel } from './rights.ts';

it('gives and takes what somebody may do on one instance, and leaves the others alone', () => {
  const other = { instance: 'region', mayWrite: true, mayUnmask: true };
  const seen = withLevel([other], 'capitale', 'see');
  expect(levelOf(seen, 'capitale')).toBe('see');
  expect(levelOf(withLevel(seen, 'capitale', 'write'), 'capitale')).toBe('write');
  expect(withLevel(seen, 'capitale', 'none')).toEqual([other]);
});

it('keeps the right to unmask when only the level changes', () => {
  const before = [{ instance: 'region', mayWrite: false, mayUnmask: true }];
  expect(withLevel(before, 'region', 'write')).toEqual([{ instance: 'region', mayWrite: true, mayUnmask: true }]);
});
