import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUidSet } from './uid-set.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const first = fc.constantFrom(...letters);
const others = fc.string({ unit: fc.constantFrom(...letters, ...'0123456789'), minLength: 10, maxLength: 10 });
const uids = fc.tuple(first, others).map(([head, tail]) => head + tail);

describe('a set of UIDs', () => {
  it('holds what a set of texts holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(uids, fc.string({ maxLength: 12 })), { maxLength: 3000 }), (list) => {
        const expected = new Set<string>();
        const set = createUidSet();
        for (const uid of [...list, ...list]) expect(set.add(uid)).toBe(expected.size < expected.add(uid).size);
        expect(set.size).toBe(expected.size);
      }),
      { numRuns: 30 },
    );
  });

  it('takes UIDs that differ in one character or one case for two', () => {
    const set = createUidSet();
    const list = [
      'Aaaaaaaaaaa',
      'aaaaaaaaaaa',
      'aaaaaaaaaaA',
      'aaaaaaaaaa0',
      'A0000000000',
      'zzzzzzzzzzz',
      'ZZZZZZZZZZZ',
    ];
    for (const uid of list) expect(set.add(uid), uid).toBe(true);
    for (const uid of list) expect(set.add(uid), uid).toBe(false);
  });

  it('grows without losing any', () => {
    const set = createUidSet();
    const uid = (number: number) => `U${String(number * 7_919).padStart(10, '0')}`;
    for (let number = 0; number < 50_000; number += 1) set.add(uid(number));
    expect(set.size).toBe(50_000);
    for (let number = 0; number < 50_000; number += 1) expect(set.add(uid(number))).toBe(false);
  });
});
