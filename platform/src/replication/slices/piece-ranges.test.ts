import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areasWithin, cutArea } from './piece-ranges.ts';

const elements = fc.uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{10}$/), { minLength: 1, maxLength: 40 });

test('the ranges of an area hold each of its elements once', () => {
  fc.assert(
    fc.property(elements, fc.integer({ min: 1, max: 20 }), (uids, count) => {
      const area = { name: 'set', elements: uids.toSorted() };
      const cut = cutArea(area, count).flatMap((range) => areasWithin([area], [range]));
      expect(cut.flatMap((part) => part.elements)).toEqual(area.elements);
    }),
  );
});

test('an element that is added later belongs to one range', () => {
  fc.assert(
    fc.property(elements, fc.integer({ min: 1, max: 20 }), fc.nat(), (uids, count, at) => {
      const all = { name: 'set', elements: uids.toSorted() };
      const added = all.elements[at % all.elements.length];
      const before = { ...all, elements: all.elements.filter((uid) => uid !== added) };
      const holders = cutArea(before, count).filter((range) =>
        areasWithin([all], [range])[0]?.elements.includes(added ?? ''),
      );
      expect(holders).toHaveLength(1);
    }),
  );
});
