import { expect, test } from 'vitest';
import type { InstanceFacts } from '../model/instance.ts';
import { withinArchive } from './archived-part.ts';

const facts = (some: Partial<InstanceFacts>): InstanceFacts => ({
  name: 'archive:production',
  address: 'archive:/backups/production',
  release: '2.42.4.1',
  clockOffsetMs: 0,
  account: {
    uid: '',
    username: '',
    authorities: ['ALL'],
    roles: [],
    organisationUnits: [],
    dataViewOrganisationUnits: [],
    searchOrganisationUnits: [],
  },
  schemas: { byPlural: new Map(), byKlass: new Map() },
  isArchive: true,
  ...some,
});
const holds = { classes: ['dataElements', 'organisationUnits'], isPart: false };

test('an instance, and an archive of everything, is carried as it was asked for', () => {
  for (const side of [facts({ isArchive: false }), facts({ holds: { isPart: false } })]) {
    expect(withinArchive(side, undefined, {})).toBeUndefined();
    expect(withinArchive(side, ['dataValues'], {})).toEqual(['dataValues']);
  }
});

test('of an archive that was made without some types, what it has is carried', () => {
  expect(withinArchive(facts({ holds }), undefined, {})).toEqual(holds.classes);
  expect(withinArchive(facts({ holds }), ['dataElements', 'dataValues'], {})).toEqual(['dataElements']);
  expect(() => withinArchive(facts({ holds }), ['dataValues'], { only: ['dataValues'] })).toThrow(
    'ARCHIVE_LACKS_TYPES',
  );
});

test('an archive of a part deletes nothing, and none knows when an object was changed', () => {
  const part = facts({ holds: { isPart: true } });
  expect(() => withinArchive(part, undefined, { deletions: { '*': 'propagate' } })).toThrow('ARCHIVE_IS_PART');
  expect(withinArchive(part, undefined, { deletions: { '*': 'report' } })).toBeUndefined();
  const since = { selection: { changedSince: '2024-01-01' } };
  expect(() => withinArchive(facts({}), undefined, since)).toThrow('ARCHIVE_KEEPS_NO_DATES');
  expect(withinArchive(facts({ isArchive: false }), undefined, since)).toBeUndefined();
});
