import type { MetadataObject } from '../../model/metadata-object.ts';
import type { SchemaProperty } from '../../model/schema.ts';
import { isVolatile } from '../metadata/volatile-properties.ts';
import type { Loss, Transformed, TransformStep } from './transform.ts';

/**
 * Properties that the source's release has and the target's has not. A server ignores an unknown property without a
 * word, so that the loss has to be told here; a property at its empty value is no loss.
 */
export function tellUnknownProperties(object: MetadataObject, step: TransformStep): Transformed {
  const there = new Set(step.targetSchema.properties.map((property) => property.key));
  const lost = step.sourceSchema.properties
    .filter((property) => isCarried(property) && !there.has(property.key) && !isVolatile(step.type, property.key))
    .filter((property) => !spelledOtherwise.has(property.key) && saysSomething(object[property.key]));
  if (lost.length === 0) return { object, losses: [] };
  const losses = lost.map((property): Loss => ({ property: property.key, code: 'PROPERTY_UNKNOWN' }));
  const keys = new Set(lost.map((property) => property.key));
  const kept = Object.entries(object).filter(([key]) => !keys.has(key));
  return { object: { ...Object.fromEntries(kept), id: object.id }, losses };
}

/** Spellings of the same thing by release, which a transform of their own carries over (API.md §2.3). */
const spelledOtherwise: ReadonlySet<string> = new Set([
  'externalAccess',
  'publicAccess',
  'userAccesses',
  'userGroupAccesses',
  'relativePeriods',
  'rawRelativePeriods',
  'rawPeriods',
  'periods',
  'persistedPeriods',
  'userCredentials',
  'groups',
  'objectTypes',
]);

function isCarried(property: SchemaProperty): boolean {
  return property.owner && property.persisted && property.readable && property.writable;
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
