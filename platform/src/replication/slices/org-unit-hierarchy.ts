import type { InstanceReader } from '../../model/instance.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import { onceForRun } from '../steps/once-for-run.ts';

/** The org units of an instance as a tree; only UIDs are kept. */
export interface OrgUnitHierarchy {
  /** Org units without a parent that the account can see. */
  readonly roots: readonly Uid[];
  has(uid: Uid): boolean;
  childrenOf(uid: Uid): readonly Uid[];
  parentOf(uid: Uid): Uid | undefined;
}

/** Reads the tree (`organisationUnits`, `id` and `parent`); children are sorted, so that slices are cut alike each time. */
export async function readOrgUnitHierarchy(reader: InstanceReader, signal: AbortSignal): Promise<OrgUnitHierarchy> {
  const parents = new Map<Uid, Uid | undefined>();
  for await (const unit of reader.readMetadata('organisationUnits', { signal, fields: 'id,parent[id]' })) {
    parents.set(unit.id, idOf(unit.parent));
  }
  return hierarchyOf(parents);
}

const treesOfRun = onceForRun(async () => new WeakMap<InstanceReader, Promise<OrgUnitHierarchy>>());

/**
 * The tree of a side as the stages after the metadata go by it: read once for as long as a process has the run open. It says how
 * data are cut and asked for, and none of these stages makes an org unit.
 */
export async function readOrgUnitTree(context: RunContext, side: 'source' | 'target'): Promise<OrgUnitHierarchy> {
  const trees = await treesOfRun(context);
  const reader = context[side];
  const tree = trees.get(reader) ?? readOrgUnitHierarchy(reader, context.signal);
  trees.set(reader, tree);
  try {
    return await tree;
  } catch (error) {
    trees.delete(reader);
    throw error;
  }
}

/** Builds the tree from each org unit's parent. An org unit whose parent is not among them is a root. */
export function hierarchyOf(parents: ReadonlyMap<Uid, Uid | undefined>): OrgUnitHierarchy {
  const children = new Map<Uid, Uid[]>();
  const roots: Uid[] = [];
  for (const [uid, parent] of parents) {
    if (parent === undefined || !parents.has(parent)) {
      roots.push(uid);
      continue;
    }
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [uid]);
    else siblings.push(uid);
  }
  for (const list of children.values()) list.sort();
  return {
    roots: roots.sort(),
    has: (uid) => parents.has(uid),
    childrenOf: (uid) => children.get(uid) ?? [],
    parentOf: (uid) => parents.get(uid),
  };
}

/** Where an account's reading begins, and the roots (or their parts) that it cannot reach. */
export interface ReadableOrgUnits {
  readonly from: readonly Uid[];
  readonly unreachableRoots: readonly Uid[];
}

/**
 * The topmost of the account's own org units: data values and completeness are only served below them, also to
 * superusers up to 2.42 (API.md §1, E2012). An account without any gets the roots; the server decides.
 */
export function readableOrgUnits(hierarchy: OrgUnitHierarchy, assigned: readonly Uid[]): ReadableOrgUnits {
  const known = new Set(assigned.filter((uid) => hierarchy.has(uid)));
  if (known.size === 0) return { from: hierarchy.roots, unreachableRoots: [] };
  const from = [...known].filter((uid) => !hasAncestorIn(hierarchy, uid, known)).sort();
  return { from, unreachableRoots: hierarchy.roots.filter((root) => !known.has(root)) };
}

function hasAncestorIn(hierarchy: OrgUnitHierarchy, uid: Uid, among: ReadonlySet<Uid>): boolean {
  for (let at = hierarchy.parentOf(uid); at !== undefined; at = hierarchy.parentOf(at)) {
    if (among.has(at)) return true;
  }
  return false;
}

function idOf(reference: unknown): Uid | undefined {
  if (typeof reference !== 'object' || reference === null || !('id' in reference)) return undefined;
  return typeof reference.id === 'string' ? reference.id : undefined;
}
