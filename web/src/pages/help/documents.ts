import type { DocumentPage } from '../../../documentation/read-document.ts';
import { type DocumentEntry, entriesOf, nameOf } from './document-entries.ts';

/** The documentation that this release was built with, a file for each page (web/documentation). */
const pages = import.meta.glob<DocumentPage>('../../../../docs/**/*.md', { query: '?document', import: 'content' });
const titles = import.meta.glob<string>('../../../../docs/**/*.md', {
  query: '?title',
  import: 'content',
  eager: true,
});

export const documents: readonly DocumentEntry[] = entriesOf(titles);

/** Undefined where there is no such page. */
export async function loadDocument(name: string): Promise<DocumentPage | undefined> {
  const found = Object.entries(pages).find(([path]) => nameOf(path) === name);
  return found?.[1]();
}
