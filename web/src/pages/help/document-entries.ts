import { type DocumentLanguage, languageOf, siblingOf } from '../../../documentation/document-names.ts';

export interface DocumentEntry {
  /** `archive`, `decisions/0016-deletions`: as in its address. */
  readonly name: string;
  readonly title: string;
  readonly language: DocumentLanguage;
}

export const nameOf = (path: string) => /\/docs\/(.+)\.md$/.exec(path)?.[1] ?? path;

/** What everybody reads comes before what some look up. */
const first = ['guide', 'operations'];

/** Pages by their file, those that everybody reads first, the rest by title. */
export function entriesOf(titles: Readonly<Record<string, string>>): readonly DocumentEntry[] {
  return Object.entries(titles)
    .map(([path, title]) => ({ name: nameOf(path), title, language: languageOf(nameOf(path)) }))
    .sort((left, right) => rankOf(left) - rankOf(right) || left.title.localeCompare(right.title));
}

function rankOf({ name }: DocumentEntry): number {
  const place = first.indexOf(name.replace(/^fr\//, ''));
  return place === -1 ? first.length : place;
}

export function isDecision({ name }: DocumentEntry): boolean {
  return name.startsWith('decisions/');
}

/** What is there for a reader of a language: pages in it, and those of the other language that are in no other. */
export function pagesFor(entries: readonly DocumentEntry[], language: string) {
  const pages = entries.filter((each) => !isDecision(each));
  const names = new Set(pages.map(({ name }) => name));
  return {
    own: pages.filter((each) => each.language === language),
    others: pages.filter((each) => each.language !== language && !names.has(siblingOf(each.name))),
  };
}
