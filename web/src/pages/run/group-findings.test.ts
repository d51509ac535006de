import { expect, it } from 'vitest';
import { groupByCode, objectsOf } from './group-findings.ts';

const group = {
  cause: 'refused',
  type: 'constants',
  code: 'E5003',
  objects: 1,
  message: 'Property `name` exists',
} as const;
const explanation = { means: 'Arrives switched off.', remedy: 'Switch it on.' };

it('explains once what several types have in common, and gives the words of a server only', () => {
  const groups = [
    { ...group, type: 'routes', cause: 'skipped', code: 'ARRIVES_DISABLED', message: 'ours', explanation },
    {
      ...group,
      type: 'eventHooks',
      cause: 'skipped',
      code: 'ARRIVES_DISABLED',
      objects: 4,
      message: 'ours',
      explanation,
    },
    { ...group, explanation },
    { ...group, code: 'NEW_REASON', message: 'something' },
  ] as const;
  const [skipped] = groupByCode(groups, 'skipped');
  expect(skipped).toMatchObject({ code: 'ARRIVES_DISABLED', serversWords: undefined });
  expect(skipped?.types.map(({ type }) => type)).toEqual(['eventHooks', 'routes']);
  expect(skipped && objectsOf(skipped)).toBe(5);
  const refused = groupByCode(groups, 'refused').map(({ code, serversWords }) => [code, serversWords]);
  expect(refused).toEqual([
    ['E5003', 'Property `name` exists'],
    ['NEW_REASON', 'something'],
  ]);
  expect(groupByCode(groups, 'unexplained')).toEqual([]);
});
