import { PlatformError } from '../model/errors/platform-error.ts';

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * `30s`, `5m`, `24h`, `7d` in milliseconds.
 * @throws PlatformError DURATION_INVALID.
 */
export function parseDuration(text: string, place: { readonly option: string; readonly leastMs: number }): number {
  const [, number, unit] = /^(\d+)([smhd])$/.exec(text.trim()) ?? [];
  const ms = Number(number) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN);
  if (!Number.isSafeInteger(ms) || ms < place.leastMs) {
    const least = `${Math.round(place.leastMs / 1000)}s`;
    throw new PlatformError('DURATION_INVALID', { args: { option: place.option, value: text, least } });
  }
  return ms;
}

/** Milliseconds as `parseDuration` reads them, in the largest unit that leaves nothing over; less than a second is left out. */
export function spellDuration(ms: number): string {
  const fits = (['d', 'h', 'm'] as const).find((unit) => ms >= unitMs[unit] && ms % unitMs[unit] === 0) ?? 's';
  return `${Math.floor(ms / unitMs[fits])}${fits}`;
}
