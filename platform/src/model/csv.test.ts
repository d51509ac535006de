import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

const read = (line: string): string[] => parse(line)[0] ?? [];

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '|cmd', '%0', '＝1', '\uFEFF=1'])(
  '%j is no formula any more',
  (text) => {
    expect(read(csvLine([text]))).toEqual([`'${text}`]);
  },
);

test('numbers stay numbers, nothing is an empty cell, quotes are doubled', () => {
  expect(csvLine([-3, null, undefined, 'say "hi", please'])).toBe('-3,"","","say ""hi"", please"\r\n');
});

test('whatever a name holds, it is read back, and no cell begins a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (cells) => {
      const back = read(csvLine(cells));
      expect(back.map((cell, index) => (cell === cells[index] ? cell : cell.slice(1)))).toEqual(cells);
      expect(back.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    }),
  );
});
