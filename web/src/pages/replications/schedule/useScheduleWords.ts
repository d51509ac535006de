import { useTranslation } from 'react-i18next';
import type { Schedule } from '../../../api/replications.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { type Recurrence, recurrenceOf, weekDays } from './recurrence.ts';

/** A Sunday, from which days are counted as cron counts them. */
const sunday = Date.UTC(2026, 1, 1);

/** Names of the days of the week in the language of the page, by cron's numbers. */
export function useDayNames(): ReadonlyMap<number, string> {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  return new Map(weekDays.map((day) => [day, format.format(sunday + day * 86_400_000)]));
}

/** When a replication runs, in words: `chaque jour à 22:00`. */
export function useScheduleWords(): (schedule: Pick<Schedule, 'cron'>) => string {
  const { t } = useTranslation('schedule');
  const { list } = useFormats();
  const dayNames = useDayNames();
  const say = (recurrence: Recurrence): string => {
    if (recurrence.kind === 'hourly') return t('everyHours', { count: recurrence.everyHours });
    if (recurrence.kind === 'daily') return t('everyDay', { time: recurrence.time });
    if (recurrence.kind === 'monthly') return t('everyMonth', { time: recurrence.time, day: recurrence.day });
    if (recurrence.kind === 'cron') return t('byCron', { cron: recurrence.cron });
    const names = weekDays.filter((day) => recurrence.days.includes(day)).map((day) => dayNames.get(day) ?? '');
    return t('everyWeek', { time: recurrence.time, days: list(names) });
  };
  return ({ cron }) => say(recurrenceOf(cron));
}
