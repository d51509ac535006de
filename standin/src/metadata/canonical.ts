import type { StoredObject } from '../instance.ts';
import { timestamp } from '../timestamp.ts';
import { isUid } from '../uid.ts';
import { idOf, isJson, type Json, jsonObjects } from './json.ts';
import { defaultOf, isBoolean } from './property-defaults.ts';
import { isReference, propertiesOf, type SchemaIndex, targetSchema } from './schema-index.ts';
import type { Schema, SchemaProperty } from './schemas.ts';

/** What making an object canonical needs to know. */
export interface CanonicalContext {
  readonly index: SchemaIndex;
  readonly now: Date;
  readonly newUid: () => string;
}

/** Properties that are set elsewhere (`import/auto-fields.ts`, derived ones) and never taken over as they come. */
const SET_ELSEWHERE = new Set(['createdBy', 'lastUpdatedBy', 'user', 'sharing', 'access', 'href', 'path', 'level']);

/**
 * Brings a payload's object into the form in which the stand-in keeps it: the release's own properties only, each
 * with the value a fresh Java object has where the payload says nothing, references as `{id}`.
 */
export function canonicalObject(context: CanonicalContext, schema: Schema, payload: Json): StoredObject {
  const id = isUid(payload.id) ? payload.id : context.newUid();
  return { id, ...canonicalProperties(context, schema, payload) };
}

function canonicalProperties(context: CanonicalContext, schema: Schema, payload: Json): Json {
  const kept: Json = {};
  for (const [key, property] of propertiesOf(schema)) {
    if (key === 'id' || !isKept(schema, property) || isSetElsewhere(schema, key)) continue;
    const given = canonicalValue(context, property, payload[key]);
    const value = given ?? defaultOf(schema, property, key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

/**
 * Inverse sides are looked up when they are read, never kept. Parts without a UID of their own are stored as JSON,
 * columns or not (`style`).
 */
function isKept(schema: Schema, property: SchemaProperty): boolean {
  if (property.owner) return true;
  // Standard reports keep relative periods that they do not own from 2.41 on (recorded).
  if (schema.singular === 'report' && property.name === 'relativePeriods') return true;
  return (
    (property.persisted && !isReference(property)) ||
    (schema.embeddedObject && !schema.identifiableObject && property.writable)
  );
}

function isSetElsewhere(schema: Schema, key: string): boolean {
  if (key === 'level') return schema.singular === 'organisationUnit';
  return SET_ELSEWHERE.has(key);
}

function canonicalValue(context: CanonicalContext, property: SchemaProperty, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (property.name === 'attributeValues' || property.name === 'attributeValue') return attributeValues(value);
  if (property.collection) return canonicalItems(context, property, value);
  if (isReference(property)) return reference(value);
  if (property.propertyType === 'COMPLEX' || isJson(value)) return canonicalComplex(context, property, value);
  return canonicalScalar(property, value);
}

function reference(value: unknown): { id: string } | undefined {
  const id = idOf(value);
  return id === undefined ? undefined : { id };
}

function canonicalItems(context: CanonicalContext, property: SchemaProperty, value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  const target = targetSchema(context.index, property);
  if (target?.embeddedObject) return embeddedItems(context, target, value);
  if (isReference(property)) {
    const unique = new Map(jsonObjects(value).map((item) => [idOf(item), reference(item)]));
    unique.delete(undefined);
    return [...unique.values()];
  }
  return structuredClone(value);
}

function embeddedItems(context: CanonicalContext, target: Schema, value: unknown[]): Json[] {
  return value.filter(isJson).map((item) => {
    if (!target.identifiableObject) return canonicalProperties(context, target, item);
    const created = canonicalDate(item.created) ?? timestamp(context.now);
    return { ...canonicalObject(context, target, item), created, lastUpdated: timestamp(context.now) };
  });
}

function canonicalComplex(context: CanonicalContext, property: SchemaProperty, value: unknown): unknown {
  const target = targetSchema(context.index, property);
  if (!target?.embeddedObject || !isJson(value)) return structuredClone(value);
  return canonicalProperties(context, target, value);
}

function canonicalScalar(property: SchemaProperty, value: unknown): unknown {
  if (isBoolean(property)) return typeof value === 'string' ? value === 'true' : Boolean(value);
  switch (property.propertyType) {
    case 'INTEGER':
    case 'NUMBER':
      return typeof value === 'string' && value !== '' ? Number(value) : value;
    case 'DATE':
      return canonicalDate(value);
    case 'TEXT':
    case 'IDENTIFIER':
      return String(value);
    default:
      return value;
  }
}

/** A date of a payload as DHIS2 gives it back: without offset, with milliseconds. */
export function canonicalDate(value: unknown): string | undefined {
  if (typeof value === 'number') return timestamp(new Date(value));
  if (typeof value !== 'string' || value === '') return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return `${value}T00:00:00.000`;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value)) return timestamp(new Date(`${value}Z`));
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? value : timestamp(moment);
}

/** Runs of white space become one space (API.md §4.2, 7); 2.42 also takes the form `{uid: {value}}`. */
function attributeValues(value: unknown): Json[] {
  const list = Array.isArray(value)
    ? jsonObjects(value)
    : Object.entries(isJson(value) ? value : {}).map(([id, entry]) => ({
        attribute: { id },
        value: isJson(entry) ? entry.value : entry,
      }));
  return list.flatMap((entry) => {
    const attribute = reference((entry as Json).attribute);
    const text = String((entry as Json).value ?? '').replace(/\s{2,}/g, ' ');
    return attribute && text !== '' ? [{ value: text, attribute }] : [];
  });
}
