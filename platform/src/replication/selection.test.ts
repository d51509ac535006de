import { expect, it } from 'vitest';
import { registry, schema } from './metadata/fixtures/schemas.ts';
import { expandSelection } from './selection.ts';

const schemas = registry(schema('dataElement'), schema('program'), schema('legend', { metadata: false }));

it('is everything when nothing is named', () => {
  expect(expandSelection(undefined, schemas)).toBeUndefined();
});

it('spells out words for several types, and names each once', () => {
  expect(expandSelection(['metadata', 'dataElements'], schemas)).toEqual(['dataElements', 'programs']);
  expect(expandSelection(['tracker'], schemas)).toEqual(['trackedEntities', 'enrollments', 'events', 'relationships']);
});

it('refuses names that the source does not know, all of them at once', () => {
  expect(() => expandSelection(['dataElemnts', 'programs', 'legends'], schemas)).toThrow('dataElemnts, legends');
});
