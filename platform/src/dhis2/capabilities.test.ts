import { describe, expect, it } from 'vitest';
import { capabilitiesOf } from './capabilities.ts';
import { schemasReply, toSchemaRegistry } from './parse-schemas.ts';
import { readFixture } from './testing/recording.ts';
import { releaseNumber } from './versions.ts';

const noSchemas = { byPlural: new Map(), byKlass: new Map() };
const of = (release: string) => capabilitiesOf({ release, schemas: noSchemas });

describe('the number of a release', () => {
  it.each([
    ['2.42.4.1', 42],
    ['2.43-SNAPSHOT', 43],
    ['2.38', 38],
    ['44.0.1', 44],
    ['3.2.1', undefined],
    ['Oracle 23', undefined],
    ['', undefined],
  ])('%s is %s', (release, number) => {
    expect(releaseNumber(release)).toBe(number);
  });
});

describe('capabilities', () => {
  it('of a 2.38 are the oldest that are supported', () => {
    expect(of('2.38.7')).toMatchObject({
      dataElementFilter: false,
      trackerOrgUnitsKey: 'orgUnit',
      trackerOrgUnitModeKey: 'ouMode',
      ownershipTrackedEntityKey: 'trackedEntityInstance',
      ownershipOrgUnitKey: 'ou',
      strictDataValues: false,
    });
  });

  it('change with the releases that changed them', () => {
    expect(of('2.39.10').dataElementFilter).toBe(true);
    expect(of('2.41.0').trackerOrgUnitsKey).toBe('orgUnits');
    expect(of('2.41.0').ownershipOrgUnitKey).toBe('ou');
    expect(of('2.42.4.1')).toMatchObject({
      ownershipOrgUnitKey: 'orgUnit',
      strictDataValues: false,
      eventsNeedProgram: false,
    });
    expect(of('2.43.1')).toMatchObject({
      strictDataValues: true,
      lastUpdatedNeedsDates: true,
      eventsNeedProgram: true,
    });
  });

  it('of a release to come are those of the latest', () => {
    expect(of('2.47.0')).toEqual(of('2.43.1'));
  });

  it.each([
    ['2.40.1', 'relativePeriods'],
    ['2.41.5.1', 'rawPeriods'],
    ['2.42.4.1', 'rawPeriods'],
    ['2.43.1', 'rawPeriods'],
  ])('of a %s keep periods as %s, by its own schemas', (release, periodStorage) => {
    const schemas = toSchemaRegistry(schemasReply.parse(JSON.parse(readFixture(release, 'schemas.json'))));
    expect(capabilitiesOf({ release, schemas }).periodStorage).toBe(periodStorage);
  });
});

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1', '2.43.1'])('the schemas of a real %s', (release) => {
  const raw = JSON.parse(readFixture(release, 'schemas.json'));
  const { byPlural, byKlass } = toSchemaRegistry(schemasReply.parse(raw));

  it('are read whole', () => {
    expect(byKlass.size).toBe(raw.schemas.length);
    for (const schema of raw.schemas) {
      expect(byKlass.get(schema.klass)?.properties.length, schema.klass).toBe(schema.properties.length);
    }
  });

  it('tell order, required and unique properties, references and constants', () => {
    const dataElements = byPlural.get('dataElements');
    const property = (key: string) => dataElements?.properties.find((candidate) => candidate.key === key);
    expect(dataElements).toMatchObject({ order: 1200, metadata: true, identifiable: true, shareable: true });
    expect(property('shortName')).toMatchObject({ required: true, unique: true, length: 50, owner: true });
    expect(property('categoryCombo')).toMatchObject({ propertyType: 'REFERENCE', persisted: true, writable: true });
    expect(property('valueType')?.constants).toContain('INTEGER_ZERO_OR_POSITIVE');
    expect(property('legendSets')).toMatchObject({ collection: true, itemPropertyType: 'REFERENCE', ordered: true });
  });
});
