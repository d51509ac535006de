import { PlatformError } from '../../model/errors/platform-error.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { isDefaultObject } from '../metadata/plan-decisions.ts';
import { nameOf } from '../metadata/read-sides.ts';
import type { MappingChoice, MappingRule } from './mapping-choice.ts';
import type { MappingProblem, ResolvedMapping } from './mapping-result.ts';
import { createPairs, type Pairs } from './pairs.ts';
import { readMappingTable } from './read-mapping-table.ts';
import { createWordIndex, pairRows, type TableRow } from './table-rows.ts';

export interface MappedSides {
  readonly source: InstanceReader;
  readonly target: InstanceReader;
  readonly signal: AbortSignal;
}

/**
 * Finds the counterparts of every object of the mapped types. Both sides are streamed; what is held is keys and UIDs. Writes
 * nothing.
 * @throws PlatformError TYPE_NAME_UNKNOWN, MAPPING_FILE_UNREADABLE, MAPPING_FILE_NOT_UTF8.
 */
export async function resolveMapping(sides: MappedSides, choice: MappingChoice): Promise<ResolvedMapping> {
  const rows = await readRows(sides, choice);
  const types = [...new Set([...choice.rules.map(({ type }) => type), ...rows.keys()])];
  assertKnownTypes(sides, types);
  const pairs = new Map<Uid, Uid>();
  const mapped = new Map<MetadataType, number>();
  const problems: MappingProblem[] = [];
  for (const type of types) {
    const rules = choice.rules.filter((rule) => rule.type === type);
    const found = await resolveType(sides, type, rows.get(type) ?? [], rules);
    for (const [source, target] of found.pairs) pairs.set(source, target);
    mapped.set(type, found.pairs.size);
    problems.push(...found.problems);
  }
  return { types, pairs, mapped, problems };
}

/** @throws PlatformError TYPE_NAME_UNKNOWN for what is no metadata type of both sides. */
export function assertKnownTypes(
  { source, target }: Pick<MappedSides, 'source' | 'target'>,
  types: readonly MetadataType[],
): void {
  const isKnown = (type: MetadataType) =>
    [source, target].every(({ facts }) => facts.schemas.byPlural.get(type)?.metadata === true);
  const unknown = types.filter((type) => !isKnown(type));
  if (unknown.length > 0) throw new PlatformError('TYPE_NAME_UNKNOWN', { args: { names: unknown.join(', ') } });
}

/** The rows of all tables, by type; a type may be named in the singular. */
async function readRows(
  { source, signal }: MappedSides,
  { tables }: MappingChoice,
): Promise<ReadonlyMap<MetadataType, readonly TableRow[]>> {
  const plurals = new Map(
    [...source.facts.schemas.byPlural.values()].map(({ singular, plural }) => [singular, plural]),
  );
  const rows = new Map<MetadataType, TableRow[]>();
  for (const file of tables) {
    for await (const { type: name, line, ...words } of readMappingTable(file, signal)) {
      const type = plurals.get(name) ?? name;
      const list = rows.get(type) ?? [];
      rows.set(type, list);
      list.push({ ...words, place: `${file.split(/[\\/]/).at(-1) ?? file}:${line}` });
    }
  }
  return rows;
}

async function resolveType(
  sides: MappedSides,
  type: MetadataType,
  rows: readonly TableRow[],
  rules: readonly MappingRule[],
): Promise<Pairs> {
  const { source, target, signal } = sides;
  const pairs = createPairs(type);
  if (rows.length > 0) {
    const [ofSource, ofTarget] = [createWordIndex(rows, 'source'), createWordIndex(rows, 'target')];
    for await (const object of listed(source, type, signal)) ofSource.add(object);
    for await (const object of listed(target, type, signal)) ofTarget.add(object);
    pairRows(rows, ofSource, ofTarget, pairs);
  }
  for (const rule of rules) await pairByRule(sides, type, rule, pairs);
  for await (const object of listed(source, type, signal)) {
    if (!isDefaultObject(type, object)) pairs.expect(object.id, nameOf(object) ?? object.id);
  }
  return pairs;
}

async function pairByRule(
  { source, target, signal }: MappedSides,
  type: MetadataType,
  rule: MappingRule,
  pairs: Pairs,
): Promise<void> {
  const counterparts = new Map<string, Uid[]>();
  for await (const object of listed(target, type, signal)) {
    const key = keyOf(object, rule);
    if (key === undefined || isDefaultObject(type, object)) continue;
    const same = counterparts.get(key);
    if (same) same.push(object.id);
    else counterparts.set(key, [object.id]);
  }
  for await (const object of listed(source, type, signal)) {
    if (pairs.has(object.id) || isDefaultObject(type, object)) continue;
    const key = keyOf(object, rule);
    const [found, ...others] = (key === undefined ? undefined : counterparts.get(key)) ?? [];
    const name = nameOf(object) ?? object.id;
    const detail = key === undefined ? `no ${rule.by}` : `${rule.by} ${key}`;
    if (found === undefined) pairs.complain('unmapped', object.id, name, detail);
    else if (others.length > 0) pairs.complain('ambiguous', object.id, name, detail);
    else pairs.add(object.id, found, name, detail);
  }
}

/** Objects of a type with no more than what they can be found by. */
export function listed(reader: InstanceReader, type: MetadataType, signal: AbortSignal): AsyncIterable<MetadataObject> {
  return reader.readMetadata(type, { signal, fields: 'id,code,name,attributeValues[value,attribute[id]]' });
}

/** What a rule compares of an object; undefined where it has none. */
export function keyOf(object: MetadataObject, { by, attribute }: MappingRule): string | undefined {
  const value: unknown = by === 'attribute' ? attributeValue(object.attributeValues, attribute) : object[by];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function attributeValue(values: unknown, attribute: Uid | undefined): unknown {
  if (!Array.isArray(values)) return undefined;
  const found: unknown = values.find((each: unknown) => uidOfAttribute(each) === attribute);
  return typeof found === 'object' && found !== null ? Reflect.get(found, 'value') : undefined;
}

function uidOfAttribute(value: unknown): unknown {
  const attribute: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'attribute') : undefined;
  return typeof attribute === 'object' && attribute !== null ? Reflect.get(attribute, 'id') : undefined;
}
