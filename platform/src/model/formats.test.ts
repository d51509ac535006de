import { expect, test } from 'vitest';
import { formatDateTime, formatDuration, formatNumber } from './formats.ts';
import { languageOfLocale } from './language.ts';

test('numbers carry thin spaces in French and commas in English', () => {
  expect(formatNumber(100_000, 'fr')).toBe('100\u202F000');
  expect(formatNumber(100_000, 'en')).toBe('100,000');
  expect(formatNumber(999, 'fr')).toBe('999');
});

test.each([
  [0, '0 s'],
  [2_600, '3 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [94_000, '1 min 34 s'],
  [723_481, '12 min'],
  [3_600_000, '1 h 00 min'],
  [3_900_000, '1 h 05 min'],
  [183_600_000, '2 j 3 h'],
])('%i ms is %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds, 'fr').replaceAll('\u00A0', ' ')).toBe(text);
});

test('dates are written out', () => {
  const date = new Date(2026, 10, 22, 2, 14);
  expect(formatDateTime(date, 'fr')).toBe('22 novembre 2026 à 02:14');
  expect(formatDateTime(date, 'en')).toContain('22 November 2026');
});

test('the language follows the locale, and is English where nothing says French', () => {
  expect(languageOfLocale('fr_SN.UTF-8')).toBe('fr');
  expect(languageOfLocale('FR')).toBe('fr');
  expect(languageOfLocale('C.UTF-8')).toBe('en');
  expect(languageOfLocale(undefined)).toBe('en');
});
