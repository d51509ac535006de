import { PlatformError } from '../model/errors/platform-error.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/**
 * A time zone by its name, such as `Africa/Lubumbashi`; an offset is none, because it does not know when clocks change.
 * @throws PlatformError TIME_ZONE_UNKNOWN.
 */
export function assertTimeZone(zone: string): void {
  try {
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError(zone);
    formatOf(zone);
  } catch (cause) {
    throw new PlatformError('TIME_ZONE_UNKNOWN', { args: { zone }, cause });
  }
}

/** What clocks on the wall show, in milliseconds as if they showed UTC: such times can be counted with, but are no moments. */
export function wallClock(zone: string, instant: number): number {
  const parts = formatOf(zone).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const seconds = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return seconds + (((instant % 1000) + 1000) % 1000);
}

/** How far clocks on the wall are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  return wallClock(zone, instant) - instant;
}

/** The day that the calendar on the wall shows, as days since 1970. */
export function dayAt(zone: string, instant: number): number {
  return Math.floor(wallClock(zone, instant) / dayMs);
}

/**
 * The first moment at which clocks on the wall show a time (as `wallClock` has it) or have gone past it: 02:30 of a night in
 * which they jump from 02:00 to 03:00 is the moment of the jump; of a night in which they show it twice it is the first.
 */
export function firstInstantAt(zone: string, wall: number): number {
  // No zone is further than 14 hours from UTC, and none changes its clocks twice in three days.
  const [before, after] = [wall - 1.5 * dayMs, wall + 1.5 * dayMs];
  const shown = [before, after]
    .map((instant) => wall - offsetAt(zone, instant))
    .filter((instant) => wallClock(zone, instant) === wall);
  return shown.length > 0 ? Math.min(...shown) : firstChangeOfClocks(zone, before, after);
}

/** The moment between two others at which clocks on the wall change; they must differ in their offset. */
export function firstChangeOfClocks(zone: string, from: number, to: number): number {
  const offset = offsetAt(zone, from);
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}
