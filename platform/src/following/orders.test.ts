import { expect, test } from 'vitest';
import type { ChangeMark } from '../model/changes.ts';
import type { RunOptions } from '../replication/run-context.ts';
import { type News, ordersOf } from './orders.ts';
import type { Probe } from './probe.ts';

const since = '2024-01-01T00:00:00.000';

function news(name: string, carriedBy: Probe['carriedBy'], types: readonly string[], from = since): News {
  const probe: Probe = {
    ...{ name, kind: 'dated', carriedBy, period: 1 },
    look: async () => ({ marks: [], isCut: false }),
  };
  const fresh = types.map((type): ChangeMark => ({ type, key: 'x', at: '1' }));
  return { probe, fresh, since: from };
}

const rules = (options: Partial<RunOptions> = {}) => ({
  options: { dryRun: false, ...options },
  followsRun: 7,
  held: (type: string) => (type === 'dataValues' ? 1_000 : 0),
  wholeTypes: false,
});
const everything = { deletions: { '*': 'propagate' } } as const;

test('changes are one run of what changed since the earliest moment, on top of the comparison of everything', () => {
  const orders = ordersOf(
    [
      news('metadata', 'changes', ['dataSets']),
      news('dataValues', 'changes', ['dataValues'], '2023-12-31T00:00:00.000'),
    ],
    rules(),
  );
  expect(orders).toMatchObject([
    { only: ['dataSets', 'dataValues'], selection: { changedSince: '2023-12-31T00:00:00.000', followsRun: 7 } },
  ]);
});

test('what no date tells is compared as a whole, in a run of its own', () => {
  const orders = ordersOf(
    [news('members', 'comparison', ['userGroups']), news('metadata', 'changes', ['users'])],
    rules(),
  );
  expect(orders.map(({ only, selection }) => [only, selection?.changedSince])).toEqual([
    [['users'], since],
    [['userGroups'], undefined],
  ]);
});

test('deleted objects are only worth a run where deletions are to be carried', () => {
  const deleted = news('deletedMetadata', 'comparison', ['dataSets', 'users']);
  expect(ordersOf([deleted], rules())).toEqual([]);
  const chosen = rules({ deletions: { '*': 'report', dataSets: 'propagate' } });
  expect(ordersOf([deleted], chosen).map(({ only }) => only)).toEqual([['dataSets']]);
});

test('tracker objects of all kinds go together: what hangs on a deleted one goes with it', () => {
  const [order] = ordersOf([news('events', 'changes', ['events'])], rules());
  expect(order?.only).toEqual(['enrollments', 'events', 'relationships', 'trackedEntities']);
  const [narrow] = ordersOf([news('events', 'changes', ['events'])], rules({ only: ['events', 'enrollments'] }));
  expect(narrow?.only).toEqual(['enrollments', 'events']);
});

test('a share of deletions is one of all that the target holds, not of what changed', () => {
  const changed = [news('dataValues', 'changes', ['dataValues'])];
  expect(ordersOf(changed, rules(everything))[0]?.maxDeletions).toEqual({ count: 50 });
  const chosen = rules({ ...everything, maxDeletions: { percent: 1 } });
  expect(ordersOf(changed, chosen)[0]?.maxDeletions).toEqual({ count: 10 });
  expect(ordersOf(changed, rules({ maxDeletions: { count: 3 } }))[0]?.maxDeletions).toEqual({ count: 3 });
});

test('upkeep that takes its time is left to the comparison of everything', () => {
  const changed = [news('metadata', 'changes', ['dataSets'])];
  expect(ordersOf(changed, rules({ afterwards: ['analytics'] }))[0]?.afterwards).toBeUndefined();
  expect(ordersOf(changed, rules({ afterwards: [] }))[0]?.afterwards).toEqual([]);
});

test('after a difference metadata types are compared as a whole, data go on by their dates', () => {
  const seen = [news('metadata', 'changes', ['dataSets']), news('dataValues', 'changes', ['dataValues'])];
  const orders = ordersOf(seen, { ...rules(), wholeTypes: true });
  expect(orders.map(({ only, selection }) => [only, selection?.changedSince])).toEqual([
    [['dataValues'], since],
    [['dataSets'], undefined],
  ]);
});
