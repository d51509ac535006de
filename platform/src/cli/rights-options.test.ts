import { expect, test } from 'vitest';
import { parseRights } from './rights-options.ts';

test('a right on each instance that is named, in any spacing, once', () => {
  expect(parseRights({ read: 'capital, region', write: 'region', unmask: 'capital' })).toEqual([
    { instance: 'capital', mayWrite: false, mayUnmask: true },
    { instance: 'region', mayWrite: true, mayUnmask: false },
  ]);
});

test('an empty list takes all rights away, which is not the same as saying nothing of them', () => {
  expect(parseRights({ read: '' })).toEqual([]);
  expect(parseRights({})).toBeUndefined();
});
