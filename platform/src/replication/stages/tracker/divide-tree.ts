import { inParallel } from '../../../dhis2/in-parallel.ts';
import type { Uid } from '../../../model/uid.ts';

/** An org unit with all that is below it, or alone. */
export interface TreePart {
  readonly orgUnit: Uid;
  readonly ownOnly?: boolean | undefined;
}

export interface TreeToDivide {
  /** Objects of the whole. */
  readonly count: number;
  /** Objects that a part should have. */
  readonly aim: number;
  childrenOf(uid: Uid): readonly Uid[];
  /** Objects of an org unit and all that is below it. */
  countBelow(uid: Uid): Promise<number>;
  /** Countings at a time. */
  readonly atOnce: number;
}

interface Counted extends TreePart {
  readonly count: number;
  /** What it was divided into, in the order of the tree. */
  parts?: readonly Counted[];
}

/** What is larger than the aim by so much is divided: each division asks for the number of objects of every org unit below. */
const largeBy = 2;

/** A part with fewer objects is not worth a listing of its own: one page holds as many. */
const fewestObjects = 500;

/**
 * Divides a tree into parts of about `aim` objects that share none and miss none: as far down as it takes, and never so far that
 * most listings would be less than a page. What is small is put together.
 */
export async function divideTree(root: Uid, tree: TreeToDivide): Promise<readonly (readonly TreePart[])[]> {
  const whole: Counted = { orgUnit: root, count: tree.count };
  // Level by level: what is below different org units is counted at the same time.
  for (let level = [whole]; level.length > 0; ) level = await divideLevel(level, tree);
  return bundled(leavesOf(whole), tree.aim);
}

/** Divides those of a level that are too large, and gives what they were divided into. */
async function divideLevel(level: readonly Counted[], tree: TreeToDivide): Promise<Counted[]> {
  const large = level.filter((part) => isToBeDivided(part, tree));
  const children = large.flatMap((parent) => tree.childrenOf(parent.orgUnit).map((orgUnit) => ({ parent, orgUnit })));
  const counts = inParallel(children, tree.atOnce, async ({ parent, orgUnit }) => ({
    parent,
    part: { orgUnit, count: await tree.countBelow(orgUnit) },
  }));
  const found = new Map<Counted, Counted[]>(large.map((part) => [part, []]));
  for await (const { parent, part } of counts) found.get(parent)?.push(part);
  for (const [parent, below] of found) {
    const inside = below.reduce((sum, { count }) => sum + count, 0);
    // Also where there seems to be nothing: something may come while others are read.
    const own = { orgUnit: parent.orgUnit, ownOnly: true, count: Math.max(0, parent.count - inside) };
    parent.parts = [own, ...below];
  }
  return [...found.values()].flat();
}

function isToBeDivided({ orgUnit, ownOnly, count }: Counted, tree: TreeToDivide): boolean {
  const children = ownOnly ? [] : tree.childrenOf(orgUnit);
  const least = Math.min(fewestObjects, tree.aim);
  return count >= largeBy * tree.aim && children.length > 0 && count / children.length >= least / 2;
}

function leavesOf(part: Counted): readonly Counted[] {
  return part.parts === undefined ? [part] : part.parts.flatMap(leavesOf);
}

function bundled(parts: readonly Counted[], aim: number): TreePart[][] {
  const bundles: { count: number; parts: TreePart[] }[] = [];
  for (const { count, ...part } of parts) {
    const last = bundles.at(-1);
    if (last === undefined || last.count + count > aim) bundles.push({ count, parts: [part] });
    else {
      last.count += count;
      last.parts.push(part);
    }
  }
  return bundles.map(({ parts: bundle }) => bundle);
}
