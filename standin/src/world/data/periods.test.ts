import { expect, test } from 'vitest';
import { addDays, lastDayOf, periodsOf } from './periods.ts';

test('months, weeks, quarters and years cover the same two years', () => {
  expect(periodsOf('Monthly')).toHaveLength(24);
  expect(periodsOf('Monthly').at(0)).toBe('202407');
  expect(periodsOf('Monthly').at(-1)).toBe('202606');
  expect(periodsOf('Quarterly')).toEqual([
    '2024Q3',
    '2024Q4',
    '2025Q1',
    '2025Q2',
    '2025Q3',
    '2025Q4',
    '2026Q1',
    '2026Q2',
  ]);
  expect(periodsOf('Yearly')).toEqual(['2024', '2025', '2026']);
  expect(periodsOf('Weekly')).toHaveLength(104);
});

test('weeks are counted as ISO 8601 counts them, over the turn of the year too', () => {
  const weeks = periodsOf('Weekly');
  expect(weeks.slice(0, 2)).toEqual(['2024W27', '2024W28']);
  expect(weeks.slice(25, 28)).toEqual(['2024W52', '2025W1', '2025W2']);
  expect(weeks.slice(77, 80)).toEqual(['2025W52', '2026W1', '2026W2']);
  expect(weeks.at(-1)).toBe('2026W26');
});

test.each([
  ['202402', '2024-02-29'],
  ['202512', '2025-12-31'],
  ['2025Q1', '2025-03-31'],
  ['2024', '2024-12-31'],
  ['2025W1', '2025-01-05'],
  ['2024W52', '2024-12-29'],
])('%s ends on %s', (period, day) => {
  expect(lastDayOf(period)).toBe(day);
});

test('days are added over the end of a month', () => {
  expect(addDays('2025-02-27', 2)).toBe('2025-03-01');
  expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
});

test('a type without periods is refused by name', () => {
  expect(() => periodsOf('BiMonthly')).toThrow('BiMonthly');
});
