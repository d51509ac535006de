import { expect, test } from 'vitest';
import type { MetadataObject } from '../../../model/metadata-object.ts';
import { createTrackerInstance } from '../../in-memory/tracker-instance.ts';
import { childProgram, exampleMetadata, notificationProgram, personType } from './example-programs.ts';
import { readTrackerCatalogue } from './tracker-catalogue.ts';
import { slicesOf } from './tracker-slice.ts';

const signal = new AbortController().signal;

function catalogueOf(metadata: Readonly<Record<string, readonly MetadataObject[]>>) {
  return readTrackerCatalogue(createTrackerInstance({ release: '2.42.4.1', metadata }), signal);
}

test('programs, types and stages with the attributes and data elements that each brings', async () => {
  const catalogue = await catalogueOf(exampleMetadata);
  expect(catalogue.trackedEntityTypes).toEqual([personType]);
  expect(catalogue.programs).toEqual([childProgram, notificationProgram]);
  expect(catalogue.roots).toEqual(['OrgUnitRoot']);
});

test('slices: entities by type, enrollments by tracker program, events by program, relationships together', async () => {
  const catalogue = await catalogueOf(exampleMetadata);
  const keys = (['trackedEntities', 'enrollments', 'events', 'relationships'] as const).map((type) =>
    slicesOf(type, catalogue).map(({ key }) => key),
  );
  expect(keys).toEqual([
    ['trackedEntities/TypePerson1/OrgUnitRoot'],
    ['enrollments/ProgChild01/OrgUnitRoot'],
    ['events/ProgChild01/OrgUnitRoot', 'events/ProgNotify1/OrgUnitRoot'],
    ['relationships'],
  ]);
});

test('relationships are looked for only where a type lets them start', async () => {
  const [siblings, , contacts] = exampleMetadata.relationshipTypes ?? [];
  const catalogue = await catalogueOf({
    ...exampleMetadata,
    relationshipTypes: [siblings, contacts].filter((type) => type !== undefined),
  });
  const [slice] = slicesOf('relationships', catalogue);
  expect(slice?.listings.map(({ listing, program }) => [listing, program?.uid])).toEqual([
    ['trackedEntities', undefined],
    ['events', 'ProgNotify1'],
  ]);
});

test('without relationship types nothing is read for them', async () => {
  expect(slicesOf('relationships', await catalogueOf({ ...exampleMetadata, relationshipTypes: [] }))).toEqual([]);
});

test('a tracker program without tracked entity type does not break the catalogue', async () => {
  const orphan = { id: 'ProgOrphan1', name: 'Orphan', programType: 'WITH_REGISTRATION' };
  const catalogue = await catalogueOf({ ...exampleMetadata, programs: [...(exampleMetadata.programs ?? []), orphan] });
  expect(catalogue.programs.map(({ uid, trackedEntityType }) => [uid, trackedEntityType])).toContainEqual([
    'ProgOrphan1',
    undefined,
  ]);
  expect(slicesOf('enrollments', catalogue).map(({ key }) => key)).toContain('enrollments/ProgOrphan1/OrgUnitRoot');
});
