import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinEntryKey, splitEntryKey } from './entry-key.ts';
import { canonicalJsonText, formatJsonText, parseJsonText } from './json-text.ts';

describe('JSON kept as text', () => {
  test('loses no digit, no emptiness and no order', () => {
    const text = '{"b":12345678901234567890.10,"a":[1.0,1e400,-0],"n":null,"e":{},"l":[],"s":"","__proto__":1}';
    expect(formatJsonText(parseJsonText(text))).toBe(text);
  });

  test('a text that looks like JSON stays a text', () => {
    expect(canonicalJsonText('"{\\"a\\":1}"')).not.toBe(canonicalJsonText('{"a":1}'));
  });

  test('null, nothing and emptiness are four things', () => {
    const texts = ['{"a":null}', '{}', '{"a":[]}', '{"a":""}'].map(canonicalJsonText);
    expect(new Set(texts).size).toBe(4);
  });

  test.each([
    ['1', '1.0', '10e-1', '0.1E+1'],
    ['0', '-0', '0.00', '0e9'],
    ['1200', '1.2e3', '12E2'],
    ['12345678901234567890.10', '12345678901234567890.1'],
  ])('%s is written in several ways', (...spellings) => {
    expect(new Set(spellings.map(canonicalJsonText)).size).toBe(1);
  });

  test('other numbers are others, however near', () => {
    expect(canonicalJsonText('12345678901234567890')).not.toBe(canonicalJsonText('12345678901234567891'));
    expect(canonicalJsonText('1e400')).not.toBe(canonicalJsonText('1e401'));
  });

  test('is canonical exactly when the values are equal', () => {
    const spaced = (value: unknown) => JSON.stringify(value, null, 3);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(canonicalJsonText(spaced(value))).toBe(canonicalJsonText(text));
        expect(canonicalJsonText(formatJsonText(parseJsonText(text)))).toBe(canonicalJsonText(text));
        expect(JSON.parse(canonicalJsonText(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('keys in another order are the same, items in another order are not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (record) => {
        const backwards = Object.fromEntries(Object.entries(record).reverse());
        expect(canonicalJsonText(JSON.stringify(backwards))).toBe(canonicalJsonText(JSON.stringify(record)));
      }),
    );
    expect(canonicalJsonText('[1,2]')).not.toBe(canonicalJsonText('[2,1]'));
  });
});

test('the parts of an entry’s key come back, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
      expect(splitEntryKey(joinEntryKey(...parts))).toEqual(parts);
    }),
  );
  expect(joinEntryKey('capture', 'a/b')).toBe('capture/a%2Fb');
});
