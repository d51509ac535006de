import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeArguments, safeLabel } from './notice-arguments.ts';

test.each([
  ['production', 'production'],
  ['https://relais:planted@dhis2.example.org/moh/?token=planted', 'dhis2.example.org/moh'],
  ['archive:/srv/backups/of/somebody/production', 'archive:production'],
  ['two\r\nBcc: everybody@example.org', 'two Bcc: everybody@example.org'],
  ['right\u202Eleft', 'right left'],
  ['x'.repeat(200), `${'x'.repeat(119)}…`],
])('%j is told as %j', (text, expected) => {
  expect(safeLabel(text)).toBe(expected);
});

test('whatever a name holds, what is told is one short line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer(), (text, number) => {
      const { name, count } = safeArguments({ name: text, count: number });
      expect(count).toBe(number);
      expect(name).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);
      expect(String(name).length).toBeLessThanOrEqual(120);
      expect(String(name).isWellFormed()).toBe(true);
    }),
  );
});
