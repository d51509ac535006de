import { expect, it } from 'vitest';
import { readNextPage, readOneTimeToken } from './one-time-link.ts';

it('takes a token that is whole, and no half of one', () => {
  expect(readOneTimeToken('#relais_once_AbCdEf0123456789-_')).toBe('relais_once_AbCdEf0123456789-_');
  expect(readOneTimeToken('#short')).toBeUndefined();
  expect(readOneTimeToken('')).toBeUndefined();
});

it('leads to pages of ours alone', () => {
  expect(readNextPage('?next=/runs/1')).toBe('/runs/1');
  for (const elsewhere of ['?next=//example.org', '?next=https://example.org', '?next=/%5Cexample.org', '']) {
    expect(readNextPage(elsewhere)).toBe('/');
  }
});
