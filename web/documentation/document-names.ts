/** Languages that pages of the documentation are written in. */
export type DocumentLanguage = 'fr' | 'en';

/** French pages lie in a folder of their own. */
export function languageOf(name: string): DocumentLanguage {
  return name.startsWith('fr/') ? 'fr' : 'en';
}

/** The name that the same page has in the other language, where it is there. */
export function siblingOf(name: string): string {
  return languageOf(name) === 'fr' ? name.slice('fr/'.length) : `fr/${name}`;
}
