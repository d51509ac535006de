import { type LogFilter, logKinds, logLevels } from '../../api/log.ts';

export const logFilterNames = ['level', 'kind', 'run', 'code', 'since', 'until'] as const;
export type LogFilterName = (typeof logFilterNames)[number];

/** What the service is asked for by what stands in the address; what cannot be meant is left out rather than refused. */
export function logFilterOf(values: Readonly<Record<LogFilterName, string>>): LogFilter {
  const { level, kind, run, code, since, until } = values;
  return {
    level: logLevels.find((each) => each === level),
    kind: logKinds.find((each) => each === kind),
    run: /^[1-9][0-9]{0,8}$/.test(run.trim()) ? run.trim() : undefined,
    code: code.trim() === '' ? undefined : code.trim().toUpperCase(),
    since: startOfDay(since),
    until: startOfDay(until, 1),
  };
}

/** The moment at which a day of this browser's time zone begins, or the day that many days later. */
export function startOfDay(day: string, daysLater = 0): string | undefined {
  const [year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.slice(1).map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const moment = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
