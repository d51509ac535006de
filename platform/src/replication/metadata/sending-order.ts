import type { Uid } from '../../model/uid.ts';
import { stronglyConnectedComponents } from './components.ts';

/** What the order needs to know of one object to be sent. */
export interface OrderedObject {
  readonly type: string;
  readonly uid: Uid;
  /** Objects of the same order that it names. */
  readonly needs: readonly Need[];
  /** Objects with the same word go in one request, for example all option combos of one category combo. */
  readonly together?: string | undefined;
}

export interface Need {
  readonly uid: Uid;
  /** How easily the reference can be left out at first: sharing before lists before the rest. */
  readonly strength: 'sharing' | 'list' | 'single';
}

/** Objects that are sent in one request because each needs another of them, or because the server wants them together. */
export interface Unit {
  readonly members: readonly number[];
  /** References left out at first, by member; these members are sent again, complete, when everything is there. */
  readonly cut: ReadonlyMap<number, ReadonlySet<Uid>>;
  /** Whether the members are sent a second time: the server drops references among new objects of one request. */
  readonly again: boolean;
}

/** Above this number the members of one cycle do not travel together; lists are cut and sent afterwards. */
const largestCycle = 2000;

/**
 * The order in which objects are sent: waves of units. No unit of a wave needs another unit of the same or of a later
 * wave, so that every reference of a sent object is already stored on the target: DHIS2 silently drops a reference to
 * an object that is new in the same request (API.md §4.3, silent loss rule). Cycles are cut at sharing first; what
 * remains of a cycle travels together and is sent twice.
 */
export function planSendingOrder(objects: readonly OrderedObject[]): Unit[][] {
  const indexOf = new Map(objects.map((object, index) => [object.uid, index]));
  const cut = new Map<number, Set<Uid>>();
  let components = componentsOf(objects, indexOf, cut);
  components = cutWithin(components, objects, indexOf, cut, 'sharing', 1);
  components = cutWithin(components, objects, indexOf, cut, 'list', largestCycle);
  return wavesOf(components, objects, indexOf, cut);
}

function componentsOf(
  objects: readonly OrderedObject[],
  indexOf: ReadonlyMap<Uid, number>,
  cut: ReadonlyMap<number, ReadonlySet<Uid>>,
): number[][] {
  const ring = companions(objects);
  const targets = objects.map((object, index) => {
    const wanted = object.needs.filter((need) => cut.get(index)?.has(need.uid) !== true);
    const nodes = wanted.map((need) => indexOf.get(need.uid)).filter((node) => node !== undefined && node !== index);
    return [...new Set([...nodes, ...(ring.get(index) ?? [])])].filter((node) => node !== undefined);
  });
  return stronglyConnectedComponents({ size: objects.length, targets: (node) => targets[node] ?? [] });
}

/** Objects that travel together point at one another in a ring, so that they fall into one component. */
function companions(objects: readonly OrderedObject[]): Map<number, number[]> {
  const groups = new Map<string, number[]>();
  objects.forEach((object, index) => {
    if (object.together === undefined) return;
    const group = groups.get(object.together);
    if (group) group.push(index);
    else groups.set(object.together, [index]);
  });
  const ring = new Map<number, number[]>();
  for (const group of groups.values()) {
    group.forEach((node, position) => {
      const next = group[(position + 1) % group.length];
      if (next !== undefined && next !== node) ring.set(node, [next]);
    });
  }
  return ring;
}

/** Leaves out, inside components of more than `size` members, the references of one strength, and orders anew. */
function cutWithin(
  components: number[][],
  objects: readonly OrderedObject[],
  indexOf: ReadonlyMap<Uid, number>,
  cut: Map<number, Set<Uid>>,
  strength: Need['strength'],
  size: number,
): number[][] {
  let changed = false;
  for (const component of components) {
    if (component.length <= size) continue;
    const members = new Set(component);
    for (const node of component) {
      for (const need of objects[node]?.needs ?? []) {
        const target = indexOf.get(need.uid);
        if (need.strength !== strength || target === undefined || target === node || !members.has(target)) continue;
        const already = cut.get(node);
        if (already) already.add(need.uid);
        else cut.set(node, new Set([need.uid]));
        changed = true;
      }
    }
  }
  return changed ? componentsOf(objects, indexOf, cut) : components;
}

function wavesOf(
  components: readonly (readonly number[])[],
  objects: readonly OrderedObject[],
  indexOf: ReadonlyMap<Uid, number>,
  cut: ReadonlyMap<number, ReadonlySet<Uid>>,
): Unit[][] {
  const waveOf = new Int32Array(objects.length);
  const waves: Unit[][] = [];
  for (const component of components) {
    const members = new Set(component);
    let wave = 0;
    let inner = false;
    for (const node of component) {
      for (const need of objects[node]?.needs ?? []) {
        const target = indexOf.get(need.uid);
        if (target === undefined || target === node || cut.get(node)?.has(need.uid)) continue;
        if (members.has(target)) inner = true;
        else wave = Math.max(wave, (waveOf[target] ?? 0) + 1);
      }
    }
    for (const node of component) waveOf[node] = wave;
    const cuts = new Map([...cut].filter(([node]) => members.has(node)));
    const unit: Unit = { members: [...component].sort((a, b) => a - b), cut: cuts, again: inner || cuts.size > 0 };
    const units = waves[wave];
    if (units) units.push(unit);
    else waves[wave] = [unit];
  }
  return waves.map((units) => units ?? []);
}
