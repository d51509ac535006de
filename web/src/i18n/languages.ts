import { withFrenchSpaces } from './french-spaces.ts';
import type { Texts } from './texts.ts';

/** A language that the screens can speak. */
export interface Language {
  /** ISO 639; also what the service is asked for (`Accept-Language`). */
  readonly code: LanguageCode;
  /** Its own name, for who looks for it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** For dates and numbers. */
  readonly locale: string;
  /** Its texts, loaded when it is chosen. */
  readonly load: () => Promise<Texts>;
}

export type LanguageCode = 'fr' | 'en';

/**
 * THE list of languages, the first being the one that counts where somebody's is not here. Portuguese and Arabic (`direction: 'rtl'`) become a row
 * here, a code above and a folder in `texts`; the compiler then names every text that is missing.
 */
export const languages: readonly Language[] = [
  {
    code: 'fr',
    name: 'Français',
    direction: 'ltr',
    locale: 'fr-FR',
    load: async () => withFrenchSpaces((await import('../texts/fr/fr.ts')).fr),
  },
  {
    code: 'en',
    name: 'English',
    direction: 'ltr',
    locale: 'en-GB',
    load: async () => (await import('../texts/en/en.ts')).en,
  },
];

const keptAs = 'relais.language';

/** The language that somebody chose, else the first of their browser's that is here, else French. */
export function preferredLanguage(): Language {
  const wishes = [readKept(), ...navigator.languages].filter((wish) => wish !== undefined);
  for (const wish of wishes) {
    const found = languages.find(({ code }) => wish.toLowerCase().startsWith(code));
    if (found !== undefined) return found;
  }
  return getLanguage('fr');
}

export function getLanguage(code: string): Language {
  const found = languages.find((language) => language.code === code) ?? languages[0];
  if (found === undefined) throw new Error('there is no language');
  return found;
}

/** Private windows of some browsers keep nothing, which is no reason to show nothing. */
function readKept(): string | undefined {
  try {
    return localStorage.getItem(keptAs) ?? undefined;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

export function keepLanguage(code: LanguageCode): void {
  try {
    localStorage.setItem(keptAs, code);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
