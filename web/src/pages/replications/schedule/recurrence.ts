/** How often something happens, in the few ways that people ask for; all else is a cron expression. */
export type Recurrence =
  | { readonly kind: 'hourly'; readonly everyHours: number; readonly minute: number }
  | { readonly kind: 'daily'; readonly time: string }
  | { readonly kind: 'weekly'; readonly time: string; readonly days: readonly number[] }
  | { readonly kind: 'monthly'; readonly time: string; readonly day: number }
  | { readonly kind: 'cron'; readonly cron: string };

export const recurrenceKinds = ['hourly', 'daily', 'weekly', 'monthly', 'cron'] as const;
export type RecurrenceKind = Recurrence['kind'];

/** Hours that divide a day, so that it begins anew at midnight. */
export const hourSteps = [1, 2, 3, 4, 6, 8, 12] as const;
/** Monday first, as calendars have it where DHIS2 is used; cron counts from Sunday. */
export const weekDays = [1, 2, 3, 4, 5, 6, 0] as const;

/** Five fields. */
export function cronOf(recurrence: Recurrence): string {
  if (recurrence.kind === 'cron') return recurrence.cron;
  if (recurrence.kind === 'hourly') {
    const { everyHours, minute } = recurrence;
    return `${minute} ${everyHours === 1 ? '*' : `*/${everyHours}`} * * *`;
  }
  const [hour = 0, minute = 0] = recurrence.time.split(':').map(Number);
  if (recurrence.kind === 'daily') return `${minute} ${hour} * * *`;
  if (recurrence.kind === 'monthly') return `${minute} ${hour} ${recurrence.day} * *`;
  const days = weekDays.filter((day) => recurrence.days.includes(day));
  return `${minute} ${hour} * * ${days.length === 0 ? '*' : days.join(',')}`;
}

/** What a cron expression says, in those ways; itself where it says more. */
export function recurrenceOf(cron: string): Recurrence {
  const [minute = '', hour = '', day = '', month = '', weekDay = '', ...more] = cron.trim().split(/\s+/);
  const other: Recurrence = { kind: 'cron', cron };
  if (more.length > 0 || month !== '*' || !isNumber(minute, 59)) return other;
  const every = /^\*(?:\/(\d+))?$/.exec(hour);
  if (every !== null && day === '*' && weekDay === '*') {
    const everyHours = Number(every[1] ?? 1);
    const isKnown = hourSteps.some((step) => step === everyHours);
    return isKnown ? { kind: 'hourly', everyHours, minute: Number(minute) } : other;
  }
  if (!isNumber(hour, 23)) return other;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekDay === '*') return { kind: 'daily', time };
  if (weekDay === '*' && isNumber(day, 31) && Number(day) > 0) return { kind: 'monthly', time, day: Number(day) };
  if (day === '*' && /^[0-6](,[0-6])*$/.test(weekDay)) {
    return { kind: 'weekly', time, days: weekDay.split(',').map(Number) };
  }
  return other;
}

function isNumber(text: string, most: number): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= most;
}

/** What a form begins with when somebody chooses another way. */
export function beginningOf(kind: RecurrenceKind, before: Recurrence): Recurrence {
  const time = 'time' in before ? before.time : '22:00';
  if (kind === 'hourly') return { kind, everyHours: 1, minute: 0 };
  if (kind === 'daily') return { kind, time };
  if (kind === 'weekly') return { kind, time, days: [1] };
  return kind === 'monthly' ? { kind, time, day: 1 } : { kind, cron: cronOf(before) };
}

/** `22:00-05:00`, of minutes after midnight. */
export function spellWindow({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${spellTime(from)}-${spellTime(to)}`;
}

export function spellTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
