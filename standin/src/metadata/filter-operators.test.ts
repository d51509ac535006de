import { expect, test } from 'vitest';
import { matches } from './filter-operators.ts';

test.each([
  ['Pi', 'eq', 'Pi', true],
  ['Pi', 'eq', 'pi', false],
  ['Pi', 'ieq', 'pi', true],
  ['Pi', '!eq', 'Pi', false],
  ['Pi', 'ne', 'E', true],
  ['Malaria', 'like', 'lar', true],
  ['Malaria', 'ilike', 'MAL', true],
  ['Malaria', '!ilike', 'MAL', false],
  ['Malaria', '$like', 'Mal', true],
  ['Malaria', '$ilike', 'aria', false],
  ['Malaria', 'like$', 'aria', true],
  ['Malaria cases', 'token', 'cas mal', true],
  ['a', 'in', '[a,b]', true],
  ['c', '!in', '[a,b]', true],
  [3, 'gt', '2.5', true],
  [3, 'le', '2', false],
  [10, 'eq', '10', true],
  ['2024-05-01T00:00:00.000', 'ge', '2024-01-31', true],
  ['2024-05-01T00:00:00.000', 'lt', '2024-01-31', false],
  [undefined, 'null', '', true],
  [undefined, '!null', '', false],
  ['x', '!null', '', true],
  [undefined, 'eq', 'x', false],
  [[], 'empty', '', true],
  [['a', 'b'], 'eq', 'b', true],
  [[{ id: 'a' }, { id: 'b' }], 'gt', '1', true],
])('%j %s %s is %s', (value, operator, operand, expected) => {
  expect(matches(value, operator, operand)).toBe(expected);
});
