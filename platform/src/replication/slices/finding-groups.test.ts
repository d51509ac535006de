import { expect, test } from 'vitest';
import { createFindingGroups, type RowFinding } from './finding-groups.ts';

function refusal(element: string, row: number): RowFinding {
  return { cause: 'refused', code: 'E7619', message: 'no number', key: `${element}/${row}`, groupKey: element };
}

test('a hundred rows of an element are told one by one, wherever the run goes on', () => {
  const before = createFindingGroups('dataValues');
  for (let row = 0; row < 60; row++) before.add(refusal('a', row));
  const told = new Map(Object.entries(before.told()));
  expect(before.take()).toHaveLength(60);

  const after = createFindingGroups('dataValues', told);
  for (let row = 60; row < 150; row++) after.add(refusal('a', row));
  const findings = after.take();
  expect(findings).toHaveLength(41);
  expect(findings.at(-1)).toMatchObject({ key: 'a', count: 50 });
});

test('of one code five thousand are told one by one, however many elements it concerns, and none is lost', () => {
  const groups = createFindingGroups('dataValues');
  for (let element = 0; element < 100; element++)
    for (let row = 0; row < 80; row++) groups.add(refusal(`e${element}`, row));
  const findings = groups.take();
  expect(findings.filter(({ count }) => count === undefined)).toHaveLength(5_000);
  expect(findings.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(8_000);
});

test('what is looked at again is not counted twice', () => {
  const groups = createFindingGroups('dataValues');
  groups.add(refusal('a', 1));
  groups.forget();
  groups.add(refusal('a', 1));
  expect(groups.told()).toEqual({ 'refused E7619 a': 1, 'refused E7619': 1 });
});
