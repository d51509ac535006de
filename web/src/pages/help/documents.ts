import type { DocumentPage } from '../../../documentation/read-document.ts';

/** The documentation that this release was built with, a file for each page (web/documentation). */
const pages = import.meta.glob<DocumentPage>('../../../../docs/**/*.md', { query: '?document', import: 'content' });
const titles = import.meta.glob<string>('../../../../docs/**/*.md', {
  query: '?title',
  import: 'content',
  eager: true,
});

export interface DocumentEntry {
  /** `archive`, `decisions/0016-deletions`: as in its address. */
  readonly name: string;
  readonly title: string;
  readonly language: 'fr' | 'en';
}

const nameOf = (path: string) => /\/docs\/(.+)\.md$/.exec(path)?.[1] ?? path;

/** French ones lie in a folder of their own. */
export const documents: readonly DocumentEntry[] = Object.entries(titles)
  .map(([path, title]) => ({ name: nameOf(path), title, language: languageOf(nameOf(path)) }))
  .sort((left, right) => left.name.localeCompare(right.name));

function languageOf(name: string): 'fr' | 'en' {
  return name.startsWith('fr/') ? 'fr' : 'en';
}

/** Undefined where there is no such page. */
export async function loadDocument(name: string): Promise<DocumentPage | undefined> {
  const found = Object.entries(pages).find(([path]) => nameOf(path) === name);
  return found?.[1]();
}
