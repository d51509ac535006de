import { WebMessageError } from '../web-message.ts';

/**
 * Reads a date or moment of a tracker payload or parameter, in the server's time zone (UTC) when it names none.
 * @throws WebMessageError 400 when it is neither.
 */
export function parseMoment(text: unknown): number | undefined {
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text === 'number') return text;
  const raw = String(text).trim();
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(raw) || /^\d{4}(-\d{2}){0,2}$/.test(raw) ? raw : `${raw}Z`;
  const moment = Date.parse(zoned.replace(/([+-]\d{2})(\d{2})$/, (all, h, m) => (raw.length > 10 ? `${h}:${m}` : all)));
  if (Number.isNaN(moment)) throw new WebMessageError(400, `Invalid date: ${raw}`);
  return moment;
}

/** A moment as the tracker writes it: `2024-01-11T00:00:00.000`. */
export function formatMoment(moment: number | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 23);
}
