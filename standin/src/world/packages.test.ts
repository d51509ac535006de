import { expect, test } from 'vitest';
import { idOf, idsOf, jsonObjects } from '../metadata/json.ts';
import { readPackages } from './packages.ts';
import { openReferences } from './test-references.ts';

const packages = await readPackages();

test('the packages are one body in which each object stands once', () => {
  const counts = Object.entries(packages).map(([type, objects]) => [
    type,
    new Set(objects.map((o) => o.id)).size,
    objects.length,
  ]);
  for (const [, distinct, all] of counts) expect(distinct).toBe(all);
  expect(packages.programRules).toHaveLength(65);
  expect(packages.dashboards).toHaveLength(1);
  expect(packages.programs).toHaveLength(9);
});

test('no object refers to one that is missing, so that a strict import takes them whole', () => {
  const open = openReferences(packages).filter(
    (reference) => !/^visualizations\.(rows|columns|filters)/.test(reference),
  );
  expect(open).toEqual([]);
});

test('the default categories stay out, for every instance has its own', () => {
  expect(
    Object.values(packages)
      .flat()
      .filter((object) => object.name === 'default'),
  ).toEqual([]);
});

test('every account has a role and a name to log in with', () => {
  for (const user of packages.users ?? []) {
    expect(idsOf(user.userRoles).length).toBeGreaterThan(0);
    expect(user.username).toEqual(expect.any(String));
    expect(user).not.toHaveProperty('userCredentials');
  }
});

test('accounts are members where servers look for it: in the group', () => {
  const group = packages.userGroups?.find((candidate) => candidate.id === 'OPVIvvXzNTw');
  expect(idsOf(group?.users)).toEqual(['PQD6wXJ2r5j', 'PQD6wXJ2r5k']);
});

test('every action belongs to the rule that lists it', () => {
  for (const rule of packages.programRules ?? []) {
    for (const id of idsOf(rule.programRuleActions)) {
      const action = packages.programRuleActions?.find((candidate) => candidate.id === id);
      expect(idOf(action?.programRule)).toBe(rule.id);
    }
  }
});

test('no program has two rules of one name', () => {
  const names = (packages.programRules ?? []).map((rule) => `${idOf(rule.program)} ${String(rule.name)}`);
  expect(new Set(names).size).toBe(names.length);
});

test('stages hold their data elements, and relationship types show none but these', () => {
  const elementsOf = (stage: unknown) => {
    const found = packages.programStages?.find((candidate) => candidate.id === stage);
    return jsonObjects(found?.programStageDataElements).map((element) => idOf(element.dataElement));
  };
  expect(elementsOf('jKLB23QZS4I').length).toBeGreaterThan(0);
  for (const stage of packages.programStages ?? []) expect(elementsOf(stage.id)).not.toContain(undefined);
  const type = packages.relationshipTypes?.find((candidate) => candidate.id === 'HrS7b5Lis6E');
  expect(type?.fromConstraint).toMatchObject({
    trackerDataView: { dataElements: expect.not.arrayContaining(['inc5BJvr4W5']) },
  });
});

test('what only a server writes, and the sharing of old releases, is gone', () => {
  const keys = new Set(Object.values(packages).flat().flatMap(Object.keys));
  for (const key of ['access', 'href', 'publicAccess', 'userGroupAccesses']) expect(keys).not.toContain(key);
});
