import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { isDefaultObject } from '../metadata/plan-decisions.ts';
import { nameOf } from '../metadata/read-sides.ts';
import type { MappingRule } from './mapping-choice.ts';
import { assertKnownTypes, keyOf, listed, type MappedSides } from './resolve-mapping.ts';

/** What a way of finding counterparts would find. `uid`: the objects have the same UIDs, so that nothing needs to be mapped. */
export interface MappingProposal {
  readonly type: MetadataType;
  readonly by: MappingRule['by'] | 'uid';
  readonly attribute?: Uid | undefined;
  readonly attributeName?: string | undefined;
  readonly objects: number;
  readonly targetObjects: number;
  /** Objects of the source that have exactly one counterpart, which is nobody else's. */
  readonly matched: number;
  readonly ambiguous: number;
  readonly unmatched: number;
  readonly isBest: boolean;
}

/** A key that may be compared, and how often each of its values stands on a side. */
interface Candidate {
  readonly rule: Omit<MappingRule, 'by' | 'type'> & { readonly by: MappingProposal['by'] };
  readonly source: Map<string, number>;
  readonly target: Map<string, number>;
}

/** Beyond so many attributes nobody chooses. */
const mostAttributes = 20;

/**
 * Reads each type from both sides and counts what every possible rule would find: UIDs, codes, names, and values of attributes. What is held is
 * keys, of one type at a time. Writes nothing.
 * @throws PlatformError TYPE_NAME_UNKNOWN.
 */
export async function proposeMapping(
  sides: MappedSides,
  types: readonly MetadataType[],
): Promise<readonly MappingProposal[]> {
  assertKnownTypes(sides, types);
  const names = new Map<Uid, string>();
  for await (const attribute of sides.source.readMetadata('attributes', { signal: sides.signal, fields: 'id,name' })) {
    names.set(attribute.id, nameOf(attribute) ?? attribute.id);
  }
  const proposals: MappingProposal[] = [];
  for (const type of new Set(types)) proposals.push(...(await proposeForType(sides, type, names)));
  return proposals;
}

async function proposeForType(
  { source, target, signal }: MappedSides,
  type: MetadataType,
  names: ReadonlyMap<Uid, string>,
): Promise<readonly MappingProposal[]> {
  const attributes = [...names.keys()].slice(0, mostAttributes);
  const candidates: readonly Candidate[] = [
    ...(['uid', 'code', 'name'] as const).map((by) => candidate({ by })),
    ...attributes.map((attribute) => candidate({ by: 'attribute', attribute })),
  ];
  const counts = { source: 0, target: 0 };
  for (const [side, reader] of Object.entries({ source, target }) as ['source' | 'target', typeof source][]) {
    for await (const object of listed(reader, type, signal)) {
      if (isDefaultObject(type, object)) continue;
      counts[side] += 1;
      for (const each of candidates) count(each[side], keyBy(object, type, each.rule));
    }
  }
  const found = candidates.map((each) => ({ each, ...sumUp(each, counts.source) }));
  const useful = found.filter(({ each, matched }) => each.rule.by !== 'attribute' || matched > 0);
  const best = useful.reduce((top, one) => (one.matched > top.matched ? one : top), useful[0] ?? { matched: 0 });
  return useful.map((one) => ({
    type,
    ...one.each.rule,
    ...(one.each.rule.attribute !== undefined && { attributeName: names.get(one.each.rule.attribute) }),
    ...{ objects: counts.source, targetObjects: counts.target },
    ...{ matched: one.matched, ambiguous: one.ambiguous, unmatched: one.unmatched },
    isBest: one === best && one.matched > 0,
  }));
}

function candidate(rule: Candidate['rule']): Candidate {
  return { rule, source: new Map(), target: new Map() };
}

function keyBy(object: MetadataObject, type: MetadataType, { by, attribute }: Candidate['rule']): string | undefined {
  return by === 'uid' ? object.id : keyOf(object, { type, by, attribute });
}

function count(values: Map<string, number>, value: string | undefined): void {
  if (value !== undefined) values.set(value, (values.get(value) ?? 0) + 1);
}

function sumUp({ source, target }: Candidate, objects: number) {
  let [matched, ambiguous] = [0, 0];
  for (const [value, times] of source) {
    const there = target.get(value);
    if (there === undefined) continue;
    if (times === 1 && there === 1) matched += 1;
    else ambiguous += times;
  }
  return { matched, ambiguous, unmatched: objects - matched - ambiguous };
}
