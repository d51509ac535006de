/** Moments by the source's wall clock, `yyyy-MM-ddTHH:mm:ss.SSS` without an offset, reckoned with and never compared with our clock. */

/** The same clock, some time earlier. */
export function earlier(wallText: string, byMs: number): string {
  const ms = Date.parse(`${wallText}Z`);
  return Number.isNaN(ms) ? wallText : new Date(ms - byMs).toISOString().slice(0, 23);
}

/** The day so many days before, `yyyy-MM-dd`. */
export function earlierDay(wallText: string, days: number): string {
  return earlier(wallText, days * 86_400_000).slice(0, 10);
}

/** How long before `now` something happened, in milliseconds; undefined for what is no moment. Dates with an offset are UTC's. */
export function ageMs(now: string, at: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at)) return undefined;
  const age = Date.parse(`${now}Z`) - Date.parse(/[+Z]/.test(at) ? at : `${at}Z`);
  return Number.isNaN(age) ? undefined : age;
}
