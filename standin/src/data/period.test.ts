import { describe, expect, it } from 'vitest';
import { dayOf, formatDay, latestOpenPeriod, parsePeriod, periodAt, previousPeriod } from './period.ts';

const span = (iso: string): string | undefined => {
  const period = parsePeriod(iso);
  return period && `${period.periodType} ${formatDay(period.start)} ${formatDay(period.end)}`;
};

describe('ISO periods', () => {
  it.each([
    ['20240229', 'Daily 2024-02-29 2024-02-29'],
    ['2024-02-29', 'Daily 2024-02-29 2024-02-29'],
    ['2024W1', 'Weekly 2024-01-01 2024-01-07'],
    ['2020W53', 'Weekly 2020-12-28 2021-01-03'],
    ['2024WedW1', 'WeeklyWednesday 2024-01-03 2024-01-09'],
    ['2024SunW1', 'WeeklySunday 2023-12-31 2024-01-06'],
    ['2024BiW2', 'BiWeekly 2024-01-15 2024-01-28'],
    ['202402', 'Monthly 2024-02-01 2024-02-29'],
    ['2024-02', 'Monthly 2024-02-01 2024-02-29'],
    ['202403B', 'BiMonthly 2024-05-01 2024-06-30'],
    ['2024Q4', 'Quarterly 2024-10-01 2024-12-31'],
    ['2024NovQ1', 'QuarterlyNov 2023-11-01 2024-01-31'],
    ['2024S2', 'SixMonthly 2024-07-01 2024-12-31'],
    ['2024AprilS2', 'SixMonthlyApril 2024-10-01 2025-03-31'],
    ['2024NovS1', 'SixMonthlyNov 2023-11-01 2024-04-30'],
    ['2024', 'Yearly 2024-01-01 2024-12-31'],
    ['2024April', 'FinancialApril 2024-04-01 2025-03-31'],
    ['2024July', 'FinancialJuly 2024-07-01 2025-06-30'],
    ['2024Oct', 'FinancialOct 2024-10-01 2025-09-30'],
    ['2024Nov', 'FinancialNov 2023-11-01 2024-10-31'],
  ])('reads %s as %s', (iso, expected) => expect(span(iso)).toBe(expected));

  it.each(['2024X1', '202413', '202400', '2024Q5', '2023W53', '20230229', '202407B', '', 'abc', '2024W0'])(
    'refuses %s',
    (iso) => expect(parsePeriod(iso)).toBeUndefined(),
  );

  it('finds the period of a day, in every type, as the one whose span holds it', () => {
    const types = ['Daily', 'Weekly', 'WeeklyFriday', 'Monthly', 'Quarterly', 'QuarterlyNov', 'SixMonthlyApril'];
    for (const type of [...types, 'SixMonthlyNov', 'Yearly', 'FinancialApril', 'FinancialNov']) {
      for (let day = dayOf(2023, 0, 1); day < dayOf(2025, 0, 1); day += 5) {
        const period = periodAt(type, day);
        expect(period && period.start <= day && day <= period.end, `${type} ${formatDay(day)}`).toBe(true);
        expect(parsePeriod(period?.iso ?? '')).toEqual(period);
      }
    }
  });

  it('goes back over the turn of a year', () => {
    expect(previousPeriod(parsePeriod('202401') ?? { iso: '', periodType: '', start: 0, end: 0 })?.iso).toBe('202312');
  });

  it('opens the period before today, and as many more as the data set allows', () => {
    const today = dayOf(2026, 10, 21);
    expect(latestOpenPeriod('Monthly', 0, today)?.iso).toBe('202610');
    expect(latestOpenPeriod('Monthly', 3, today)?.iso).toBe('202701');
    expect(latestOpenPeriod('Quarterly', 1, today)?.iso).toBe('2026Q4');
  });
});
