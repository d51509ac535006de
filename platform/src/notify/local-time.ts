const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
    minute: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** Whether this machine knows a time zone, by its IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What the clocks on the walls of a time zone show, in minutes since 1970. */
function wallMinutes(instant: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) / minuteMs;
}

/** Minutes after midnight in a time zone. */
export function minuteOfDay(instant: Date, timeZone: string): number {
  return wallMinutes(instant, timeZone) % dayMinutes;
}

/**
 * The next moment, after `instant`, at which the clocks of a time zone come to a minute of the day. Where they jump over it (daylight
 * saving), the moment of the jump; where they come to it twice, the first.
 */
export function nextAt(instant: Date, minute: number, timeZone: string): Date {
  const now = wallMinutes(instant, timeZone);
  const midnight = now - (now % dayMinutes);
  const today = midnight + minute;
  const wanted = today > now ? today : today + dayMinutes;
  // The first whole minute after `instant` whose wall clock shows `wanted` or later. Clocks jump by less than two hours either way.
  const start = Math.floor(instant.getTime() / minuteMs) + 1;
  let early = Math.max(start, start + (wanted - now) - 3 * 60);
  while (wallMinutes(new Date(early * minuteMs), timeZone) < wanted) early += 1;
  return new Date(early * minuteMs);
}

/** The next full hour of the clock. */
export function nextFullHour(instant: Date): Date {
  const hourMs = 60 * minuteMs;
  return new Date((Math.floor(instant.getTime() / hourMs) + 1) * hourMs);
}
