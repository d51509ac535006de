import { canonicalText } from '../../model/digest.ts';
import { isRecord } from '../../model/is-record.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Schema, SchemaProperty, SchemaRegistry } from '../../model/schema.ts';
import { hasPeriods, periodList } from '../transforms/periods.ts';
import { isVolatile } from './volatile-properties.ts';

/** The form in which an object is compared: only what both sides can hold, spelled in one way. */
export type Canonicalise = (object: MetadataObject) => Readonly<Record<string, unknown>>;

/**
 * Makes the canonical form for one type of one side. Kept are the properties that both sides own and persist; sets are
 * sorted, references become UIDs, dates and numbers are spelled alike, and volatile properties are dropped.
 */
export function makeCanonicalise(type: MetadataType, own: SchemaRegistry, other: SchemaRegistry): Canonicalise {
  const ownSchema = own.byPlural.get(type);
  const otherSchema = other.byPlural.get(type);
  if (!ownSchema || !otherSchema) return () => ({});
  const shape = shapeOf(type, ownSchema, otherSchema, own, other, 0);
  return (object) => canonicalRecord(object, shape, ownSchema.shareable);
}

/** How one property is spelled canonically. */
type Spelling = (value: unknown) => unknown;
interface Shape {
  readonly spellings: ReadonlyMap<string, Spelling>;
  /** Both sides keep periods, each in its release's spelling. */
  readonly periods: boolean;
}

const deepest = 4;

function shapeOf(
  type: string,
  ownSchema: Schema,
  otherSchema: Schema,
  own: SchemaRegistry,
  other: SchemaRegistry,
  depth: number,
): Shape {
  const theirs = new Map(otherSchema.properties.map((property) => [property.key, property]));
  const spellings = new Map<string, Spelling>();
  for (const property of ownSchema.properties) {
    const counterpart = theirs.get(property.key);
    if (!counterpart || !isOwned(property) || !isOwned(counterpart)) continue;
    if (isVolatile(type, property.key) || speltApart.has(property.key)) continue;
    if (depth === 0 && property.key === 'id') continue;
    spellings.set(property.key, spellingOf(property, counterpart, own, other, depth));
  }
  return { spellings, periods: hasPeriods(ownSchema) && hasPeriods(otherSchema) };
}

/** Properties with a spelling of their own, see `canonicalRecord`. */
const speltApart: ReadonlySet<string> = new Set([
  'sharing',
  'attributeValues',
  'translations',
  'periods',
  'rawPeriods',
  'rawRelativePeriods',
  'relativePeriods',
]);

/** Kept by the object; what a release stores in another column is said to be not persisted (`templateUid`, 2.42). */
function isOwned(property: SchemaProperty): boolean {
  return property.owner && property.readable && (property.persisted || property.writable);
}

const axisDimensions: ReadonlySet<string> = new Set(['columnDimensions', 'rowDimensions', 'filterDimensions']);

/** `stage.element` from 2.41 on, `element` before; the stage stands in the element's own dimension, which is compared. */
function withoutStages(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((name) => (typeof name === 'string' ? name.slice(name.lastIndexOf('.') + 1) : name));
}

/** Parameters of jobs have no schema; a release writes the switches that it knows, off ones too. */
function canonicalParameters(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return canonicalAnything(Object.fromEntries(Object.entries(value).filter(([, item]) => item !== false)));
}

function spellingOf(
  property: SchemaProperty,
  counterpart: SchemaProperty,
  own: SchemaRegistry,
  other: SchemaRegistry,
  depth: number,
): Spelling {
  if (property.key === 'jobParameters') return canonicalParameters;
  if (axisDimensions.has(property.key)) return withoutStages;
  const item = itemSpelling(property, counterpart, own, other, depth);
  if (!property.collection) return item;
  return (value) => {
    if (!Array.isArray(value)) return item(value);
    const items = value.map(item);
    return property.ordered && counterpart.ordered ? items : sorted(items);
  };
}

function itemSpelling(
  property: SchemaProperty,
  counterpart: SchemaProperty,
  own: SchemaRegistry,
  other: SchemaRegistry,
  depth: number,
): Spelling {
  const type = property.collection ? property.itemPropertyType : property.propertyType;
  const embedded = property.embedded || type === 'COMPLEX';
  if (type === 'REFERENCE' && !embedded) return referenceUid;
  if (type === 'DATE') return canonicalDate;
  if (type === 'NUMBER' || type === 'INTEGER') return canonicalNumber;
  if (!embedded) return (value) => value;
  const ownSchema = own.byKlass.get((property.collection ? property.itemKlass : property.klass) ?? '');
  const otherSchema = other.byKlass.get((counterpart.collection ? counterpart.itemKlass : counterpart.klass) ?? '');
  if (!ownSchema || !otherSchema || depth >= deepest) return canonicalAnything;
  const shape = shapeOf(ownSchema.plural, ownSchema, otherSchema, own, other, depth + 1);
  return (value) => (isRecord(value) ? canonicalRecord(value, shape, false) : value);
}

function canonicalRecord(
  object: Readonly<Record<string, unknown>>,
  shape: Shape,
  shareable: boolean,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const [key, spell] of shape.spellings) {
    const value = object[key];
    if (value !== null && value !== undefined) result[key] = spell(value);
  }
  const periods = shape.periods ? periodList(object) : undefined;
  if (periods) result.periods = [...periods].sort();
  if (shareable) result.sharing = canonicalSharing(object.sharing);
  result.attributeValues = canonicalAttributeValues(object.attributeValues);
  if (Array.isArray(object.translations)) result.translations = sorted(object.translations.map(canonicalAnything));
  return result;
}

function referenceUid(value: unknown): unknown {
  return isRecord(value) && typeof value.id === 'string' ? value.id : canonicalAnything(value);
}

/** Dates come as `2010-01-01`, `2010-01-01T00:00:00.000` and with `+0000`, by release and property. */
function canonicalDate(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/(Z|[+-]00:?00)$/, '').replace(/(T00:00:00)?(\.0+)?$/, '');
}

function canonicalNumber(value: unknown): unknown {
  return typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Who may do what: public access, and the accesses of users and groups. The owner is compared by nobody: see decisions. */
function canonicalSharing(value: unknown): unknown {
  const sharing = isRecord(value) ? value : {};
  return {
    public: typeof sharing.public === 'string' ? sharing.public : '--------',
    users: accesses(sharing.users),
    userGroups: accesses(sharing.userGroups),
  };
}

function accesses(value: unknown): unknown {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([uid, entry]) => [uid, isRecord(entry) ? entry.access : entry]));
}

/** Attribute values are a set by attribute; runs of white space are collapsed by the server (API.md §4.2, point 7). */
function canonicalAttributeValues(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const pairs = value.flatMap((entry) => {
    if (!isRecord(entry)) return [];
    const text = typeof entry.value === 'string' ? entry.value.replace(/\s{2,}/g, ' ') : entry.value;
    return [[String(referenceUid(entry.attribute)), text] as const];
  });
  return Object.fromEntries(pairs);
}

/** What a release writes where another writes nothing, inside what no schema describes: the request of a data exchange (2.43.1). */
const usually: Readonly<Record<string, unknown>> = { importStrategy: 'CREATE_AND_UPDATE' };

/**
 * A value that no schema describes: volatile keys dropped at every depth, lists of objects taken as sets. A switch that is off is
 * the same as one that is not there: releases add switches to such values, and the older ones do not know them.
 */
function canonicalAnything(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonicalAnything);
    return items.some(isRecord) ? sorted(items) : items;
  }
  if (!isRecord(value)) return value;
  if (isBareReference(value)) return value.id;
  // A data item made of two objects: its name is put together by the server, in the language of the reader.
  if (typeof value.dimensionItem === 'string' && 'dimensionItemType' in value) return value.dimensionItem;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !isVolatile('', key) && item !== false && item !== usually[key])
      .map(([key, item]) => [key, canonicalAnything(item)]),
  );
}

/** A reference that no schema describes: its name beside the UID or the period is a matter of the release (2.43 leaves it out). */
function isBareReference(value: Readonly<Record<string, unknown>>): value is { readonly id: string } {
  return typeof value.id === 'string' && Object.keys(value).every((key) => referenceKeys.has(key));
}

const referenceKeys: ReadonlySet<string> = new Set(['id', 'name', 'displayName']);

function sorted(items: readonly unknown[]): readonly unknown[] {
  return items
    .map((item) => [canonicalText(item), item] as const)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, item]) => item);
}
