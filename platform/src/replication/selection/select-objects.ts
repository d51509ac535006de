import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Database } from '../../store/database.ts';
import { loadSourceObjects, loadSourceObjectsByUid } from '../../store/planned-object.ts';
import { hierarchyOf, type OrgUnitHierarchy } from '../slices/org-unit-hierarchy.ts';
import { type Bringer, closureOf, type Need, type SelectionGraph } from './closure.ts';
import { isFollowed, joinedBy, partsByType, uidsUnder } from './closure-rules.ts';
import { mentionsOf } from './mentions.ts';
import { type Chosen, choosesObjects } from './selection-choice.ts';

/** The metadata of the source as the plan has just kept it. */
export interface KeptMetadata {
  readonly database: Database;
  readonly runId: number;
  /** Types of all objects that were kept. */
  readonly types: ReadonlyMap<Uid, MetadataType>;
  readonly signal: AbortSignal;
}

/** Objects of the source, and what brought each one along; undefined for what was chosen. */
export type SelectedObjects = ReadonlyMap<Uid, Bringer>;

export interface Selection {
  /** Those that are carried. */
  readonly selected: SelectedObjects;
  /** With those that did not change since the chosen moment; the same where none was chosen. */
  readonly withUnchanged: SelectedObjects;
}

/**
 * Selects, from what the plan kept of the source, what was chosen and all that it needs. Objects are read in batches; UIDs are
 * all that is held of them.
 */
export async function selectObjects(kept: KeptMetadata, chosen: Chosen): Promise<Selection> {
  const isInside = await readSubtrees(kept, chosen.orgUnits);
  const isAllowed = (uid: Uid) => kept.types.get(uid) !== 'organisationUnits' || isInside(uid);
  const wide = await seedsOf(kept, chosen);
  const seeds = new Set([...wide].filter(isAllowed));
  const rules = choosesObjects(chosen) ? { chosen: seeds, withRecipients: chosen.withRecipients } : undefined;
  const graph = await readGraph(kept, rules, isAllowed);
  const withUnchanged = await closureOf(seeds, graph, kept.signal);
  const since = chosen.changedSince;
  const selected = since === undefined ? withUnchanged : await changedOf(kept, withUnchanged, graph, since);
  return { selected, withUnchanged };
}

/** Whether an org unit lies in one of the subtrees, or above it. */
async function readSubtrees(kept: KeptMetadata, tops: readonly Uid[]): Promise<(uid: Uid) => boolean> {
  if (tops.length === 0) return () => true;
  const hierarchy = await readKeptHierarchy(kept);
  const inside = new Set<Uid>();
  for (const top of tops) {
    for (let at = hierarchy.parentOf(top); at !== undefined; at = hierarchy.parentOf(at)) inside.add(at);
    const below = [top];
    for (let uid = below.pop(); uid !== undefined; uid = below.pop()) {
      inside.add(uid);
      below.push(...hierarchy.childrenOf(uid));
    }
  }
  return (uid) => inside.has(uid);
}

/** The tree of the org units that were kept. */
export async function readKeptHierarchy({ database, runId }: KeptMetadata): Promise<OrgUnitHierarchy> {
  const parents = new Map<Uid, Uid | undefined>();
  for await (const unit of loadSourceObjects(database, runId, 'organisationUnits')) {
    parents.set(unit.id, uidsUnder(unit, 'parent')[0]);
  }
  return hierarchyOf(parents);
}

/** What was chosen by name or by type; everything where only restrictions were given. */
async function seedsOf({ types }: KeptMetadata, chosen: Chosen): Promise<Iterable<Uid>> {
  if (!choosesObjects(chosen)) return types.keys();
  const wanted = new Set(chosen.types);
  const ofTypes = [...types].filter(([, type]) => wanted.has(type)).map(([uid]) => uid);
  return [...chosen.programs, ...chosen.dataSets, ...chosen.groups, ...ofTypes];
}

interface FollowRules {
  readonly chosen: ReadonlySet<Uid>;
  readonly withRecipients: boolean;
}

/** `rules` is undefined where everything is followed: nothing was chosen by name. */
async function readGraph(
  kept: KeptMetadata,
  rules: FollowRules | undefined,
  isAllowed: (uid: Uid) => boolean,
): Promise<SelectionGraph> {
  const parts = await readParts(kept);
  const typeOf = (uid: Uid) => kept.types.get(uid);
  const isKnown = (uid: Uid) => typeOf(uid) !== undefined && isAllowed(uid);
  const needsOfObject = (type: MetadataType, object: MetadataObject): Need[] =>
    mentionsOf(object, isKnown).filter(({ uid, property }) => {
      const to = typeOf(uid);
      if (to === undefined) return false;
      if (rules === undefined) return property !== 'sharing';
      return isFollowed({ from: type, isChosen: rules.chosen.has(object.id), property, to }, rules.withRecipients);
    });
  return {
    partsOf: (uid) => parts.get(uid) ?? [],
    joints: await readJoints(kept, isKnown),
    async needsOf(uids) {
      const rows = await loadSourceObjectsByUid(kept.database, kept.runId, uids);
      return new Map(rows.map(({ type, object }) => [object.id, needsOfObject(type, object)]));
    },
  };
}

/** For each object the parts that name it. */
async function readParts({ database, runId, signal }: KeptMetadata): Promise<ReadonlyMap<Uid, readonly Need[]>> {
  const parts = new Map<Uid, Need[]>();
  for (const [type, properties] of Object.entries(partsByType)) {
    for await (const object of loadSourceObjects(database, runId, type)) {
      signal.throwIfAborted();
      for (const property of properties) {
        for (const whole of uidsUnder(object, property)) {
          const list = parts.get(whole);
          const part = { uid: object.id, property: type };
          if (list) list.push(part);
          else parts.set(whole, [part]);
        }
      }
    }
  }
  return parts;
}

/** Relationship types, by what they join; those that join nothing that is known are left out. */
async function readJoints(
  { database, runId }: KeptMetadata,
  isKnown: (uid: Uid) => boolean,
): Promise<ReadonlyMap<Uid, readonly Uid[]>> {
  const joints = new Map<Uid, readonly Uid[]>();
  for await (const type of loadSourceObjects(database, runId, 'relationshipTypes')) {
    const joined = joinedBy(type);
    if (joined.length > 0 && joined.every(isKnown)) joints.set(type.id, joined);
  }
  return joints;
}

/** What of a selection changed, with all that this needs: the parts of what changed need not have changed too. */
async function changedOf(
  { database, runId, types, signal }: KeptMetadata,
  selected: SelectedObjects,
  graph: SelectionGraph,
  since: string,
): Promise<SelectedObjects> {
  const changed: Uid[] = [];
  for (const type of new Set(types.values())) {
    for await (const object of loadSourceObjects(database, runId, type)) {
      if (selected.has(object.id) && String(object.lastUpdated ?? '') >= since) changed.push(object.id);
    }
  }
  return closureOf(changed, { ...graph, partsOf: () => [], joints: new Map() }, signal);
}
