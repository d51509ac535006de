import type { Schedule, ScheduleToSet } from '../../../api/replications.ts';
import { cronOf, type Recurrence, recurrenceOf, spellTime } from './recurrence.ts';

/** A schedule while somebody sets it. */
export interface ScheduleDraft {
  readonly recurrence: Recurrence;
  readonly timeZone: string;
  readonly hasWindow: boolean;
  /** `22:00`. */
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly ifRunning: Schedule['ifRunning'];
}

/** A new schedule is in the time zone of whoever sets it: nights are meant, not numbers. */
export function draftOfSchedule(schedule: Schedule | null, here: string): ScheduleDraft {
  const { cron = '0 22 * * *', timeZone = here, window, ifRunning = 'wait' } = schedule ?? {};
  return {
    ...{ recurrence: recurrenceOf(cron), timeZone, ifRunning },
    hasWindow: window !== undefined,
    windowFrom: window === undefined ? '22:00' : spellTime(window.from),
    windowTo: window === undefined ? '05:00' : spellTime(window.to),
  };
}

export function scheduleToSet(draft: ScheduleDraft): ScheduleToSet {
  const { recurrence, timeZone, hasWindow, windowFrom, windowTo, ifRunning } = draft;
  return {
    ...{ cron: cronOf(recurrence), timeZone, ifRunning },
    ...(hasWindow && { window: `${windowFrom}-${windowTo}` }),
  };
}

/** The time zones that the browser knows, with one that it does not where it is in use. */
export function timeZones(used: string): readonly string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return known.includes(used) ? known : [used, ...known];
}
