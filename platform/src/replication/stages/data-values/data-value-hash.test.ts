import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DataValue } from '../../../model/data-value.ts';
import { createRowLanes } from '../../slices/row-hash.ts';
import { createDataValueHash, type ValueKind } from './data-value-hash.ts';

const kinds: Readonly<Record<string, ValueKind>> = { Yes: 'boolean', Tick: 'trueOnly' };
const kindOf = (dataElement: string): ValueKind => kinds[dataElement];
const hash = createDataValueHash((uid) => uid, kindOf);

function lanesOf(value: DataValue) {
  const { keyA, keyB, contentA, contentB } = writtenBy(value);
  return { key: `${keyA} ${keyB}`, content: `${contentA} ${contentB}` };
}

function writtenBy(value: DataValue) {
  const lanes = createRowLanes();
  hash(value, lanes);
  return lanes;
}

const blank = fc.constantFrom('', ' ', '\t\n', '\u0000');
const text = fc.constantFrom('1', '1.0', '01', '0', 'true', 'TRUE', 't', 'false', 'F', 'a b', 'ab', 'é', '');
const padded = fc.tuple(blank, text, blank).map((parts) => parts.join(''));
const uid = fc.constantFrom('one', 'two');
const value: fc.Arbitrary<DataValue> = fc.record(
  {
    dataElement: fc.constantFrom('Number', 'Yes', 'Tick'),
    period: fc.constantFrom('202401', '2024'),
    orgUnit: uid,
    categoryOptionCombo: uid,
    attributeOptionCombo: uid,
    value: padded,
    comment: fc.oneof(blank, fc.constantFrom('seen', ' seen ')),
    followup: fc.boolean(),
    created: fc.constantFrom('2024-01-01', '2025-01-01'),
    lastUpdated: fc.constantFrom('2024-01-01', '2025-01-01'),
    storedBy: uid,
  },
  {
    requiredKeys: ['dataElement', 'period', 'orgUnit', 'categoryOptionCombo', 'attributeOptionCombo'],
  },
);

/** What DHIS2 would keep of a text: Java's `trim`. */
function trimmed(spelled = ''): string {
  const isSeen = (character: string) => character > ' ';
  const characters = [...spelled];
  return characters.slice(characters.findIndex(isSeen), characters.findLastIndex(isSeen) + 1).join('');
}

function meaningOf({ dataElement, value: spelled, comment, followup = false }: DataValue): string {
  const kind = kindOf(dataElement);
  const said = spelled ?? '';
  const isTrue = kind !== undefined && ['true', 'True', 'TRUE', 't', 'T', '1'].includes(said);
  const isFalse = kind === 'boolean' && ['false', 'False', 'FALSE', 'f', 'F', '0'].includes(said);
  const normal = isTrue ? 'true' : isFalse ? 'false' : trimmed(said);
  return JSON.stringify([normal, trimmed(comment), followup]);
}

const keyOf = (each: DataValue) =>
  [each.dataElement, each.period, each.orgUnit, each.categoryOptionCombo, each.attributeOptionCombo].join('/');

test('values hash alike exactly when DHIS2 could not tell them apart; who wrote them and when says nothing', () => {
  const property = fc.property(value, value, (left, right) => {
    const [one, other] = [lanesOf(left), lanesOf(right)];
    expect(one.key === other.key).toBe(keyOf(left) === keyOf(right));
    expect(one.content === other.content).toBe(meaningOf(left) === meaningOf(right));
  });
  fc.assert(property, { numRuns: 2_000 });
});

test('the parts of a key cannot change places', () => {
  const value = {
    dataElement: 'Number',
    period: '2024',
    orgUnit: 'a',
    categoryOptionCombo: 'b',
    attributeOptionCombo: 'c',
  };
  const swapped = { ...value, categoryOptionCombo: 'c', attributeOptionCombo: 'b' };
  expect(lanesOf(swapped).key).not.toBe(lanesOf(value).key);
});

test('org units that are values are those of the target; a text that looks like one stays a text', () => {
  const toTarget = (uid: string) => (uid === 'OuOfSource1' ? 'OuOfTarget1' : uid);
  const ofKind = (kind: ValueKind) => createDataValueHash(toTarget, () => kind);
  const lanes = { source: createRowLanes(), target: createRowLanes() };
  const value = { dataElement: 'e', period: '2024', orgUnit: 'a', categoryOptionCombo: 'b', attributeOptionCombo: 'c' };
  const areSame = (kind: ValueKind, source: string, target: string) => {
    ofKind(kind)({ ...value, value: source }, lanes.source);
    createDataValueHash(
      (uid) => uid,
      () => kind,
    )({ ...value, value: target }, lanes.target);
    return lanes.source.contentA === lanes.target.contentA && lanes.source.contentB === lanes.target.contentB;
  };
  expect(areSame('orgUnit', 'OuOfSource1', 'OuOfTarget1')).toBe(true);
  expect(areSame('orgUnit', 'OuOfOthers1', 'OuOfTarget1')).toBe(false);
  expect(areSame(undefined, 'OuOfSource1', 'OuOfTarget1')).toBe(false);
  expect(areSame(undefined, 'OuOfSource1', 'OuOfSource1')).toBe(true);
});
