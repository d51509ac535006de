import type { Ledger } from '../../model/ledger.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { loadUids } from '../../store/planned-object.ts';
import { assertMapped, type RunMapping } from '../mapping/open-mapping.ts';
import { keepSource, keepTarget, type SideReading } from '../metadata/read-sides.ts';
import { keepSelectedMetadata } from './selected-metadata.ts';

export interface ChangedReading extends SideReading {
  readonly ledger: Ledger;
  readonly changedSince: string;
  /** The types that are carried. */
  readonly types: readonly MetadataType[];
  /** Who stands for whom, by the run that brought the rest. */
  readonly pairs: ReadonlyMap<Uid, Uid>;
  readonly mapping?: RunMapping | undefined;
  advanced(read: number, type: MetadataType): void;
}

/**
 * Reads of both sides only what changed on the source: a request or two for each type. What it refers to is not read: an earlier
 * run brought it, or it changed too. Where something is new, the whole type is read on the target, whose objects may claim the same name or
 * code.
 */
export async function readChangedSides(reading: ChangedReading): Promise<void> {
  const { database, runId, ledger, pairs } = reading;
  let read = 0;
  for (const type of reading.types) {
    read += await keepSource(reading, type, reading.changedSince);
    reading.advanced(read, type);
  }
  const selected = new Map<MetadataType, Set<Uid>>();
  for (const [uid, type] of await loadUids(database, runId, 'source')) {
    const ofType = selected.get(type) ?? new Set();
    selected.set(type, ofType.add(uid));
  }
  assertMapped(reading.mapping, (uid) => [...selected.values()].some((uids) => uids.has(uid)));
  for (const [type, uids] of selected) {
    const targetUids = [...uids].map((uid) => pairs.get(uid) ?? uid);
    const there = await keepTarget(reading, type, undefined, targetUids);
    if (there < uids.size) await keepTarget(reading, type);
  }
  await keepSelectedMetadata(ledger, {
    selected,
    withUnchanged: selected,
    leftOut: new Set(),
    onlyOnTarget: new Map(),
    orgUnitsBeside: new Set(),
  });
}
