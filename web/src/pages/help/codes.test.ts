import { expect, it } from 'vitest';
import { gatherCodes, searchCodes } from './codes.ts';

const codes = gatherCodes({
  errors: [{ code: 'LOGIN_REFUSED', message: 'No', hint: 'Try again', status: 401, isRetryable: false }],
  findings: [
    { area: 'metadata', code: 'E5003', means: 'The name is taken', remedy: 'Choose a rule' },
    { area: 'tracker', code: 'E1000', means: 'No access', remedy: 'Ask' },
    { area: 'dataValues', code: 'E1000', means: 'Another thing', remedy: 'Look' },
  ],
});

it('gathers all meanings of a code', () => {
  expect(codes.map(({ code }) => code)).toEqual(['E1000', 'E5003', 'LOGIN_REFUSED']);
  expect(codes[0]?.meanings.map(({ area }) => area)).toEqual(['tracker', 'dataValues']);
});

it('finds by code and by words, wherever they stand', () => {
  expect(searchCodes(codes, 'e5003').map(({ code }) => code)).toEqual(['E5003']);
  expect(searchCodes(codes, 'name rule').map(({ code }) => code)).toEqual(['E5003']);
  expect(searchCodes(codes, '')).toEqual(codes);
  expect(searchCodes(codes, 'nothing like it')).toEqual([]);
});
