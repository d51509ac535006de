import { useTranslation } from 'react-i18next';
import { createFormats, type Formats } from './formats.ts';
import { getLanguage } from './languages.ts';

const made = new Map<string, Formats>();

/** Dates and numbers in the language of the page. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const formats = made.get(i18n.language) ?? createFormats(getLanguage(i18n.language));
  made.set(i18n.language, formats);
  return formats;
}
