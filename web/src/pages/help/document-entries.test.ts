import { describe, expect, it } from 'vitest';
import { entriesOf, isDecision, pagesFor } from './document-entries.ts';

const entries = entriesOf({
  '../docs/api.md': 'The API',
  '../docs/coverage.md': 'Coverage',
  '../docs/guide.md': 'The guide',
  '../docs/decisions/0016-deletions.md': '0016 · Deletions',
  '../docs/fr/api.md': 'L’API',
  '../docs/fr/guide.md': 'Guide',
});
const namesOf = (pages: readonly { name: string }[]) => pages.map(({ name }) => name);

describe('pages of the documentation', () => {
  it('are shown in the language of the reader, the guide first, and in the other one only where there is no choice', () => {
    const { own, others } = pagesFor(entries, 'fr');
    expect(namesOf(own)).toEqual(['fr/guide', 'fr/api']);
    expect(namesOf(others)).toEqual(['coverage']);
    expect(namesOf(pagesFor(entries, 'en').own)).toEqual(['guide', 'coverage', 'api']);
    expect(pagesFor(entries, 'en').others).toEqual([]);
  });

  it('stand apart from decisions', () => {
    expect(namesOf(entries.filter(isDecision))).toEqual(['decisions/0016-deletions']);
  });
});
