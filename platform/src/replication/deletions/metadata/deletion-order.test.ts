import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DoomedObject, doomed, planDeletionOrder } from './deletion-order.ts';

const object = (type: string, uid: string, ...needs: string[]): DoomedObject => ({
  ...{ type, uid, name: uid },
  needs: needs.map((need) => ({ uid: need, strength: 'single' as const })),
});
const orders: Readonly<Record<string, number>> = {
  options: 1040,
  optionSets: 1050,
  programStages: 1509,
  programs: 1520,
};
const orderOf = (type: string) => orders[type] ?? 0;

describe('the order in which objects go', () => {
  it('is that of their references, backwards', () => {
    const batches = planDeletionOrder(
      [object('optionSets', 'set'), object('dataElements', 'element', 'set'), object('groups', 'group', 'element')],
      orderOf,
    );
    expect(batches.map(({ uids }) => uids)).toEqual([['group'], ['element'], ['set']]);
  });

  it('puts the whole before its parts where each names the other: it takes them along', () => {
    const batches = planDeletionOrder(
      [object('programStages', 'stage', 'program'), object('programs', 'program', 'stage')],
      orderOf,
    );
    expect(batches.map(({ type }) => type)).toEqual(['programs', 'programStages']);
  });

  it('names each object once, one type a request, and nothing before what names it', () => {
    const graph = fc.array(fc.array(fc.nat(29), { maxLength: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(graph, (edges) => {
        const uid = (index: number) => `object${index}`;
        // Only backwards: without cycles there is an order that breaks no reference.
        const objects = edges.map((to, index) =>
          object(`type${index % 3}`, uid(index), ...to.filter((other) => other < index).map(uid)),
        );
        const place = new Map<string, number>();
        planDeletionOrder(objects, orderOf).forEach(({ type, uids }, index) => {
          for (const each of uids) {
            expect(place.has(each)).toBe(false);
            expect(objects.find((one) => one.uid === each)?.type).toBe(type);
            place.set(each, index);
          }
        });
        expect(place.size).toBe(objects.length);
        for (const { uid: from, needs } of objects) {
          for (const need of needs) expect(place.get(from) ?? 0).toBeLessThan(place.get(need.uid) ?? 0);
        }
      }),
    );
  });

  it('sends no more than a hundred at once', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      object('constants', `constant${String(index).padStart(3, '0')}`),
    );
    expect(planDeletionOrder(many, orderOf).map(({ uids }) => uids.length)).toEqual([100, 100, 50]);
  });
});

it('knows of an object only what goes too, by its strongest reference', () => {
  const goes = new Set(['DeElement01', 'DeUserGrou1']);
  const group = {
    id: 'DeElemGrou1',
    dataElements: [{ id: 'DeElement01' }, { id: 'DeElement02' }],
    sharing: { userGroups: { DeUserGrou1: { id: 'DeUserGrou1', access: 'r-------' } } },
  };
  expect(doomed('dataElementGroups', group, 'group', (uid) => goes.has(uid)).needs).toEqual([
    { uid: 'DeElement01', strength: 'list' },
    { uid: 'DeUserGrou1', strength: 'sharing' },
  ]);
});
