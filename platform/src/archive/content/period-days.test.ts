import { formatDay, parsePeriod, periodAt } from '@relais/standin/data/period.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPeriodFilter, daysOfPeriod } from './period-days.ts';

const types = [
  ...[
    'Daily',
    'Weekly',
    'WeeklyWednesday',
    'WeeklyThursday',
    'WeeklyFriday',
    'WeeklySaturday',
    'WeeklySunday',
    'BiWeekly',
  ],
  ...['Monthly', 'BiMonthly', 'Quarterly', 'QuarterlyNov', 'SixMonthly', 'SixMonthlyApril', 'SixMonthlyNov', 'Yearly'],
  ...[
    'FinancialFeb',
    'FinancialApril',
    'FinancialJuly',
    'FinancialAug',
    'FinancialSep',
    'FinancialOct',
    'FinancialNov',
  ],
];

it('knows the days of every period as the stand-in does', () => {
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.integer({ min: 7_300, max: 25_000 }), (type, day) => {
      const period = periodAt(type, day);
      const iso = period?.iso ?? '';
      expect(parsePeriod(iso)?.periodType).toBe(type);
      expect(daysOfPeriod(iso), iso).toEqual({
        start: formatDay(period?.start ?? 0),
        end: formatDay(period?.end ?? 0),
      });
    }),
    { numRuns: 500 },
  );
});

it('takes the periods that lie wholly between two days, and those that it cannot read', () => {
  const isInside = createPeriodFilter('2024-01-01', '2024-06-30');
  const periods = [
    '202401',
    '202406',
    '202407',
    '2024Q2',
    '2024',
    '2024S1',
    '2024W1',
    '2023W52',
    '20240630',
    'whatever',
  ];
  expect(periods.filter(isInside)).toEqual(['202401', '202406', '2024Q2', '2024S1', '2024W1', '20240630', 'whatever']);
});
