import { PlatformError } from '../../model/errors/platform-error.ts';

/** A moment, as metadata spell it and as a number. */
export interface Moment {
  /** `yyyy-MM-ddTHH:mm:ss.SSS` by the instance's own clock, as `lastUpdated` of its metadata (API.md §4.1). */
  readonly text: string;
  readonly ms: number;
}

const spelling = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{3})?)?)?$/;
const template = '0000-00-00T00:00:00.000';

/**
 * A date, or a date and a time, by the clock of an instance in the given zone; UTC where it does not say its zone.
 * @throws PlatformError SELECTION_DATE_INVALID.
 */
export function parseMoment(typed: string, timeZone: string | undefined): Moment {
  const text = typed.trim().replace(' ', 'T');
  const full = text + template.slice(text.length);
  const asUtc = Date.parse(`${full}Z`);
  if (!spelling.test(text) || Number.isNaN(asUtc)) {
    throw new PlatformError('SELECTION_DATE_INVALID', { args: { date: typed } });
  }
  // The zone's offset is asked at the moment found with the first guess: right but for the hour of a change of clocks.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return { text: full, ms: asUtc - offsetAt(guess, timeZone) };
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(ms: number, timeZone = 'UTC'): number {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000;
}
