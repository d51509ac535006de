import { strict as assert } from 'node:assert';
import { isRecord } from '../../../model/is-record.ts';
import { type TrackerObject, type TrackerType, trackerUidKey } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';

/** A text of a tracker object; absent, null and empty are the same, as DHIS2 itself holds them. */
export function textOf(object: TrackerObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A nested object, for example one side of a relationship. */
export function recordOf(object: TrackerObject, key: string): TrackerObject | undefined {
  const value = object[key];
  return isRecord(value) ? value : undefined;
}

/** A nested list of objects, for example `dataValues`; empty where there is none. */
export function recordsOf(object: TrackerObject, key: string): readonly TrackerObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The object's own UID. An object without one is a bug of whoever read it: no release lists such. */
export function uidOf(type: TrackerType, object: TrackerObject): Uid {
  const uid = textOf(object, trackerUidKey[type]);
  assert(uid !== undefined, `an object of ${type} without ${trackerUidKey[type]}`);
  return uid;
}

/** The kinds of objects that a relationship can join, by the key of its side. */
export const relationshipItemKeys = ['trackedEntity', 'enrollment', 'event'] as const;
export type RelationshipItemKey = (typeof relationshipItemKeys)[number];

export interface RelationshipItem {
  readonly key: RelationshipItemKey;
  readonly uid: Uid;
}

/** What one side of a relationship names: exactly one of a tracked entity, an enrollment and an event (API.md §9.1). */
export function relationshipItemOf(relationship: TrackerObject, side: 'from' | 'to'): RelationshipItem | undefined {
  const item = recordOf(relationship, side);
  if (item === undefined) return undefined;
  for (const key of relationshipItemKeys) {
    const uid = textOf(recordOf(item, key) ?? {}, key);
    if (uid !== undefined) return { key, uid };
  }
  return undefined;
}
