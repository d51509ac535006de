/** When the instance said its clock reads so, in its own zone and without an offset (`/api/system/info`). */
export interface ServerClock {
  readonly serverDate?: string | undefined;
  readonly serverTimeZoneId?: string | undefined;
}

/** The instance's clock minus ours, in milliseconds; 0 where it tells no date that can be read. */
export function clockOffset({ serverDate, serverTimeZoneId }: ServerClock, nowMs: number): number {
  const asUtc = Date.parse(`${serverDate ?? ''}Z`);
  if (Number.isNaN(asUtc)) return 0;
  return Math.round(asUtc - zoneOffsetMs(serverTimeZoneId ?? 'UTC', asUtc) - nowMs);
}

/** How far a zone's clocks are ahead of UTC; 0 for a zone that this machine does not know. */
function zoneOffsetMs(timeZone: string, atMs: number): number {
  if (!isKnownZone(timeZone)) return 0;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(atMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function isKnownZone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en-US', { timeZone }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
