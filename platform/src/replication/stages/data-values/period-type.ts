/** How DHIS2 spells the periods of each type (dhis2-core 2.42, `PeriodType` and its subclasses, ISO formats). */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^\d{8}$/, 'Daily'],
  [/^\d{4}W\d{1,2}$/, 'Weekly'],
  [/^\d{4}WedW\d{1,2}$/, 'WeeklyWednesday'],
  [/^\d{4}ThuW\d{1,2}$/, 'WeeklyThursday'],
  [/^\d{4}FriW\d{1,2}$/, 'WeeklyFriday'],
  [/^\d{4}SatW\d{1,2}$/, 'WeeklySaturday'],
  [/^\d{4}SunW\d{1,2}$/, 'WeeklySunday'],
  [/^\d{4}BiW\d{1,2}$/, 'BiWeekly'],
  [/^\d{6}$/, 'Monthly'],
  [/^\d{6}B$/, 'BiMonthly'],
  [/^\d{4}Q\d$/, 'Quarterly'],
  [/^\d{4}NovQ\d$/, 'QuarterlyNov'],
  [/^\d{4}S\d$/, 'SixMonthly'],
  [/^\d{4}AprilS\d$/, 'SixMonthlyApril'],
  [/^\d{4}NovS\d$/, 'SixMonthlyNov'],
  [/^\d{4}$/, 'Yearly'],
  [/^\d{4}April$/, 'FinancialApril'],
  [/^\d{4}July$/, 'FinancialJuly'],
  [/^\d{4}Sep$/, 'FinancialSep'],
  [/^\d{4}Oct$/, 'FinancialOct'],
  [/^\d{4}Nov$/, 'FinancialNov'],
];

/** The type of an ISO period, for example `Monthly` for `202401`; undefined for a spelling that is not known here. */
export function periodTypeOf(period: string): string | undefined {
  return spellings.find(([spelling]) => spelling.test(period))?.[1];
}
