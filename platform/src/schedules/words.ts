import { createRequire } from 'node:module';
import type { Language } from '../model/language.ts';

// A CommonJS bundle whose one export lies elsewhere for Node's `import` than for that of a test runner.
const require = createRequire(import.meta.url);
const { default: cronstrue } = require('cronstrue/i18n') as typeof import('cronstrue/i18n.js');

/** `À 22:00, de lundi à vendredi`. */
export function cronInWords(cron: string, language: Language): string {
  return cronstrue.toString(cron, { locale: language, use24HourTimeFormat: true });
}

const locales: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** A moment as clocks and calendars of a time zone show it: `lundi 23 novembre 2026 à 22:00`. */
export function momentInWords(moment: Date, timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'full', timeStyle: 'short', timeZone });
  return format.format(moment);
}
