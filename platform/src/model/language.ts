/** The languages that Relais speaks. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The language of a POSIX locale such as `fr_FR.UTF-8`: French where it begins with `fr`, else English. */
export function languageOfLocale(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** A text in a language. French typography keeps a space before : ; ? ! », which must not end a line. */
export function inLanguage(text: Bilingual, language: Language): string {
  return language === 'en' ? text.en : text.fr.replace(/ (?=[:;?!»])/g, '\u00A0').replace(/« /g, '«\u00A0');
}
