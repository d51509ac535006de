import type { Ledger } from '../../model/ledger.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { keepOnlyObjects, loadUids } from '../../store/planned-object.ts';
import { assertMapped, type RunMapping } from '../mapping/open-mapping.ts';
import { keepSource, keepTarget, type SideReading } from '../metadata/read-sides.ts';
import { hierarchyOf } from '../slices/org-unit-hierarchy.ts';
import { accountOf, keepAccount } from './account.ts';
import { partsByType, uidsUnder } from './closure-rules.ts';
import { withoutLeftOut } from './left-out.ts';
import { type SelectedObjects, selectObjects } from './select-objects.ts';
import { keepSelectedMetadata, type SelectedMetadata, type UidsByType } from './selected-metadata.ts';
import type { Chosen } from './selection-choice.ts';

export interface SelectedReading extends SideReading {
  readonly ledger: Ledger;
  readonly chosen: Chosen;
  /** Every type that both sides know: what is needed may be of any. */
  readonly allTypes: readonly MetadataType[];
  /** The types that are carried. */
  readonly types: readonly MetadataType[];
  /** Who stands for whom; what it does not know may have to be left out too. */
  readonly mapping?: RunMapping | undefined;
  advanced(read: number, type: MetadataType): void;
}

/**
 * Reads the metadata of the source, selects, keeps the selected objects alone, and reads the target without what the
 * selection leaves out. What was selected is kept in the ledger, with an account of what brought it along.
 */
export async function readSelectedSides(reading: SelectedReading): Promise<SelectedMetadata> {
  const { database, runId, ledger, chosen, signal } = reading;
  let read = 0;
  for (const type of reading.allTypes) {
    read += await keepSource(reading, type);
    reading.advanced(read, type);
  }
  const types = await loadUids(database, runId, 'source');
  const closures = await selectObjects({ database, runId, types, signal }, chosen);
  assertMapped(reading.mapping, (uid) => closures.withUnchanged.has(uid));
  const unmapped = reading.mapping?.unmapped === 'skip' ? reading.mapping.without : new Set<Uid>();
  const mapped = (objects: SelectedObjects) => new Map([...objects].filter(([uid]) => !unmapped.has(uid)));
  const [selected, all] = [mapped(closures.selected), mapped(closures.withUnchanged)];
  const withUnchanged = groupByType(all.keys(), types);
  const leftOut = new Set([...types.keys()].filter((uid) => !all.has(uid)));
  const orgUnits = await readTargetOrgUnits(reading, withUnchanged);
  const carried = new Set(reading.types);
  await keepOnlyObjects(
    database,
    runId,
    [...all.keys()].filter((uid) => carried.has(types.get(uid) ?? '')),
  );
  const onlyOnTarget = await readTarget(reading, withUnchanged, (uid) => leftOut.has(uid) || orgUnits.beside.has(uid));
  if (orgUnits.inside.size > 0) onlyOnTarget.set('organisationUnits', orgUnits.inside);
  const metadata = {
    selected: closures.selected === closures.withUnchanged ? withUnchanged : groupByType(selected.keys(), types),
    withUnchanged,
    leftOut,
    onlyOnTarget,
    orgUnitsBeside: orgUnits.beside,
  };
  await keepSelectedMetadata(ledger, metadata);
  await keepAccount(ledger, accountOf(selected, types));
  return metadata;
}

function groupByType(uids: Iterable<Uid>, types: ReadonlyMap<Uid, MetadataType>): Map<MetadataType, Set<Uid>> {
  const groups = new Map<MetadataType, Set<Uid>>();
  for (const uid of uids) {
    const type = types.get(uid) ?? '';
    const group = groups.get(type);
    if (group) group.add(uid);
    else groups.set(type, new Set([uid]));
  }
  return groups;
}

/** The target's org units that are no counterpart of a carried one, and those of them inside a chosen subtree. */
async function readTargetOrgUnits({ target, chosen, mapping, signal }: SelectedReading, selected: UidsByType) {
  const toTarget = (uid: Uid) => mapping?.pairs.get(uid) ?? uid;
  const counterparts = new Set([...(selected.get('organisationUnits') ?? [])].map(toTarget));
  const parents = new Map<Uid, Uid | undefined>();
  for await (const unit of target.readMetadata('organisationUnits', { signal, fields: 'id,parent[id]' })) {
    parents.set(unit.id, uidsUnder(unit, 'parent')[0]);
  }
  const hierarchy = hierarchyOf(parents);
  const inside = new Set<Uid>();
  const waiting = chosen.orgUnits.map(toTarget).filter((uid) => hierarchy.has(uid));
  for (let uid = waiting.pop(); uid !== undefined; uid = waiting.pop()) {
    if (!counterparts.has(uid)) inside.add(uid);
    waiting.push(...hierarchy.childrenOf(uid));
  }
  return { beside: new Set([...parents.keys()].filter((uid) => !counterparts.has(uid) && !inside.has(uid))), inside };
}

/** Keeps the target's side, and finds what only the target has and is part of what is carried. */
async function readTarget(
  reading: SelectedReading,
  selected: UidsByType,
  isLeftOut: (uid: Uid) => boolean,
): Promise<Map<MetadataType, Set<Uid>>> {
  const wholes: { readonly type: MetadataType; readonly uid: Uid; readonly of: readonly Uid[] }[] = [];
  for (const type of reading.types) {
    const properties = partsByType[type] ?? [];
    const ofType = selected.get(type);
    await keepTarget(reading, type, (object: MetadataObject) => {
      const of = properties.flatMap((property) => uidsUnder(object, property));
      if (of.length > 0 && ofType?.has(object.id) !== true) wholes.push({ type, uid: object.id, of });
      return withoutLeftOut(object, isLeftOut);
    });
  }
  return partsOnTarget(
    wholes,
    new Set([...selected.values()].flatMap((uids) => [...uids].map((uid) => reading.mapping?.pairs.get(uid) ?? uid))),
  );
}

/** Parts of parts too: the actions of a rule of a selected program. */
function partsOnTarget(
  wholes: readonly { readonly type: MetadataType; readonly uid: Uid; readonly of: readonly Uid[] }[],
  carried: Set<Uid>,
): Map<MetadataType, Set<Uid>> {
  const found = new Map<MetadataType, Set<Uid>>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const { type, uid, of } of wholes) {
      if (carried.has(uid) || !of.some((whole) => carried.has(whole))) continue;
      carried.add(uid);
      grown = true;
      const ofType = found.get(type);
      if (ofType) ofType.add(uid);
      else found.set(type, new Set([uid]));
    }
  }
  return found;
}
