import { expect, test } from 'vitest';
import { assertPasswordHolds } from './password-rules.ts';

const owner = { username: 'awa.diop', email: 'awa@sante.example.org' };

test.each([
  ['short', 'PASSWORD_TOO_SHORT'],
  ['onze lettre', 'PASSWORD_TOO_SHORT'],
  ['ééé', 'PASSWORD_TOO_SHORT'],
  ['a'.repeat(257), 'PASSWORD_TOO_LONG'],
  ['aaaaaaaaaaaaaaa', 'PASSWORD_GUESSABLE'],
  ['abababababababab', 'PASSWORD_GUESSABLE'],
  ['123456789012345', 'PASSWORD_GUESSABLE'],
  ['azertyuiopqsdf', 'PASSWORD_GUESSABLE'],
  ['Password123456!', 'PASSWORD_GUESSABLE'],
  ['P@ssw0rd2026!!!', 'PASSWORD_GUESSABLE'],
  ['MotDePasse2026!', 'PASSWORD_GUESSABLE'],
  ['districtdistrict', 'PASSWORD_GUESSABLE'],
  ['Dhis2Dhis2Dhis2', 'PASSWORD_GUESSABLE'],
  ['Bienvenue-Relais', 'PASSWORD_GUESSABLE'],
  ['awadiop.awadiop', 'PASSWORD_GUESSABLE'],
  ['AWA.DIOP-123456', 'PASSWORD_GUESSABLE'],
])('%j is refused: %s', (password, code) => {
  expect(() => assertPasswordHolds(password, owner)).toThrow(expect.objectContaining({ code }));
});

test.each([
  'trois pirogues vertes',
  'correct horse battery staple',
  'Xk7#pQ2!vLm9',
  'ma grand-mère plante du mil',
  'ቀይ ባህር ሰማያዊ ሐይቅ ነው',
])('%j holds', (password) => {
  expect(() => assertPasswordHolds(password, owner)).not.toThrow();
});

test('characters count, not bytes, and one that is written in two ways is one', () => {
  expect(() => assertPasswordHolds('e\u0301'.repeat(11), owner)).toThrow(
    expect.objectContaining({ code: 'PASSWORD_TOO_SHORT' }),
  );
});
