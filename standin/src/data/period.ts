/**
 * ISO periods of DHIS2, for the ISO 8601 calendar. Days are counted from 1970-01-01, so that a comparison of two
 * periods is one of numbers. Spellings are those of DateUnitType in dhis2-core (2.40 to 2.43 agree).
 */
export interface Period {
  readonly iso: string;
  readonly periodType: string;
  /** First day, counted from 1970-01-01. */
  readonly start: number;
  /** Last day, counted in. */
  readonly end: number;
}

interface MonthsRule {
  readonly pattern: RegExp;
  readonly months: number;
  /** Month of the first period relative to January of the named year; -2 is November of the year before. */
  readonly first: number;
  readonly perYear: number;
  format(year: number, index: number): string;
}

const two = (n: number): string => String(n).padStart(2, '0');
const yearly = (suffix: string, first: number): MonthsRule => ({
  pattern: new RegExp(`^(\\d{4})${suffix}$`),
  months: 12,
  first,
  perYear: 1,
  format: (year) => `${year}${suffix}`,
});
const within = (infix: string, months: number, first: number): MonthsRule => ({
  pattern: new RegExp(`^(\\d{4})${infix}(\\d)$`),
  months,
  first,
  perYear: 12 / months,
  format: (year, index) => `${year}${infix}${index}`,
});

const MONTH_RULES: Readonly<Record<string, MonthsRule>> = {
  Monthly: {
    pattern: /^(\d{4})-?(\d{2})$/,
    months: 1,
    first: 0,
    perYear: 12,
    format: (year, index) => `${year}${two(index)}`,
  },
  BiMonthly: {
    pattern: /^(\d{4})(\d{2})B$/,
    months: 2,
    first: 0,
    perYear: 6,
    format: (year, index) => `${year}${two(index)}B`,
  },
  Quarterly: within('Q', 3, 0),
  QuarterlyNov: within('NovQ', 3, -2),
  SixMonthly: within('S', 6, 0),
  SixMonthlyApril: within('AprilS', 6, 3),
  SixMonthlyNov: within('NovS', 6, -2),
  Yearly: yearly('', 0),
  FinancialFeb: yearly('Feb', 1),
  FinancialApril: yearly('April', 3),
  FinancialJuly: yearly('July', 6),
  FinancialAug: yearly('Aug', 7),
  FinancialSep: yearly('Sep', 8),
  FinancialOct: yearly('Oct', 9),
  FinancialNov: yearly('Nov', -2),
};

interface WeeksRule {
  readonly infix: string;
  /** ISO number of the week's first day: 1 is Monday. */
  readonly firstDay: number;
  readonly weeks: number;
}

const WEEK_RULES: Readonly<Record<string, WeeksRule>> = {
  Weekly: { infix: 'W', firstDay: 1, weeks: 1 },
  WeeklyWednesday: { infix: 'WedW', firstDay: 3, weeks: 1 },
  WeeklyThursday: { infix: 'ThuW', firstDay: 4, weeks: 1 },
  WeeklyFriday: { infix: 'FriW', firstDay: 5, weeks: 1 },
  WeeklySaturday: { infix: 'SatW', firstDay: 6, weeks: 1 },
  WeeklySunday: { infix: 'SunW', firstDay: 7, weeks: 1 },
  BiWeekly: { infix: 'BiW', firstDay: 1, weeks: 2 },
};

const MILLISECONDS_A_DAY = 86_400_000;
const DAY_PATTERN = /^(\d{4})(-?)(\d{2})\2(\d{2})$/;
const WEEK_PATTERN = /^(\d{4})([A-Z][a-z]*W|W)(\d\d?)$/;

/** The day of a date, counted from 1970-01-01; months from 0, over- and underflow allowed. */
export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day) / MILLISECONDS_A_DAY;
}

/** The day that a moment falls on in UTC. */
export function dayOfDate(date: Date): number {
  return Math.floor(date.getTime() / MILLISECONDS_A_DAY);
}

/** A day as `yyyy-MM-dd`. */
export function formatDay(day: number): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** Reads an ISO period of any type; undefined when it is none. */
export function parsePeriod(iso: string): Period | undefined {
  const day = DAY_PATTERN.exec(iso);
  if (day) return parseDaily(iso, Number(day[1]), Number(day[3]), Number(day[4]));
  const week = WEEK_PATTERN.exec(iso);
  if (week) return parseWeeks(Number(week[1]), week[2] ?? '', Number(week[3]));
  for (const [periodType, rule] of Object.entries(MONTH_RULES)) {
    const found = rule.pattern.exec(iso);
    if (found) return monthsPeriod(periodType, rule, Number(found[1]), Number(found[2] ?? 1));
  }
  return undefined;
}

function parseDaily(iso: string, year: number, month: number, dayOfMonth: number): Period | undefined {
  const day = dayOf(year, month - 1, dayOfMonth);
  if (formatDay(day).replaceAll('-', '') !== iso.replaceAll('-', '')) return undefined;
  return dailyPeriod(day);
}

function dailyPeriod(day: number): Period {
  return { iso: formatDay(day).replaceAll('-', ''), periodType: 'Daily', start: day, end: day };
}

function monthsPeriod(periodType: string, rule: MonthsRule, year: number, index: number): Period | undefined {
  if (index < 1 || index > rule.perYear) return undefined;
  const month = rule.first + (index - 1) * rule.months;
  const start = dayOf(year, month, 1);
  const end = dayOf(year, month + rule.months, 1) - 1;
  return { iso: rule.format(year, index), periodType, start, end };
}

function parseWeeks(year: number, infix: string, index: number): Period | undefined {
  const found = Object.entries(WEEK_RULES).find(([, rule]) => rule.infix === infix);
  if (!found || index < 1) return undefined;
  const [periodType, rule] = found;
  const start = firstWeekStart(year, rule.firstDay) + (index - 1) * 7 * rule.weeks;
  // The year of a week is that of its fourth day, so a 53rd week of a short year names no period.
  if (new Date((start + 3) * MILLISECONDS_A_DAY).getUTCFullYear() !== year) return undefined;
  return { iso: `${year}${infix}${index}`, periodType, start, end: start + 7 * rule.weeks - 1 };
}

/** Week 1 is the one with 4 January in it. */
function firstWeekStart(year: number, firstDay: number): number {
  const fourth = dayOf(year, 0, 4);
  const isoWeekday = ((((fourth + 3) % 7) + 7) % 7) + 1;
  return fourth - ((isoWeekday - firstDay + 7) % 7);
}

/** The period of a type that a day falls in; undefined for a type nobody knows. */
export function periodAt(periodType: string, day: number): Period | undefined {
  if (periodType === 'Daily') return dailyPeriod(day);
  const months = MONTH_RULES[periodType];
  if (months) return monthsPeriodAt(periodType, months, day);
  const weeks = WEEK_RULES[periodType];
  return weeks ? weeksPeriodAt(weeks, day) : undefined;
}

function monthsPeriodAt(periodType: string, rule: MonthsRule, day: number): Period | undefined {
  const date = new Date(day * MILLISECONDS_A_DAY);
  const offset = date.getUTCMonth() - rule.first + 12;
  const year = date.getUTCFullYear() - 1 + Math.floor(offset / 12);
  return monthsPeriod(periodType, rule, year, Math.floor((offset % 12) / rule.months) + 1);
}

function weeksPeriodAt(rule: WeeksRule, day: number): Period | undefined {
  const year = new Date(day * MILLISECONDS_A_DAY).getUTCFullYear();
  for (const candidate of [year + 1, year, year - 1]) {
    const first = firstWeekStart(candidate, rule.firstDay);
    if (day < first) continue;
    return parseWeeks(candidate, rule.infix, Math.floor((day - first) / (7 * rule.weeks)) + 1);
  }
  return undefined;
}

/** The period before. */
export function previousPeriod(period: Period): Period | undefined {
  return periodAt(period.periodType, period.start - 1);
}

/**
 * The last period that is open for entry: with 0 open future periods the one before today's
 * (PeriodType.getFuturePeriod in dhis2-core, all releases read).
 */
export function latestOpenPeriod(periodType: string, openFuturePeriods: number, today: number): Period | undefined {
  const current = periodAt(periodType, today);
  let period = current && previousPeriod(current);
  for (let i = 0; i < openFuturePeriods && period; i++) period = periodAt(periodType, period.end + 1);
  return period;
}
