/** A period of a selection as two days, where it is that; other spellings (`2023Q1`, `202301:202306`) stand as text. */
export interface PeriodDays {
  readonly from: string;
  readonly to: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** `2023-01-15:2023-03-31`, `2023`, `2023:2024`; undefined for what two days do not say. */
export function daysOfPeriod(period: string | undefined): PeriodDays | undefined {
  if (period === undefined || period === '') return { from: '', to: '' };
  const [from = '', to = from, ...more] = period.split(':');
  if (more.length > 0) return undefined;
  const years = /^\d{4}$/;
  if (years.test(from) && years.test(to)) return { from: `${from}-01-01`, to: `${to}-12-31` };
  return (day.test(from) || from === '') && (day.test(to) || to === '') ? { from, to } : undefined;
}

/** The period between two days; an open side is a day before or after which DHIS2 has nothing. Undefined where both are open. */
export function periodOfDays({ from, to }: PeriodDays): string | undefined {
  if (from === '' && to === '') return undefined;
  return `${from === '' ? firstDay : from}:${to === '' ? lastDay : to}`;
}

export const firstDay = '1900-01-01';
export const lastDay = '2999-12-31';
