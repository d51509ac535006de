import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

const columns = [
  { title: 'name', value: (row: { name: string; count?: number }) => row.name },
  { title: 'count', value: (row: { name: string; count?: number }) => row.count },
];

it('quotes what holds commas, quotation marks and line breaks, and leaves out what is not there', () => {
  const rows = [{ name: 'a, "b"', count: 2 }, { name: 'two\nlines' }];
  expect(toCsv(columns, rows)).toBe('\uFEFFname,count\r\n"a, ""b""",2\r\n"two\nlines",\r\n');
});

it('lets a spreadsheet compute nothing', () => {
  expect(toCsv(columns, [{ name: '=HYPERLINK("x")', count: -1 }])).toContain('"\'=HYPERLINK(""x"")",-1');
});
