import { expect, test } from 'vitest';
import { CLOSED_DATE, isClosed, organisationUnitMetadata, planHierarchy } from './organisation-units.ts';

test.each([8, 20, 30, 100, 1000])(
  'a hierarchy of %d organisation units has exactly so many, on four levels',
  (total) => {
    const { regions, districts, facilities } = planHierarchy(total);
    expect(1 + regions.length + districts.length + facilities.length).toBe(total);
    expect(regions.length).toBeGreaterThanOrEqual(2);
    expect(districts.length).toBeGreaterThanOrEqual(regions.length);
  },
);

test('every unit but the country lies in a unit of the level above', () => {
  const { country, regions, districts, facilities } = planHierarchy(200);
  const ids = (units: readonly { id: string }[]) => new Set(units.map((unit) => unit.id));
  const parents = (units: readonly object[]) => units.map((unit) => ('parent' in unit ? unit.parent : undefined));
  expect(parents([country])).toEqual([undefined]);
  expect(parents(regions)).toEqual(regions.map(() => ({ id: country.id })));
  for (const [units, above] of [
    [districts, ids(regions)],
    [facilities, ids(districts)],
  ] as const) {
    for (const parent of parents(units))
      expect(parent).toEqual({ id: expect.toSatisfy((id: string) => above.has(id)) });
  }
});

test('codes and UIDs are unique, short names fit in their 50 characters', () => {
  const { organisationUnits = [] } = organisationUnitMetadata(planHierarchy(1000));
  expect(new Set(organisationUnits.map((unit) => unit.id)).size).toBe(1000);
  expect(new Set(organisationUnits.map((unit) => unit.code)).size).toBe(1000);
  for (const unit of organisationUnits) expect(String(unit.shortName).length).toBeLessThanOrEqual(50);
});

test('some facilities are closed, some are drawn on the map, and each opened before it closed', () => {
  const { facilities } = planHierarchy(20);
  const closed = facilities.filter((unit) => unit.closedDate !== undefined);
  expect(closed.map((unit) => unit.closedDate)).toEqual([CLOSED_DATE]);
  expect(facilities.filter((_, index) => isClosed(index))).toEqual(closed);
  for (const unit of facilities) expect(String(unit.openingDate) < CLOSED_DATE).toBe(true);
  const located = facilities.filter((unit) => unit.geometry !== undefined);
  expect(located.length).toBeGreaterThan(0);
  expect(located.length).toBeLessThan(facilities.length);
});

test('every facility is in one group of each group set', () => {
  const hierarchy = planHierarchy(60);
  const { organisationUnitGroups = [], organisationUnitGroupSets = [] } = organisationUnitMetadata(hierarchy);
  expect(organisationUnitGroupSets).toHaveLength(2);
  const members = organisationUnitGroups.flatMap((group) => group.organisationUnits);
  for (const facility of hierarchy.facilities) {
    expect(members.filter((member) => JSON.stringify(member) === JSON.stringify({ id: facility.id }))).toHaveLength(2);
  }
});
