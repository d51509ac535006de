/** The first and the last day of a period, `yyyy-MM-dd`. */
export interface PeriodDays {
  readonly start: string;
  readonly end: string;
}

/** Periods of so many months, by what stands between the year and the number; the first month counts from January of the year. */
const monthsOf: Readonly<Record<string, { readonly months: number; readonly first: number }>> = {
  Q: { months: 3, first: 0 },
  NovQ: { months: 3, first: -2 },
  S: { months: 6, first: 0 },
  AprilS: { months: 6, first: 3 },
  NovS: { months: 6, first: -2 },
  '': { months: 12, first: 0 },
  Feb: { months: 12, first: 1 },
  April: { months: 12, first: 3 },
  July: { months: 12, first: 6 },
  Aug: { months: 12, first: 7 },
  Sep: { months: 12, first: 8 },
  Oct: { months: 12, first: 9 },
  Nov: { months: 12, first: -2 },
};

/** Weeks by the same, with the ISO number of their first day. */
const weeksOf: Readonly<Record<string, { readonly firstDay: number; readonly days: number }>> = {
  W: { firstDay: 1, days: 7 },
  WedW: { firstDay: 3, days: 7 },
  ThuW: { firstDay: 4, days: 7 },
  FriW: { firstDay: 5, days: 7 },
  SatW: { firstDay: 6, days: 7 },
  SunW: { firstDay: 7, days: 7 },
  BiW: { firstDay: 1, days: 14 },
};

/**
 * The days of a period in the ISO calendar, by its spelling (dhis2-core, `DateUnitType`; API.md §8); undefined for another
 * spelling.
 */
export function daysOfPeriod(period: string): PeriodDays | undefined {
  const [, year, month, day, bi] = /^(\d{4})(\d{2})(\d{2})?(B)?$/.exec(period) ?? [];
  if (year !== undefined && day !== undefined)
    return bi === undefined ? between(dayIn(year, month, day), 1) : undefined;
  if (year !== undefined) {
    const number = Number(month);
    return bi === undefined ? ofMonths(Number(year), number - 1, 1) : ofMonths(Number(year), (number - 1) * 2, 2);
  }
  const [, ofYear, word = '', number = '1'] = /^(\d{4})([A-Za-z]*?)(\d{1,2})?$/.exec(period) ?? [];
  if (ofYear === undefined) return undefined;
  const weeks = weeksOf[word];
  if (weeks)
    return between(firstWeek(Number(ofYear), weeks.firstDay) + (Number(number) - 1) * weeks.days * dayMs, weeks.days);
  const months = monthsOf[word];
  return months && ofMonths(Number(ofYear), months.first + (Number(number) - 1) * months.months, months.months);
}

const dayMs = 86_400_000;

function dayIn(year: string, month = '1', day = '1'): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}

function between(startMs: number, days: number): PeriodDays {
  return { start: dateOf(startMs), end: dateOf(startMs + (days - 1) * dayMs) };
}

function ofMonths(year: number, first: number, months: number): PeriodDays {
  return { start: dateOf(Date.UTC(year, first, 1)), end: dateOf(Date.UTC(year, first + months, 0)) };
}

/** Week 1 is the one with 4 January in it. */
function firstWeek(year: number, firstDay: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const isoDay = new Date(fourth).getUTCDay() || 7;
  return fourth - ((isoDay - firstDay + 7) % 7) * dayMs;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Tells the periods that lie wholly between two days, as DHIS2 does; those whose spelling nobody knows are among them. */
export function createPeriodFilter(startDate: string, endDate: string): (period: string) => boolean {
  const known = new Map<string, boolean>();
  return (period) => {
    const before = known.get(period);
    if (before !== undefined) return before;
    const days = daysOfPeriod(period);
    const isInside = days === undefined || (days.start >= startDate && days.end <= endDate);
    known.set(period, isInside);
    return isInside;
  };
}
