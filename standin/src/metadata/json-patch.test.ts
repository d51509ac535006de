import { expect, test } from 'vitest';
import { WebMessageError } from '../web-message.ts';
import { patched } from './json-patch.ts';

const object = { name: 'Pi', list: [{ id: 'a' }, { id: 'b' }], nested: { 'a/b': 1 } };

test.each([
  [{ op: 'replace', path: '/name', value: 'E' }, { name: 'E' }],
  [{ op: 'add', path: '/list/-', value: { id: 'c' } }, { list: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }],
  [{ op: 'add', path: '/list/0', value: { id: 'c' } }, { list: [{ id: 'c' }, { id: 'a' }, { id: 'b' }] }],
  [{ op: 'replace', path: '/list/1', value: { id: 'c' } }, { list: [{ id: 'a' }, { id: 'c' }] }],
  [{ op: 'remove', path: '/list/0' }, { list: [{ id: 'b' }] }],
  [{ op: 'remove-by-id', path: '/list', id: 'a' }, { list: [{ id: 'b' }] }],
  [{ op: 'add', path: '/nested/a~1b', value: 2 }, { nested: { 'a/b': 2 } }],
])('%j', (operation, expected) => {
  expect(patched(object, [operation])).toEqual({ ...object, ...expected });
});

test('the object itself stays as it was', () => {
  patched(object, [{ op: 'remove', path: '/list/0' }]);
  expect(object.list).toHaveLength(2);
});

test('a body that is no list of operations is refused', () => {
  expect(() => patched(object, { op: 'add' })).toThrow(WebMessageError);
});
