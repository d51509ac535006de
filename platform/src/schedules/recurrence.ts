import { CronExpressionParser } from 'cron-parser';
import { PlatformError } from '../model/errors/platform-error.ts';
import { assertTimeZone, firstChangeOfClocks, firstInstantAt, offsetAt, wallClock } from './time-zone.ts';

/** When something happens again and again: five cron fields (minute, hour, day of month, month, day of week), in a time zone. */
export interface Recurrence {
  readonly cron: string;
  readonly timeZone: string;
}

const shortForms: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
/** No seconds, and no field by chance (`H`). */
const cronPattern = /^([\dA-GI-Z*,/#?-]+ ){4}[\dA-GI-Z*,/#?-]+$/i;

/**
 * A recurrence that happens.
 * @throws PlatformError SCHEDULE_CRON_INVALID, SCHEDULE_NEVER, TIME_ZONE_UNKNOWN.
 */
export function parseRecurrence(text: string, timeZone: string, now: Date): Recurrence {
  assertTimeZone(timeZone);
  const spelled = text.trim().split(/\s+/).join(' ');
  const cron = shortForms[spelled] ?? spelled;
  if (!cronPattern.test(cron) || !isCron(onAnyDay(cron))) {
    throw new PlatformError('SCHEDULE_CRON_INVALID', { args: { cron: text } });
  }
  const recurrence = { cron, timeZone };
  // The parser refuses the 30th of February as it refuses what makes no sense.
  const happens = isCron(cron) && nextOccurrence(recurrence, now) !== undefined;
  if (happens) return recurrence;
  const code = isCron(cron) || isPossibleDay(cron) ? 'SCHEDULE_NEVER' : 'SCHEDULE_CRON_INVALID';
  throw new PlatformError(code, { args: { cron: text } });
}

function onAnyDay(cron: string): string {
  return cron.split(' ').with(2, '*').join(' ');
}

/** Whether the day of the month exists in some month. */
function isPossibleDay(cron: string): boolean {
  return isCron(cron.split(' ').with(3, '*').join(' '));
}

function isCron(cron: string): boolean {
  try {
    CronExpressionParser.parse(cron, { tz: 'UTC' });
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/**
 * The first occurrence after a moment; undefined where the coming years have none. Where hours are named, each time of the day
 * happens once a day: one that clocks jump over happens at the jump, one that they show twice happens the first time.
 * What happens every hour, or every few minutes, happens whenever clocks show it.
 */
export function nextOccurrence({ cron, timeZone }: Recurrence, after: Date): Date | undefined {
  const isEveryHour = cron.split(' ')[1]?.startsWith('*') === true;
  const next = isEveryHour ? nextShown(cron, timeZone, after.getTime()) : nextOnce(cron, timeZone, after.getTime());
  return next === undefined ? undefined : new Date(next);
}

/** Times of the day that happen once: the wall's calendar decides, and clocks that go back repeat nothing. */
function nextOnce(cron: string, zone: string, after: number): number | undefined {
  let wall = nextWall(cron, wallClock(zone, after));
  while (wall !== undefined) {
    const instant = firstInstantAt(zone, wall);
    if (instant > after) return instant;
    wall = nextWall(cron, wall);
  }
  return undefined;
}

/** Times that happen whenever clocks show them: from one change of the clocks to the next, time is only shifted. */
function nextShown(cron: string, zone: string, after: number): number | undefined {
  let from = after;
  for (;;) {
    const offset = offsetAt(zone, from);
    const wall = nextWall(cron, from + offset);
    if (wall === undefined) return undefined;
    const instant = wall - offset;
    if (offsetAt(zone, instant) === offset) return instant;
    const change = firstChangeOfClocks(zone, from, instant);
    const shown = change + offsetAt(zone, change);
    if (nextWall(cron, shown - 1) === shown) return change;
    from = change;
  }
}

/** The next time that matches on a calendar whose clocks never change; undefined where the parser has looked far enough. */
function nextWall(cron: string, after: number): number | undefined {
  const expression = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(after) });
  return expression.hasNext() ? expression.next().getTime() : undefined;
}

/** The latest occurrence after one moment and up to another, itself included, and how many there are before it. */
export interface DueOccurrences {
  readonly latest: Date;
  readonly earlier: number;
}

/** More are not counted: a scheduler that was down for a year and one that was down for a month have both missed many. */
const countedOccurrences = 1_000;
const lookBackMs = [1, 24, 24 * 32, 24 * 367, 24 * 366 * 9].map((hours) => hours * 3_600_000);

/** What is due since a moment; undefined where nothing is. */
export function dueOccurrences(recurrence: Recurrence, since: Date, now: Date): DueOccurrences | undefined {
  const latest = latestOccurrence(recurrence, since, now);
  if (latest === undefined) return undefined;
  let earlier = 0;
  let next = nextOccurrence(recurrence, since);
  while (next !== undefined && next < latest && earlier < countedOccurrences) {
    earlier += 1;
    next = nextOccurrence(recurrence, next);
  }
  return { latest, earlier };
}

function latestOccurrence(recurrence: Recurrence, since: Date, now: Date): Date | undefined {
  for (const span of lookBackMs) {
    const start = new Date(Math.max(since.getTime(), now.getTime() - span));
    let latest: Date | undefined;
    let next = nextOccurrence(recurrence, start);
    while (next !== undefined && next <= now) {
      latest = next;
      next = nextOccurrence(recurrence, next);
    }
    if (latest !== undefined || start <= since) return latest;
  }
  return undefined;
}
