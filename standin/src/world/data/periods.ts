/** The last month that the world reports; fixed, so that every run makes the same instance. */
const LAST_YEAR = 2026;
const LAST_MONTH = 6;
const MONTHS_BACK = 24;

/** A month beyond the last one, for which a forecast was entered: data sets allow it (`openFuturePeriods`). */
export const FUTURE_MONTH = '202712';

/**
 * The ISO periods that data are reported for, oldest first: 24 months, and the weeks, quarters and years of that time.
 * @param periodType as data sets spell it: `Monthly`, `Weekly`, `Quarterly` or `Yearly`.
 */
export function periodsOf(periodType: string): readonly string[] {
  switch (periodType) {
    case 'Monthly':
      return months().map(({ year, month }) => `${year}${String(month).padStart(2, '0')}`);
    case 'Quarterly':
      return unique(months().map(({ year, month }) => `${year}Q${Math.ceil(month / 3)}`));
    case 'Yearly':
      return unique(months().map(({ year }) => String(year)));
    case 'Weekly':
      return weeks();
    default:
      throw new Error(`The world has no periods of type ${periodType}`);
  }
}

function months(): { year: number; month: number }[] {
  return Array.from({ length: MONTHS_BACK }, (_, index) => {
    const count = LAST_YEAR * 12 + LAST_MONTH - MONTHS_BACK + index;
    return { year: Math.floor(count / 12), month: (count % 12) + 1 };
  });
}

/** ISO weeks as DHIS2 names them, without padding (`2026W9`): all from Monday 1 July 2024 to Sunday 28 June 2026. */
function weeks(): string[] {
  const names: string[] = [];
  const end = Date.UTC(2026, 5, 28);
  for (let monday = Date.UTC(2024, 6, 1); monday < end; monday += 7 * DAY_MS) names.push(weekName(monday));
  return names;
}

const DAY_MS = 86_400_000;

function weekName(mondayMs: number): string {
  const thursday = new Date(mondayMs + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const dayOfYear = (thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS;
  return `${year}W${Math.floor(dayOfYear / 7) + 1}`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** The last day of a period, as `yyyy-mm-dd`. */
export function lastDayOf(period: string): string {
  const year = Number(period.slice(0, 4));
  const rest = period.slice(4);
  if (rest === '') return isoDay(Date.UTC(year, 11, 31));
  if (rest.startsWith('Q')) return isoDay(Date.UTC(year, Number(rest.slice(1)) * 3, 0));
  if (rest.startsWith('W')) {
    // The fourth of January lies in week 1 of its year.
    const fourth = new Date(Date.UTC(year, 0, 4));
    const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS;
    return isoDay(monday + (Number(rest.slice(1)) * 7 - 1) * DAY_MS);
  }
  return isoDay(Date.UTC(year, Number(rest), 0));
}

/** A day as `yyyy-mm-dd`. */
export function isoDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** The day so many days after (or before) a day, both as `yyyy-mm-dd`. */
export function addDays(day: string, days: number): string {
  return isoDay(Date.parse(day) + days * DAY_MS);
}
