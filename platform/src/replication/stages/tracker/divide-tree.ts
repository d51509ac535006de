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
}

/** A part with fewer objects is not worth a listing of its own: one page holds as many. */
const fewestObjects = 500;

/**
 * Divides a tree into parts of about `aim` objects that share none and miss none: as far down as it takes, and never so far that
 * most listings would be less than a page. What is small is put together.
 */
export async function divideTree(root: Uid, tree: TreeToDivide): Promise<readonly (readonly TreePart[])[]> {
  return bundled(await divided({ orgUnit: root, count: tree.count }, tree), tree.aim);
}

async function divided(part: Counted, tree: TreeToDivide): Promise<Counted[]> {
  const children = part.ownOnly ? [] : tree.childrenOf(part.orgUnit);
  const least = Math.min(fewestObjects, tree.aim);
  if (part.count < 1.5 * tree.aim || children.length === 0 || part.count / children.length < least / 2) return [part];
  const found: Counted[] = [];
  const counts = inParallel(children, tree.atOnce, async (orgUnit) => ({
    orgUnit,
    count: await tree.countBelow(orgUnit),
  }));
  for await (const child of counts) found.push(child);
  const below = found.reduce((sum, { count }) => sum + count, 0);
  // Also where there seems to be nothing: something may come while others are read.
  const own = { orgUnit: part.orgUnit, ownOnly: true, count: Math.max(0, part.count - below) };
  const parts: Counted[] = [own];
  for (const child of found) parts.push(...(await divided(child, tree)));
  return parts;
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
