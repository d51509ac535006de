import { expect, it } from 'vitest';
import { mentionsOf } from './mentions.ts';

const mentioned = (object: Record<string, unknown>) =>
  mentionsOf({ id: 'ObjectItsel', ...object }, (uid) => uid.startsWith('Known')).map(
    ({ uid, property }) => `${property} ${uid}`,
  );

it('finds references, lists, keys of sharing, and UIDs inside expressions, forms and rules', () => {
  expect(
    mentioned({
      categoryCombo: { id: 'KnownCombo1' },
      items: [{ dataElement: { id: 'KnownElemt1' } }, { id: 'KnownItem01' }],
      numerator: '#{KnownElemt2.KnownCombo2} + I{KnownIndic1}',
      htmlCode: '<input id="KnownElemt3-KnownCombo3-val">',
      sharing: { userGroups: { KnownGroup1: { access: 'rw------' } } },
    }),
  ).toEqual([
    'categoryCombo KnownCombo1',
    'items KnownElemt1',
    'items KnownItem01',
    'numerator KnownElemt2',
    'numerator KnownCombo2',
    'numerator KnownIndic1',
    'htmlCode KnownElemt3',
    'htmlCode KnownCombo3',
    'sharing KnownGroup1',
  ]);
});

it('tells each object once for a property, never the object itself, no author and no part of a longer word', () => {
  expect(
    mentioned({
      expression: '#{KnownElemt1} / #{KnownElemt1} + xKnownElemt2 KnownElemt3s #{ObjectItsel}',
      lastUpdatedBy: { id: 'KnownUser01' },
      favorites: ['KnownUser02'],
    }),
  ).toEqual(['expression KnownElemt1']);
});
