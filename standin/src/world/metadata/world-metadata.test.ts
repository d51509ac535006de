import { expect, test } from 'vitest';
import { isUid } from '../../uid.ts';
import { openReferences } from '../test-references.ts';
import { DATA_ELEMENTS } from './data-elements.ts';
import { DATA_SETS } from './data-sets.ts';
import { planHierarchy } from './organisation-units.ts';
import { worldMetadata } from './world-metadata.ts';

const metadata = worldMetadata(planHierarchy(40));
const all = Object.values(metadata).flat();

test('the metadata are the same each time they are made', () => {
  expect(worldMetadata(planHierarchy(40))).toEqual(metadata);
});

test('every object has a UID of its own that DHIS2 takes', () => {
  for (const object of all) expect(isUid(object.id)).toBe(true);
  expect(new Set(all.map((object) => object.id)).size).toBe(all.length);
});

test('every reference finds its object', () => {
  expect(openReferences(metadata)).toEqual([]);
});

test('expressions, forms and templates name objects that exist, option combinations among them', () => {
  const known = new Set(JSON.stringify(metadata).match(/(?<="id":")\w{11}/g));
  const texts = [
    ...(metadata.indicators ?? []).flatMap((indicator) => [indicator.numerator, indicator.denominator]),
    ...(metadata.dataEntryForms ?? []).map((form) => form.htmlCode),
    ...(metadata.programIndicators ?? []).flatMap((indicator) => [indicator.expression, indicator.filter]),
    ...(metadata.programNotificationTemplates ?? []).map((template) => template.messageTemplate),
  ].map(String);
  const named = texts.flatMap((text) => text.match(/W[A-Z][a-z]\d{8}/g) ?? []);
  expect(named.length).toBeGreaterThan(40);
  for (const uid of named) expect(known).toContain(uid);
  expect(texts.some((text) => /#\{WDe\d{8}\.WCx\d{8}\}/.test(text))).toBe(true);
});

test.each(['dataElements', 'indicators', 'dataSets', 'categoryOptions', 'trackedEntityAttributes', 'programs'])(
  'names and short names of %s are unique, and short names fit',
  (type) => {
    for (const property of ['name', 'shortName']) {
      const names = (metadata[type] ?? []).map((object) => object[property]);
      expect(new Set(names).size).toBe(names.length);
    }
    for (const object of metadata[type] ?? []) expect(String(object.shortName).length).toBeLessThanOrEqual(50);
  },
);

test('the cases that replication has to master are all there', () => {
  const sets = (plan: (typeof DATA_ELEMENTS)[number]) => plan.dataSets.length;
  expect(DATA_ELEMENTS.some((element) => sets(element) === 2)).toBe(true);
  expect(DATA_ELEMENTS.some((element) => sets(element) === 0)).toBe(true);
  expect(DATA_ELEMENTS.some((element) => element.zeroIsSignificant)).toBe(true);
  expect(new Set(DATA_SETS.map((plan) => plan.periodType)).size).toBe(4);
  expect(new Set(DATA_ELEMENTS.map((element) => element.valueType))).toEqual(
    new Set(['INTEGER_ZERO_OR_POSITIVE', 'NUMBER', 'BOOLEAN', 'TRUE_ONLY', 'LONG_TEXT', 'TEXT', 'DATE']),
  );
  for (const type of [
    'dashboards',
    'maps',
    'eventVisualizations',
    'programRuleActions',
    'relationshipTypes',
    'constants',
  ]) {
    expect(metadata[type]?.length).toBeGreaterThan(0);
  }
});

test('option combinations cover their category combination without a gap', () => {
  const sizes = (metadata.categoryCombos ?? []).map(
    (combo) =>
      (metadata.categoryOptionCombos ?? []).filter(
        (optionCombo) => JSON.stringify(optionCombo.categoryCombo) === JSON.stringify({ id: combo.id }),
      ).length,
  );
  expect(sizes).toEqual([2, 8, 4]);
});
