import { expect, it } from 'vitest';
import { typesToChoose, withoutType, withPolicy } from './policies-by-type.ts';

const choices = [{ value: 'report' }, { value: 'propagate' }] as const;
const policies = { '*': 'report', users: 'propagate' } as const;

it('gives a type a policy of its own, and takes it away again', () => {
  const more = withPolicy(policies, 'dataValues', choices, 'propagate');
  expect(more).toEqual({ '*': 'report', users: 'propagate', dataValues: 'propagate' });
  expect(withoutType(more, 'users')).toEqual({ '*': 'report', dataValues: 'propagate' });
});

it('takes no policy that is none, and no type that is none', () => {
  expect(withPolicy(policies, 'dataValues', choices, 'burn')).toBe(policies);
  expect(withPolicy(policies, '', choices, 'report')).toBe(policies);
});

it('offers each type once that has no policy yet', () => {
  expect(typesToChoose(['users', 'events', 'events', 'programs'], policies)).toEqual(['events', 'programs']);
});
