import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry, schema } from '../metadata/fixtures/schemas.ts';
import { beyondBound } from './deletion-bound.ts';
import { deletionPolicyOf, mayDelete, withoutDeletions } from './deletion-policy.ts';
import { expandDeletions } from './expand-deletions.ts';

const schemas = registry(schema('dataElement'), schema('user'));

describe('deletion policies', () => {
  it('report, where a user said nothing', () => {
    expect(deletionPolicyOf({}, 'dataElements')).toBe('report');
    expect(mayDelete({})).toBe(false);
  });

  it('hold for types, words and all others, the narrower name first, in whatever order they were written', () => {
    const deletions = expandDeletions(
      { users: 'leave', metadata: 'propagate', events: 'propagate', tracker: 'leave', data: 'report' },
      schemas,
    );
    const policy = (type: string) => deletionPolicyOf({ deletions }, type);
    expect(policy('users')).toBe('leave');
    expect(policy('dataElements')).toBe('propagate');
    expect(policy('events')).toBe('propagate');
    expect(policy('enrollments')).toBe('leave');
    expect(policy('dataValues')).toBe('report');
    expect(policy('dataStore')).toBe('report');
    expect(mayDelete({ deletions })).toBe(true);
  });

  it('may be one for everything', () => {
    const deletions = expandDeletions({ '*': 'propagate', users: 'report' }, schemas);
    expect(deletionPolicyOf({ deletions }, 'dataStore')).toBe('propagate');
    expect(deletionPolicyOf({ deletions }, 'users')).toBe('report');
    const heldBack = withoutDeletions(deletions);
    expect(deletionPolicyOf({ deletions: heldBack }, 'dataStore')).toBe('leave');
    expect(mayDelete({ deletions: heldBack })).toBe(false);
  });

  it('name only what the source knows: a slip of the pen must not leave a type out', () => {
    expect(() => expandDeletions({ usres: 'leave', dataElements: 'propagate' }, schemas)).toThrow('usres');
  });
});

describe('the bound', () => {
  const planned = (deletions: number, held: number, type = 'constants') => ({ type, deletions, held });

  it('is a share of each type, rounded up: one object may go of however few', () => {
    expect(beyondBound([planned(1, 3)], { percent: 5 })).toEqual([]);
    expect(beyondBound([planned(2, 3)], { percent: 5 })).toEqual([planned(2, 3), planned(2, 3, '*')]);
    expect(beyondBound([planned(1, 3)], { percent: 0 })).toHaveLength(2);
  });

  it('catches a type that the source lost whole, however small it is beside the others', () => {
    const beyond = beyondBound([planned(40, 40, 'indicators'), planned(0, 100_000, 'options')]);
    expect(beyond.map(({ type }) => type)).toEqual(['indicators']);
  });

  it('is the sum of all where it is a number', () => {
    expect(beyondBound([planned(30, 30), planned(20, 20)], { count: 50 })).toEqual([]);
    expect(beyondBound([planned(30, 30), planned(21, 21)], { count: 50 })).toEqual([planned(51, 51, '*')]);
  });

  it('never lets more go than was allowed, of anything', () => {
    const row = fc.record({ type: fc.string(), held: fc.nat(10_000), deletions: fc.nat(10_000) });
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 0, max: 100 }), (rows, percent) => {
        fc.pre(beyondBound(rows, { percent }).length === 0);
        for (const { deletions, held } of rows) expect(deletions).toBeLessThan((held * percent) / 100 + 1);
      }),
    );
  });
});
