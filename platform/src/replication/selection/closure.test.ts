import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closureOf, type SelectionGraph } from './closure.ts';

/** A little world: what each of some objects needs, what is part of it, and what joins several. */
interface World {
  readonly needs: readonly (readonly [number, number])[];
  readonly parts: readonly (readonly [number, number])[];
  readonly joints: readonly (readonly [number, readonly number[]])[];
}

const size = 30;
const node = fc.nat(size - 1);
const worlds: fc.Arbitrary<World> = fc.record({
  needs: fc.array(fc.tuple(node, node), { maxLength: 40 }),
  parts: fc.array(fc.tuple(node, node), { maxLength: 15 }),
  joints: fc
    .array(fc.tuple(node, fc.array(node, { minLength: 1, maxLength: 3 })), { maxLength: 5 })
    .map((joints) => [...new Map(joints)]),
});
const seedsOf = fc.uniqueArray(node, { minLength: 1, maxLength: 4 });

const uid = (number: number) => `n${number}`;
const signal = new AbortController().signal;

function graphOf({ needs, parts, joints }: World): SelectionGraph {
  const of = (pairs: World['needs'], from: string) =>
    pairs.filter(([left]) => uid(left) === from).map(([, right]) => ({ uid: uid(right), property: 'some' }));
  return {
    needsOf: (uids) => Promise.resolve(new Map(uids.map((each) => [each, of(needs, each)]))),
    partsOf: (each) => of(parts, each),
    joints: new Map(joints.map(([joint, joined]) => [uid(joint), joined.map(uid)])),
  };
}

/** Whether nothing leads out of a set. */
function isClosed({ needs, parts, joints }: World, set: ReadonlySet<string>): boolean {
  const leadsOut = [...needs, ...parts].some(([from, to]) => set.has(uid(from)) && !set.has(uid(to)));
  return (
    !leadsOut && joints.every(([joint, joined]) => set.has(uid(joint)) || !joined.every((each) => set.has(uid(each))))
  );
}

async function closure(world: World, seeds: readonly number[]): Promise<Set<string>> {
  return new Set((await closureOf(seeds.map(uid), graphOf(world), signal)).keys());
}

test('what was chosen, and nothing that it needs is missing', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, seedsOf, async (world, seeds) => {
      const found = await closure(world, seeds);
      expect(seeds.every((seed) => found.has(uid(seed)))).toBe(true);
      expect(isClosed(world, found)).toBe(true);
    }),
  );
});

test('nothing more: without any one of those brought along, something would be missing', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, seedsOf, async (world, seeds) => {
      const found = await closure(world, seeds);
      const chosen = new Set(seeds.map(uid));
      for (const each of found) {
        if (!chosen.has(each))
          expect(isClosed(world, new Set([...found].filter((other) => other !== each)))).toBe(false);
      }
    }),
  );
});

test('the order in which things are chosen and named says nothing', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, seedsOf, async (world, seeds) => {
      const turned = {
        needs: world.needs.toReversed(),
        parts: world.parts.toReversed(),
        joints: world.joints.toReversed(),
      };
      expect(await closure(turned, seeds.toReversed())).toEqual(await closure(world, seeds));
    }),
  );
});

test('each one brought along says what brought it, up to something that was chosen', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, seedsOf, async (world, seeds) => {
      const found = await closureOf(seeds.map(uid), graphOf(world), signal);
      for (const start of found.keys()) {
        const met = new Set<string>();
        let at: string | undefined = start;
        while (at !== undefined && !met.has(at)) {
          met.add(at);
          at = found.get(at)?.uid;
        }
        expect(at).toBeUndefined();
      }
    }),
  );
});
