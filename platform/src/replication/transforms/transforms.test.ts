import { describe, expect, it } from 'vitest';
import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Schema } from '../../model/schema.ts';
import { createIdentityMap } from '../identity/identity-map.ts';
import { property, registry, schema } from '../metadata/fixtures/schemas.ts';
import { constantOf, periodList, spellPeriods, switchOf } from './periods.ts';
import { fillShortName } from './required-names.ts';
import { completeSharing } from './sharing.ts';
import { makeToTarget } from './to-target.ts';
import type { TransformContext, TransformStep } from './transform.ts';
import { leaveOutTranslations } from './translations.ts';
import { dropUnknownConstants } from './unknown-constants.ts';
import { tellUnknownProperties } from './unknown-properties.ts';

function step(source: Schema, target: Schema, more: Partial<TransformContext> = {}): TransformStep {
  const context: TransformContext = {
    source: registry(source),
    target: registry(target),
    identity: createIdentityMap([]),
    isKnownRecipient: () => true,
    renames: new Map(),
    ...more,
  };
  return { type: source.plural, sourceSchema: source, targetSchema: target, context };
}

describe('periods of analytical objects', () => {
  const old = schema('visualization', { properties: [property('relativePeriods', 'COMPLEX')] });
  const recent = schema('visualization', { properties: [property('rawPeriods', 'TEXT', { collection: true })] });

  it.each([
    ['last12Months', 'LAST_12_MONTHS'],
    ['thisYear', 'THIS_YEAR'],
    ['monthsThisYear', 'MONTHS_THIS_YEAR'],
    ['last4Quarters', 'LAST_4_QUARTERS'],
    ['weeksThisYear', 'WEEKS_THIS_YEAR'],
    ['last2SixMonths', 'LAST_2_SIX_MONTHS'],
  ])('%s is %s', (name, constant) => {
    expect(constantOf(name)).toBe(constant);
    expect(switchOf(constant)).toBe(name);
  });

  it('of 2.40 become a list for 2.42, with the items from which that release computes them', () => {
    const object: MetadataObject = {
      id: 'Visualiz001',
      relativePeriods: { last12Months: true, thisYear: false },
      periods: [{ id: '2024' }],
      rows: [{ dimension: 'pe', items: [] }, { dimension: 'ou' }],
    };
    expect(spellPeriods(object, step(old, recent)).object).toMatchObject({
      rawPeriods: ['LAST_12_MONTHS', '2024'],
      relativePeriods: { last12Months: true },
      rows: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }, { id: '2024' }] }, { dimension: 'ou' }],
    });
  });

  it('are not mistaken for those of a date of its own, which a 2.42 would take for the object’s', () => {
    const object = {
      id: 'Visualiz001',
      relativePeriods: { last12Months: true },
      simpleDimensions: [{ parent: 'COLUMN', dimension: 'enrollmentDate', values: ['202401'] }],
      columns: [{ dimension: 'enrollmentDate', items: [{ id: '202401' }] }],
      filters: [{ dimension: 'pe', items: [] }],
    };
    expect(spellPeriods(object, step(old, recent)).object).toMatchObject({
      rawPeriods: ['LAST_12_MONTHS'],
      columns: [{ dimension: 'enrollmentDate', items: [] }],
      filters: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }] }],
    });
  });

  it('leave out what a 2.42 has taken over from such a date', () => {
    const simpleDimensions = [{ parent: 'COLUMN', dimension: 'enrollmentDate', values: ['202401'] }];
    expect(periodList({ rawPeriods: ['202401', 'LAST_12_MONTHS'], simpleDimensions })).toEqual(['LAST_12_MONTHS']);
  });

  it('that are fixed stand in a list of their own before 2.41', () => {
    const before = schema('visualization', {
      properties: [property('relativePeriods', 'COMPLEX'), property('periods', 'REFERENCE', { collection: true })],
    });
    const object = { id: 'Visualiz001', rawPeriods: ['LAST_12_MONTHS', '2024'] };
    expect(spellPeriods(object, step(recent, before)).object).toMatchObject({
      relativePeriods: { last12Months: true },
      periods: [{ id: '2024' }],
    });
  });

  it('of 2.42 become switches for 2.40', () => {
    const object = { id: 'Visualiz001', rawPeriods: ['LAST_12_MONTHS', '2024'] };
    expect(spellPeriods(object, step(recent, old)).object).toMatchObject({ relativePeriods: { last12Months: true } });
  });

  it('are no matter of objects without periods', () => {
    expect(periodList({ id: 'Constant001', value: 3 })).toBeUndefined();
  });
});

describe('sharing', () => {
  const shared = schema('constant', { shareable: true });
  const sharing = {
    owner: 'me',
    public: null,
    external: false,
    users: {},
    userGroups: {
      Group000001: { id: 'Group000001', access: 'rw------', displayName: 'G' },
      Group000002: { id: 'Group000002', access: 'r-------' },
    },
  };

  it('always spells public access out: a server resets everything when it is empty', () => {
    const { object } = completeSharing({ id: 'Constant001', sharing }, step(shared, shared));
    expect(object.sharing).toMatchObject({ public: '--------' });
  });

  it('leaves out groups that exist no more, and says so', () => {
    const context = { isKnownRecipient: (uid: string) => uid === 'Group000001' };
    const result = completeSharing({ id: 'Constant001', sharing }, step(shared, shared, context));
    expect(result.object.sharing).toMatchObject({
      userGroups: { Group000001: { id: 'Group000001', access: 'rw------' } },
    });
    expect(result.losses).toEqual([{ property: 'sharing', code: 'RECIPIENT_UNKNOWN', value: 'Group000002' }]);
  });
});

describe('what the target\u2019s release does not know', () => {
  const source = schema('dataElement', {
    properties: [property('icon'), property('valueType', 'CONSTANT', { constants: ['TEXT', 'GEOJSON'] })],
  });
  const target = schema('dataElement', { properties: [property('valueType', 'CONSTANT', { constants: ['TEXT'] })] });

  it('a property is told when it says something, and not when it is empty', () => {
    expect(tellUnknownProperties({ id: 'a', icon: 'x' }, step(source, target)).losses).toEqual([
      { property: 'icon', code: 'PROPERTY_UNKNOWN' },
    ]);
    expect(tellUnknownProperties({ id: 'a', icon: '' }, step(source, target)).losses).toEqual([]);
  });

  it('a constant is left out, because one of them fails the whole request', () => {
    const result = dropUnknownConstants({ id: 'a', valueType: 'GEOJSON' }, step(source, target));
    expect(result.object).toEqual({ id: 'a' });
    expect(result.losses).toEqual([{ property: 'valueType', code: 'CONSTANT_UNKNOWN', value: 'GEOJSON' }]);
    expect(dropUnknownConstants({ id: 'a', valueType: 'TEXT' }, step(source, target)).losses).toEqual([]);
  });
});

describe('a short name', () => {
  const asking = schema('trackedEntityType', {
    properties: [property('name'), property('shortName', 'TEXT', { required: true })],
  });
  const without = schema('trackedEntityType', { properties: [property('name')] });

  it('is made from the name where only the target asks for one (2.40 to 2.42)', () => {
    const fill = (name: string) => fillShortName({ id: 'EntityType1', name }, step(without, asking)).object.shortName;
    expect(fill('Personne')).toBe('Personne');
    expect(String(fill('P'.repeat(60)))).toHaveLength(50);
    expect(String(fill('P'.repeat(60))).endsWith(' EntityType1')).toBe(true);
  });

  it('stays what it is where the source has one, and absent where nobody asks', () => {
    expect(fillShortName({ id: 'a', name: 'A', shortName: 'B' }, step(asking, asking)).object.shortName).toBe('B');
    expect(fillShortName({ id: 'a', name: 'A' }, step(without, without)).object).toEqual({ id: 'a', name: 'A' });
  });
});

describe('an object on its way to the target', () => {
  const units = schema('organisationUnit', {
    properties: [property('name'), property('path'), property('parent', 'REFERENCE')],
  });

  it('loses what the server computes, keeps its date of creation, and gets the target\u2019s UIDs', () => {
    const { context, type } = step(units, units, { identity: createIdentityMap([['ParentSourc', 'ParentTarge']]) });
    const toTarget = makeToTarget(type, context);
    const object = {
      id: 'OrgUnit0001',
      name: 'CSPS',
      path: '/ParentSourc/OrgUnit0001',
      level: 2,
      created: '2020-01-01',
      lastUpdated: '2021-01-01',
      createdBy: { id: 'SomeUser001' },
      parent: { id: 'ParentSourc' },
    };
    expect(toTarget(object).object).toEqual({
      id: 'OrgUnit0001',
      name: 'CSPS',
      created: '2020-01-01',
      parent: { id: 'ParentTarge' },
    });
  });
});

describe('translations', () => {
  it('without a text make no room for nothing: the one that has a text stays', () => {
    const french = (value: string) => ({ property: 'NAME', locale: 'fr', value });
    const object = { id: 'Element0001', translations: [french(''), french('Nombre')] };
    const element = schema('dataElement', {});
    const { object: made, losses } = leaveOutTranslations(object, step(element, element));
    expect(made.translations).toEqual([french('Nombre')]);
    expect(losses).toHaveLength(1);
  });
});
