import type { ListedTrackerType } from '../../model/instance.ts';
import { type TrackerObject, type TrackerType, trackerUidKey } from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import { asciiKey, type TableName } from '../format/table-name.ts';
import { textAt } from '../org-unit-paths.ts';

/** The metadata type that a tracker object's table is named after: what it belongs to for good. */
export const homeOf: Readonly<Record<ListedTrackerType, { readonly type: string; readonly key: string }>> = {
  trackedEntities: { type: 'trackedEntityTypes', key: 'trackedEntityType' },
  enrollments: { type: 'programs', key: 'program' },
  events: { type: 'programs', key: 'program' },
};

/** The side of a relationship that it starts at. */
export interface RelationshipStart {
  readonly listing: ListedTrackerType;
  readonly uid: Uid;
}

const listed = ['trackedEntities', 'enrollments', 'events'] as const satisfies readonly ListedTrackerType[];

/** Exactly one of a tracked entity, an enrollment and an event (API.md §9.1); undefined for what is no relationship. */
export function startOf(relationship: unknown): RelationshipStart | undefined {
  const from: unknown = Object(relationship).from;
  for (const listing of listed) {
    const key = trackerUidKey[listing];
    const side: unknown = Object(from)[key];
    const uid = typeof side === 'string' ? side : textAt(side, key);
    if (uid !== '') return { listing, uid };
  }
  return undefined;
}

/** Where an object belongs; undefined where it does not say so. Relationships stand beside what they start at. */
export function trackerTable(type: TrackerType, object: TrackerObject): TableName | undefined {
  const part = type === 'relationships' ? startOf(object)?.listing : textAt(object, homeOf[type].key);
  return part === undefined || part === '' ? undefined : { class: type, part };
}

/** Objects are in the order of their UIDs, relationships in that of what they start at. */
export function trackerKey(type: TrackerType, object: unknown): string {
  const uid = asciiKey(textAt(object, trackerUidKey[type]));
  return type === 'relationships' ? `${asciiKey(startOf(object)?.uid ?? '')}/${uid}` : uid;
}
