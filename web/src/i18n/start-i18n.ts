import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { getLanguage, keepLanguage, type Language, type LanguageCode, preferredLanguage } from './languages.ts';

/** Makes the texts of the preferred language ready; React is rendered afterwards, so that no screen waits for its words. */
export async function startI18n(): Promise<void> {
  const language = preferredLanguage();
  await i18next.use(initReactI18next).init({
    lng: language.code,
    resources: { [language.code]: await language.load() },
    defaultNS: 'words',
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  applyTo(document.documentElement, language);
}

/** Changes the language of the whole page, and remembers it in this browser. */
export async function changeLanguage(code: LanguageCode): Promise<void> {
  const language = getLanguage(code);
  if (!i18next.hasResourceBundle(code, 'words')) {
    for (const [screen, texts] of Object.entries(await language.load())) i18next.addResourceBundle(code, screen, texts);
  }
  applyTo(document.documentElement, language);
  keepLanguage(code);
  await i18next.changeLanguage(code);
}

/** The language that the screens speak now; what is asked of the service outside of React needs it, too. */
export function currentLanguage(): Language {
  return getLanguage(i18next.language);
}

function applyTo(root: HTMLElement, { code, direction }: Language): void {
  root.lang = code;
  root.dir = direction;
}
