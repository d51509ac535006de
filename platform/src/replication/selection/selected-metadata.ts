import type { Ledger } from '../../model/ledger.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';

/** What a run carries of the metadata and what it leaves out, by UID. Kept in the ledger, for a run that is resumed. */
export interface SelectedMetadata {
  /** Objects of the source that are carried. */
  readonly selected: UidsByType;
  /**
   * The same with those that did not change since a chosen moment: they are on the target already, and what is carried may
   * hang on them. `selected` itself where no moment was chosen.
   */
  readonly withUnchanged: UidsByType;
  /** Objects of the source that are neither. */
  readonly leftOut: ReadonlySet<Uid>;
  /** Objects that only the target has, and that are part of something that is carried; by the target's UIDs. */
  readonly onlyOnTarget: UidsByType;
  /** Org units of the target that are no counterpart of a carried one, by the target's UIDs. */
  readonly orgUnitsBeside: ReadonlySet<Uid>;
}

export type UidsByType = ReadonlyMap<MetadataType, ReadonlySet<Uid>>;

const prefix = 'selected/';
const uidsPerChunk = 20_000;

/** Keeps a selection in the ledger, in chunks of the stage `plan`. */
export async function keepSelectedMetadata(ledger: Ledger, metadata: SelectedMetadata): Promise<void> {
  const { selected, withUnchanged, onlyOnTarget } = metadata;
  const lists: [string, ReadonlySet<Uid>][] = [
    ...listsOf('selected', selected),
    ...(withUnchanged === selected ? [] : listsOf('withUnchanged', withUnchanged)),
    ...listsOf('onlyOnTarget', onlyOnTarget),
    ['leftOut/', metadata.leftOut],
    ['orgUnitsBeside/', metadata.orgUnitsBeside],
  ];
  for (const [list, uids] of lists) {
    const all = [...uids];
    for (let from = 0; from < all.length; from += uidsPerChunk) {
      const facts = { list, uids: all.slice(from, from + uidsPerChunk) };
      await ledger.finishChunk({ stage: 'plan', key: `${prefix}${list}/${from}`, counts: {}, findings: [], facts });
    }
  }
}

function listsOf(name: string, byType: UidsByType): [string, ReadonlySet<Uid>][] {
  return [...byType].map(([type, uids]) => [`${name}/${type}`, uids]);
}

/** Reads back what was kept. */
export async function loadSelectedMetadata(ledger: Ledger): Promise<SelectedMetadata> {
  const lists = new Map<string, Set<Uid>>();
  for await (const { key, facts } of ledger.chunkFacts('plan')) {
    if (!key.startsWith(prefix) || typeof facts.list !== 'string' || !Array.isArray(facts.uids)) continue;
    const list = lists.get(facts.list) ?? new Set();
    lists.set(facts.list, list);
    for (const uid of facts.uids) list.add(String(uid));
  }
  const byType = (name: string): UidsByType =>
    new Map(
      [...lists].flatMap(([list, uids]) => (list.startsWith(`${name}/`) ? [[list.slice(name.length + 1), uids]] : [])),
    );
  const [selected, withUnchanged] = [byType('selected'), byType('withUnchanged')];
  return {
    selected,
    // What changed is among those that did or did not: none of these is none of those.
    withUnchanged: withUnchanged.size > 0 ? withUnchanged : selected,
    onlyOnTarget: byType('onlyOnTarget'),
    leftOut: lists.get('leftOut/') ?? new Set(),
    orgUnitsBeside: lists.get('orgUnitsBeside/') ?? new Set(),
  };
}
