import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideTree, type TreePart } from './divide-tree.ts';

/** A tree as parents by number (a parent has a smaller one), and how many objects are at each. */
const trees = fc
  .array(fc.record({ parent: fc.nat(), objects: fc.nat(3_000) }), { minLength: 1, maxLength: 60 })
  .map((units) => units.map(({ parent, objects }, at) => ({ parent: at === 0 ? undefined : parent % at, objects })));

type Tree = readonly { readonly parent: number | undefined; readonly objects: number }[];

const name = (at: number) => `unit${at}`;

function childrenOf(tree: Tree, at: number): number[] {
  return tree.flatMap(({ parent }, child) => (parent === at ? [child] : []));
}

function below(tree: Tree, at: number): number[] {
  return [at, ...childrenOf(tree, at).flatMap((child) => below(tree, child))];
}

function sizeOf(tree: Tree, units: readonly number[]): number {
  return units.reduce((sum, at) => sum + (tree[at]?.objects ?? 0), 0);
}

async function divide(tree: Tree, aim: number) {
  const numberOf = (uid: string) => Number(uid.slice(4));
  return divideTree(name(0), {
    count: sizeOf(tree, below(tree, 0)),
    aim,
    childrenOf: (uid) => childrenOf(tree, numberOf(uid)).map(name),
    countBelow: async (uid) => sizeOf(tree, below(tree, numberOf(uid))),
    atOnce: 3,
  });
}

function listed(tree: Tree, { orgUnit, ownOnly }: TreePart): number[] {
  const at = Number(orgUnit.slice(4));
  return ownOnly ? [at] : below(tree, at);
}

test('parts share no org unit and miss none', async () => {
  await fc.assert(
    fc.asyncProperty(trees, fc.integer({ min: 1, max: 4_000 }), async (tree, aim) => {
      const parts = await divide(tree, aim);
      const units = parts.flat().flatMap((part) => listed(tree, part));
      expect(units.toSorted((a, b) => a - b)).toEqual(tree.map((_, at) => at));
    }),
  );
});

test('a large part is one org unit that cannot be divided, or whose division would leave listings of less than a page', async () => {
  await fc.assert(
    fc.asyncProperty(trees, async (tree) => {
      const aim = 2_000;
      for (const part of await divide(tree, aim)) {
        const size = sizeOf(
          tree,
          part.flatMap((each) => listed(tree, each)),
        );
        if (size < 2 * aim) continue;
        expect(part).toHaveLength(1);
        const [{ orgUnit, ownOnly } = { orgUnit: '' }] = part;
        const children = childrenOf(tree, Number(orgUnit.slice(4)));
        expect(ownOnly || children.length === 0 || size / children.length < 250).toBe(true);
      }
    }),
  );
});
