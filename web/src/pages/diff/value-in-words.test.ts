import { expect, it } from 'vitest';
import { valueInWords } from './value-in-words.ts';

const references = { ImspTQPwCqd: { type: 'organisationUnits', name: 'Sierra Leone' } };

it('calls what is referred to by its name', () => {
  expect(valueInWords({ id: 'ImspTQPwCqd' }, references)).toBe('Sierra Leone (ImspTQPwCqd)');
  expect(valueInWords('ImspTQPwCqd', references)).toBe('Sierra Leone (ImspTQPwCqd)');
  expect(valueInWords({ id: 'O6uvpzGd5pu' }, references)).toBe('O6uvpzGd5pu');
  expect(valueInWords({ parent: { id: 'ImspTQPwCqd' }, level: 2 }, references)).toContain('Sierra Leone (ImspTQPwCqd)');
});

it('writes what is simple simply, and shortens what is long', () => {
  expect(valueInWords(true, references)).toBe('true');
  expect(valueInWords(undefined, references)).toBe('–');
  expect(valueInWords('x'.repeat(5_000), references)).toHaveLength(2_001);
});
