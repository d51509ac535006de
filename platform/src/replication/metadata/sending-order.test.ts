import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Need, type OrderedObject, planSendingOrder } from './sending-order.ts';

const object = (uid: string, needs: readonly Need[] = [], together?: string): OrderedObject => ({
  type: 'dataElements',
  uid,
  needs,
  together,
});
const single = (uid: string): Need => ({ uid, strength: 'single' });

/** The UIDs of each wave, each unit as a sorted list. */
function waves(objects: readonly OrderedObject[]): string[][][] {
  return planSendingOrder(objects).map((units) =>
    units.map((unit) => unit.members.map((index) => objects[index]?.uid ?? '').sort()),
  );
}

describe('the order in which objects are sent', () => {
  it('sends what is needed in an earlier wave', () => {
    const objects = [object('set', [single('element')]), object('element', [single('combo')]), object('combo')];
    expect(waves(objects)).toEqual([[['combo']], [['element']], [['set']]]);
  });

  it('lets a program and its stages travel together, and sends them twice', () => {
    const objects = [object('program', [{ uid: 'stage', strength: 'list' }]), object('stage', [single('program')])];
    expect(waves(objects)).toEqual([[['program', 'stage']]]);
    expect(planSendingOrder(objects)[0]?.[0]?.again).toBe(true);
  });

  it('cuts a cycle at sharing, so that role and user go one after the other', () => {
    const objects = [object('role', [{ uid: 'user', strength: 'sharing' }]), object('user', [single('role')])];
    expect(waves(objects)).toEqual([[['role']], [['user']]]);
    const [first] = planSendingOrder(objects);
    expect(first?.[0]?.cut.get(0)).toEqual(new Set(['user']));
    expect(first?.[0]?.again).toBe(true);
  });

  it('leaves sharing alone where it is in no cycle', () => {
    const objects = [object('element', [{ uid: 'group', strength: 'sharing' }]), object('group')];
    expect(waves(objects)).toEqual([[['group']], [['element']]]);
    expect(
      planSendingOrder(objects)
        .flat()
        .every((unit) => !unit.again),
    ).toBe(true);
  });

  it('keeps the option combos of one category combo in one request, and sends them once', () => {
    const objects = [object('a', [], 'combo'), object('b', [], 'combo'), object('c', [], 'other')];
    expect(waves(objects)).toEqual([[['a', 'b'], ['c']]]);
    expect(
      planSendingOrder(objects)
        .flat()
        .every((unit) => !unit.again),
    ).toBe(true);
  });

  it('cuts the list of a very large option set, so that its options travel in many requests', () => {
    const options = Array.from({ length: 2500 }, (_, index) => object(`option${index}`, [single('set')]));
    const set = object(
      'set',
      options.map((option): Need => ({ uid: option.uid, strength: 'list' })),
    );
    const order = planSendingOrder([...options, set]);
    expect(order.map((units) => units.length)).toEqual([1, 2500]);
    expect(order[0]?.[0]?.again).toBe(true);
  });

  it('is no deeper than the stack: a chain of 50,000 org units', () => {
    const units = Array.from({ length: 50_000 }, (_, index) => object(`u${index}`, [single(`u${index + 1}`)]));
    expect(planSendingOrder(units)).toHaveLength(50_000);
  });

  it('sends every object once, and nothing before what it needs, whatever the references are', () => {
    const strengths = fc.constantFrom('sharing', 'list', 'single') as fc.Arbitrary<Need['strength']>;
    const graph = fc.array(fc.array(fc.tuple(fc.nat(30), strengths), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(graph, (edges) => {
        const objects = edges.map((needs, index) =>
          object(
            `o${index}`,
            needs.map(([to, strength]) => ({ uid: `o${to}`, strength })),
          ),
        );
        const place = new Map<string, { wave: number; unit: number; cut: ReadonlySet<string> }>();
        let serial = 0;
        planSendingOrder(objects).forEach((units, wave) => {
          for (const unit of units) {
            serial += 1;
            for (const index of unit.members) {
              const uid = objects[index]?.uid ?? '';
              expect(place.has(uid)).toBe(false);
              place.set(uid, { wave, unit: serial, cut: unit.cut.get(index) ?? new Set() });
            }
          }
        });
        expect(place.size).toBe(objects.length);
        for (const each of objects) {
          const own = place.get(each.uid);
          for (const need of each.needs) {
            const other = place.get(need.uid);
            if (!own || !other || own.cut.has(need.uid)) continue;
            expect(other.unit === own.unit || other.wave < own.wave).toBe(true);
          }
        }
      }),
    );
  });
});
