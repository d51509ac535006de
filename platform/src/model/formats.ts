import type { Language } from './language.ts';

const locales: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** The space that keeps a number and its unit together; narrow in French, as its typography asks. */
const unitSpace = '\u00A0';

const numberFormats = {
  fr: new Intl.NumberFormat(locales.fr),
  en: new Intl.NumberFormat(locales.en),
};

/** `100 000` with thin spaces in French, `100,000` in English. */
export function formatNumber(value: number, language: Language): string {
  return numberFormats[language].format(value);
}

const units = {
  fr: { day: 'j', hour: 'h', minute: 'min', second: 's' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
} as const;

/** A duration as people write it, in at most two units: `3 s`, `12 min`, `1 h 05 min`, `2 j 3 h`. */
export function formatDuration(milliseconds: number, language: Language): string {
  const word = units[language];
  const part = (value: number, unit: string) => `${value}${unitSpace}${unit}`;
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return part(seconds, word.second);
  if (seconds < 600 && seconds % 60 !== 0) {
    return `${part(Math.floor(seconds / 60), word.minute)} ${part(seconds % 60, word.second)}`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return part(minutes, word.minute);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${part(hours, word.hour)} ${String(minutes % 60).padStart(2, '0')}${unitSpace}${word.minute}`;
  const days = Math.floor(hours / 24);
  return `${part(days, word.day)} ${part(hours % 24, word.hour)}`;
}

const dateFormats = {
  fr: new Intl.DateTimeFormat(locales.fr, { dateStyle: 'long', timeStyle: 'short' }),
  en: new Intl.DateTimeFormat(locales.en, { dateStyle: 'long', timeStyle: 'short' }),
};

/** A date and time as people write them, in this machine's zone. */
export function formatDateTime(date: Date, language: Language): string {
  return dateFormats[language].format(date);
}
