import { canonicalText } from '../../model/digest.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { createIdentityMap } from '../identity/identity-map.ts';
import { makeCanonicalise } from '../metadata/canonical-object.ts';
import { nameOf } from '../metadata/read-sides.ts';
import { makeToTarget } from '../transforms/to-target.ts';

/** A property that differs between what would arrive and what is there. */
export interface PropertyDifference {
  readonly name: string;
  /** Seen from the target: `added` is what the source has and the target has not. */
  readonly change: 'added' | 'removed' | 'changed';
  /** Both values, but for lists and long texts, of which `items` or the beginning stands. */
  readonly source?: unknown;
  readonly target?: unknown;
  readonly items?: ListDifference | undefined;
}

export interface ListDifference {
  /** The first of what the source's list has more, and less. */
  readonly added: readonly unknown[];
  readonly removed: readonly unknown[];
  readonly addedCount: number;
  readonly removedCount: number;
  readonly isReordered: boolean;
}

export interface ObjectComparison {
  readonly name: string | undefined;
  readonly isOnSource: boolean;
  readonly isOnTarget: boolean;
  readonly properties: readonly PropertyDifference[];
  readonly equalProperties: number;
  /** Everything in the values above that looks like the UID of an object. */
  readonly named: readonly Uid[];
}

export interface ComparisonRequest {
  readonly source: InstanceReader;
  readonly target: InstanceReader;
  readonly type: MetadataType;
  /** As the source spells it; for what only the target has, as the target does. */
  readonly uid: Uid;
  /** Source UID → target UID, as the run decided. */
  readonly pairs: ReadonlyMap<Uid, Uid>;
  /** Whether sharing may name a user or a group. */
  readonly isKnownRecipient: (uid: Uid) => boolean;
  /** What the run leaves out of the source. */
  readonly leftOut?: ReadonlySet<Uid> | undefined;
  readonly signal: AbortSignal;
}

type Properties = Readonly<Record<string, unknown>>;

const itemsShown = 200;
const textShown = 20_000;

/**
 * Reads one object from both sides and compares what the target should hold of it with what it does hold, property by property, in the form
 * that a run compares too. Asks each side once. What a run would rename because of a clash is shown under its own name.
 */
export async function compareObject(request: ComparisonRequest): Promise<ObjectComparison> {
  const { source, target, type, uid, pairs, signal } = request;
  const identity = createIdentityMap(pairs);
  const [from, to] = await Promise.all([
    readOne(source, type, uid, signal),
    readOne(target, type, identity.toTarget(uid), signal),
  ]);
  const { schemas: ofSource } = source.facts;
  const { schemas: ofTarget } = target.facts;
  const { isKnownRecipient, leftOut } = request;
  const context = { source: ofSource, target: ofTarget, identity, isKnownRecipient, renames: new Map(), leftOut };
  const expected = from && makeCanonicalise(type, ofSource, ofTarget)(makeToTarget(type, context)(from).object);
  const there = to && makeCanonicalise(type, ofTarget, ofSource)(to);
  const { properties, equalProperties } = differencesOf(expected ?? {}, there ?? {});
  const name = nameOf(from ?? to ?? { id: uid });
  const sides = { isOnSource: from !== undefined, isOnTarget: to !== undefined };
  return { name, ...sides, properties, equalProperties, named: [...uidsIn(properties)] };
}

async function readOne(
  reader: InstanceReader,
  type: MetadataType,
  uid: Uid,
  signal: AbortSignal,
): Promise<MetadataObject | undefined> {
  for await (const object of reader.readMetadata(type, { signal, uids: [uid] })) return object;
  return undefined;
}

/** What differs between two canonical forms, ordered by name. */
export function differencesOf(source: Properties, target: Properties) {
  const names = [...new Set([...Object.keys(source), ...Object.keys(target)])].sort();
  const properties: PropertyDifference[] = [];
  let equalProperties = 0;
  for (const name of names) {
    const [ours, theirs] = [source[name], target[name]];
    if (canonicalText(ours) === canonicalText(theirs)) {
      if (!isNothing(ours)) equalProperties += 1;
    } else properties.push(differenceOf(name, ours, theirs));
  }
  return { properties, equalProperties };
}

function differenceOf(name: string, source: unknown, target: unknown): PropertyDifference {
  const change = isNothing(target) ? 'added' : isNothing(source) ? 'removed' : 'changed';
  const isList = [source, target].every((side) => isNothing(side) || Array.isArray(side));
  if (isList) return { name, change, items: compareLists(listOf(source), listOf(target)) };
  return { name, change, ...(!isNothing(source) && { source: shown(source) }), ...theirs(target) };
}

function theirs(target: unknown) {
  return isNothing(target) ? {} : { target: shown(target) };
}

function compareLists(source: readonly unknown[], target: readonly unknown[]): ListDifference {
  const ours = new Set(source.map(canonicalText));
  const theirsTexts = new Set(target.map(canonicalText));
  const added = source.filter((item) => !theirsTexts.has(canonicalText(item)));
  const removed = target.filter((item) => !ours.has(canonicalText(item)));
  return {
    added: added.slice(0, itemsShown).map(shown),
    removed: removed.slice(0, itemsShown).map(shown),
    ...{ addedCount: added.length, removedCount: removed.length },
    isReordered: added.length === 0 && removed.length === 0,
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Absent, empty, or an empty list or record: the same to DHIS2. */
function isNothing(value: unknown): boolean {
  return canonicalText(value) === 'null';
}

/** Forms and scripts may be very long: their beginning says enough. */
function shown(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= textShown ? value : `${text.slice(0, textShown)} …`;
}

function uidsIn(value: unknown, found: Set<Uid> = new Set()): Set<Uid> {
  if (typeof value === 'string') {
    for (const [uid] of value.matchAll(/(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{10}(?![A-Za-z0-9])/g)) found.add(uid);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) uidsIn(item, Array.isArray(value) ? found : uidsIn(key, found));
  }
  return found;
}
