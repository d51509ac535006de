import { expect, test } from 'vitest';
import { parseFields } from './fields.ts';
import { transformed } from './transformers.ts';

const names = (text: string): string[] => parseFields(text).map(({ name }) => name);

test('commas part fields, and brackets hold those of a reference', () => {
  const [id, combo, name] = parseFields('id,categoryCombo[id,categories[id,name]],name');
  expect([id?.name, combo?.name, name?.name]).toEqual(['id', 'categoryCombo', 'name']);
  expect(combo?.children?.map((child) => child.name)).toEqual(['id', 'categories']);
  expect(combo?.children?.[1]?.children?.map((child) => child.name)).toEqual(['id', 'name']);
});

test('presets, stars and exclusions keep their signs apart from the name', () => {
  expect(names(':owner,*,!access')).toEqual([':owner', '*', 'access']);
  expect(parseFields(':owner,!access').map(({ excluded }) => excluded)).toEqual([false, true]);
});

test('transformers are read with their arguments', () => {
  const [field] = parseFields('dataElements~rename(elements)~size');
  expect(field?.transformers).toEqual([
    { name: 'rename', args: ['elements'] },
    { name: 'size', args: [] },
  ]);
});

test('an open bracket is taken as closed at the end', () => {
  expect(names('id,categoryCombo[id')).toEqual(['id', 'categoryCombo']);
});

test.each([
  ['rename', ['title'], 'Pi', ['title', 'Pi']],
  ['size', [], ['a', 'b'], ['x', 2]],
  ['isEmpty', [], [], ['x', true]],
  ['isNotEmpty', [], [], ['x', false]],
  ['pluck', ['name'], [{ name: 'a' }, { name: 'b' }], ['x', ['a', 'b']]],
  ['keyBy', ['id'], [{ id: 'a' }], ['x', { a: { id: 'a' } }]],
])('~%s does what it says', (name, args, value, expected) => {
  expect(transformed('x', value, [{ name, args }])).toEqual(expected);
});
