import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../model/digest.ts';
import { makeCanonicalise } from './canonical-object.ts';
import { property, registry, schema } from './fixtures/schemas.ts';

const element = schema('dataElement', { embedded: true, properties: [property('dataElement', 'REFERENCE')] });
const dataSet = schema('dataSet', {
  shareable: true,
  properties: [
    property('name'),
    property('version', 'INTEGER'),
    property('openingDate', 'DATE'),
    property('expiryDays', 'NUMBER'),
    property('categoryCombo', 'REFERENCE'),
    property('organisationUnits', 'REFERENCE', { collection: true }),
    property('legendSets', 'REFERENCE', { collection: true, ordered: true }),
    property('dataSetElements', 'COMPLEX', { collection: true, embedded: true, klass: 'dataElement' }),
  ],
});
const both = registry(dataSet, element);
const canonicalise = makeCanonicalise('dataSets', both, both);
const digest = (object: Record<string, unknown>) => digestOf(canonicalise({ id: 'DataSet0001', ...object }));

describe('the canonical form of an object', () => {
  it('does not hang on the order of a set, and does on the order of a list', () => {
    const uids = fc.uniqueArray(fc.stringMatching(/^[A-Z]{11}$/), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(uids, (list) => {
        const objects = list.map((id) => ({ id }));
        const reversed = [...objects].reverse();
        expect(digest({ organisationUnits: objects })).toBe(digest({ organisationUnits: reversed }));
        expect(digest({ legendSets: objects })).not.toBe(digest({ legendSets: reversed }));
      }),
    );
  });

  it('differs exactly when names, references or members do', () => {
    const some = fc.record({ name: fc.string(), categoryCombo: fc.constantFrom({ id: 'a' }, { id: 'b' }) });
    fc.assert(
      fc.property(some, some, (left, right) => {
        const same = left.name === right.name && left.categoryCombo.id === right.categoryCombo.id;
        expect(digest(left) === digest(right)).toBe(same);
      }),
    );
  });

  it('takes absent, null and empty for the same', () => {
    const empties = [{}, { organisationUnits: [] }, { name: null }, { name: '' }, { attributeValues: [] }];
    expect(new Set(empties.map((each) => digest(each))).size).toBe(1);
  });

  it('spells dates and numbers of all releases alike', () => {
    expect(digest({ openingDate: '2010-01-01T00:00:00.000' })).toBe(digest({ openingDate: '2010-01-01' }));
    expect(digest({ openingDate: '2010-01-01T00:00:00.000+0000' })).toBe(digest({ openingDate: '2010-01-01' }));
    expect(digest({ openingDate: '2010-01-01T10:00:00.000' })).not.toBe(digest({ openingDate: '2010-01-01' }));
    expect(digest({ expiryDays: 15.0 })).toBe(digest({ expiryDays: '15' }));
  });

  it('leaves out what the server sets itself, at every depth', () => {
    const bare = { dataSetElements: [{ dataElement: { id: 'DE' } }] };
    const told = { lastUpdated: 'x', access: { read: true }, version: 7, createdBy: { id: 'u' } };
    const embedded = { dataSetElements: [{ dataElement: { id: 'DE', displayName: 'x' }, created: 'y' }] };
    expect(digest({ ...told, ...embedded })).toBe(digest(bare));
  });

  it('takes a switch that is off for one that is not there, where no schema describes it', () => {
    const exchange = schema('exchange', { properties: [property('target', 'COMPLEX')] });
    const known = registry(exchange);
    const form = makeCanonicalise('exchanges', known, known);
    const of = (request: object) => digestOf(form({ id: 'Exchange001', target: { request } }));
    expect(of({ skipAudit: false })).toBe(of({}));
    expect(of({ skipAudit: true })).not.toBe(of({}));
    expect(of({ importStrategy: 'CREATE_AND_UPDATE' })).toBe(of({}));
    expect(of({ importStrategy: 'DELETE' })).not.toBe(of({}));
  });

  it('compares who may do what, and neither owner nor names in sharing', () => {
    const access = { id: 'g', access: 'rw------' };
    const one = { sharing: { public: 'r-------', owner: 'a', external: false, users: {}, userGroups: { g: access } } };
    const two = { sharing: { public: 'r-------', owner: 'b', userGroups: { g: { ...access, displayName: 'G' } } } };
    expect(digest(one)).toBe(digest(two));
    expect(digest({ sharing: { public: 'rw------' } })).not.toBe(digest({ sharing: { public: 'r-------' } }));
  });

  it('compares only what both releases have', () => {
    const older = registry(schema('dataSet', { shareable: true, properties: [property('name')] }));
    const downwards = makeCanonicalise('dataSets', both, older);
    expect(downwards({ id: 'DataSet0001', name: 'A', expiryDays: 3 })).not.toHaveProperty('expiryDays');
  });
});

describe('what is compared', () => {
  const types = (target: boolean) =>
    registry(
      schema('report', {
        properties: [property('name'), ...(target ? [] : [property('relativePeriods', 'COMPLEX')])],
      }),
      schema('programRuleAction', { properties: [property('templateUid', 'TEXT', { persisted: !target })] }),
    );

  it('are periods only where both releases keep them', () => {
    const report = { id: 'Report00001', name: 'Rapport', relativePeriods: { lastMonth: true } };
    const canonical = makeCanonicalise('reports', types(false), types(true))(report);
    expect(canonical).not.toHaveProperty('periods');
    expect(makeCanonicalise('reports', types(false), types(false))(report)).toHaveProperty('periods', ['LAST_MONTH']);
  });

  it('is also what a release owns and calls not persisted, as 2.42 does of the templates of rule actions', () => {
    const canonical = makeCanonicalise('programRuleActions', types(true), types(false));
    const uid = { id: 'Action00001' };
    expect(canonical({ ...uid, templateUid: 'Template001' })).not.toEqual(
      canonical({ ...uid, templateUid: 'Other000001' }),
    );
  });

  it('of axes are the elements, with or without the stage that 2.41 writes before them', () => {
    const types = registry(
      schema('eventVisualization', {
        properties: [property('columnDimensions', 'TEXT', { collection: true, ordered: true })],
      }),
    );
    const canonical = makeCanonicalise('eventVisualizations', types, types);
    const uid = { id: 'Visualiz001' };
    expect(canonical({ ...uid, columnDimensions: ['ou', 'StageVisit1.Element0001'] })).toEqual(
      canonical({ ...uid, columnDimensions: ['ou', 'Element0001'] }),
    );
  });
});

it('a period that no schema describes is its id, whether its name stands beside it (2.42) or not (2.43)', () => {
  const dataSet = schema('dataSet', {
    properties: [property('dataInputPeriods', 'COMPLEX', { collection: true, itemKlass: 'unknown' })],
  });
  const canonicalise = makeCanonicalise('dataSets', registry(dataSet), registry(dataSet));
  const of = (period: object) => canonicalise({ id: 'DataSet0001', dataInputPeriods: [{ period }] });
  expect(of({ id: '2025Q1', name: '2025Q1' })).toEqual(of({ id: '2025Q1' }));
  expect(of({ id: '2025Q1' })).not.toEqual(of({ id: '2025Q2' }));
});
