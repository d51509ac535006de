import { expect, test } from 'vitest';
import { capabilitiesOf } from './capabilities.ts';
import { tellCapabilities } from './tell-capabilities.ts';

const schemas = { byPlural: new Map(), byKlass: new Map() };
const namesOf = (release: string, isThere: boolean) =>
  tellCapabilities(capabilitiesOf({ release, schemas }))
    .filter((each) => each.isThere === isThere)
    .map(({ name }) => name);

test('what releases can and cannot do is told by name, the same names for each', () => {
  expect(namesOf('2.38.7', true)).toEqual([]);
  expect(namesOf('2.40.1', true)).toEqual(['keepsFileUids', 'attributeFiles']);
  expect(namesOf('2.42.4.1', true)).toEqual(['customIcons', 'keepsFileUids', 'attributeFiles', 'datesImportedValues']);
  expect(namesOf('2.43.0', false)).toEqual([]);
});

test('the words say which of both it is', () => {
  const wordsOf = (release: string) =>
    tellCapabilities(capabilitiesOf({ release, schemas })).find(({ name }) => name === 'customIcons')?.text;
  expect(wordsOf('2.40.1')).toEqual({ fr: 'ne connaît pas d’icônes personnelles', en: 'knows no custom icons' });
  expect(wordsOf('2.41.5.1')?.en).toBe('knows custom icons');
});
