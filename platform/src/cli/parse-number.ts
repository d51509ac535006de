import { PlatformError } from '../model/errors/platform-error.ts';

/** The number of a run as it was typed. */
export function parseRunNumber(text: string): number {
  const number = Number(text);
  // PostgreSQL's `integer` ends here.
  if (!/^\d+$/.test(text) || number < 1 || number > 2_147_483_647) {
    throw new PlatformError('RUN_NUMBER_INVALID', { args: { run: text } });
  }
  return number;
}

/** A whole number of an option. */
export function parseCount(
  text: string,
  place: { readonly option: string; readonly command: string; readonly least: number },
): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < place.least || !Number.isSafeInteger(number)) {
    throw new PlatformError('NUMBER_INVALID', { args: { ...place, value: text } });
  }
  return number;
}
