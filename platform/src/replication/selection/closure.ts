import type { Uid } from '../../model/uid.ts';

/** What leads from one object to others; UIDs only, whatever the instance holds. */
export interface SelectionGraph {
  /** What each of these objects cannot do without; each object is asked for once. */
  needsOf(uids: readonly Uid[]): Promise<ReadonlyMap<Uid, readonly Need[]>>;
  /** What belongs to an object without being named by it, such as the rules of a program. */
  partsOf(uid: Uid): readonly Need[];
  /** Objects that come as soon as everything that they join is there, such as relationship types. */
  readonly joints: ReadonlyMap<Uid, readonly Uid[]>;
}

export interface Need {
  readonly uid: Uid;
  /** The property that leads there. */
  readonly property: string;
}

/** What brought an object along; undefined for what was chosen. */
export type Bringer = { readonly uid: Uid; readonly property: string } | undefined;

const atOnce = 500;

/**
 * The smallest set that holds the seeds and is closed: whatever a member needs, whatever is part of a member, and whatever
 * joins members only, is a member. It does not depend on the order of the seeds.
 */
export async function closureOf(
  seeds: Iterable<Uid>,
  graph: SelectionGraph,
  signal: AbortSignal,
): Promise<ReadonlyMap<Uid, Bringer>> {
  const members = new Map<Uid, Bringer>();
  const waiting: Uid[] = [];
  const joints = createJoints(graph.joints);
  const add = (uid: Uid, bringer: Bringer): void => {
    if (members.has(uid)) return;
    members.set(uid, bringer);
    waiting.push(uid);
    for (const part of graph.partsOf(uid)) add(part.uid, { uid, property: part.property });
    for (const joint of joints.completedBy(uid)) add(joint, { uid, property: '' });
  };
  for (const uid of [...seeds].sort()) add(uid, undefined);
  while (waiting.length > 0) {
    signal.throwIfAborted();
    const batch = waiting.splice(0, atOnce);
    const needs = await graph.needsOf(batch);
    for (const uid of batch) {
      for (const need of needs.get(uid) ?? []) add(need.uid, { uid, property: need.property });
    }
  }
  return members;
}

/** Counts, for each joint, how many of those it joins are still missing. */
function createJoints(joints: SelectionGraph['joints']) {
  const jointsOf = new Map<Uid, Uid[]>();
  const missing = new Map<Uid, number>();
  for (const [joint, joined] of joints) {
    const distinct = new Set(joined);
    missing.set(joint, distinct.size);
    for (const uid of distinct) {
      const list = jointsOf.get(uid);
      if (list) list.push(joint);
      else jointsOf.set(uid, [joint]);
    }
  }
  return {
    /** The joints of which this was the last missing member; called once for each member. */
    completedBy(uid: Uid): Uid[] {
      return (jointsOf.get(uid) ?? []).filter((joint) => {
        const left = (missing.get(joint) ?? 0) - 1;
        missing.set(joint, left);
        return left === 0;
      });
    },
  };
}
