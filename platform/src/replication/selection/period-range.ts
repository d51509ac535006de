import { PlatformError } from '../../model/errors/platform-error.ts';

/** A stretch of days, both inclusive, `yyyy-MM-dd`. */
export interface PeriodRange {
  readonly startDate: string;
  readonly endDate: string;
}

/**
 * The days between two periods or dates: `2023`, `2023:2024`, `202301:202306`, `2023Q1`, `2023S2`, `2023-01-15:2023-03-31`.
 * @throws PlatformError SELECTION_PERIOD_INVALID.
 */
export function parsePeriodRange(text: string): PeriodRange {
  const [from, to, ...more] = text.split(':').map((part) => part.trim());
  const first = daysOf(from ?? '');
  const last = daysOf(to ?? from ?? '');
  if (more.length > 0 || !first || !last || first.startDate > last.endDate) {
    throw new PlatformError('SELECTION_PERIOD_INVALID', { args: { period: text } });
  }
  return { startDate: first.startDate, endDate: last.endDate };
}

const spelling = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?|Q([1-4])|S([12]))?$/;

function daysOf(text: string): PeriodRange | undefined {
  const [, year, month, day, quarter, half] = spelling.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [first, months] = monthsOf(month, quarter, half);
  if (day !== undefined) return isDate(`${year}-${month}-${day}`) ? oneDay(`${year}-${month}-${day}`) : undefined;
  if (first < 1 || first > 12) return undefined;
  const end = new Date(Date.UTC(Number(year), first - 1 + months, 0));
  return { startDate: `${year}-${String(first).padStart(2, '0')}-01`, endDate: end.toISOString().slice(0, 10) };
}

/** The first month, and how many there are. */
function monthsOf(month: string | undefined, quarter: string | undefined, half: string | undefined): [number, number] {
  if (month !== undefined) return [Number(month), 1];
  if (quarter !== undefined) return [Number(quarter) * 3 - 2, 3];
  return half === undefined ? [1, 12] : [Number(half) * 6 - 5, 6];
}

function oneDay(date: string): PeriodRange {
  return { startDate: date, endDate: date };
}

/** `2023-02-30` is none. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
