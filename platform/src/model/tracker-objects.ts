import type { Uid } from './uid.ts';

/** The four kinds of tracker objects, in import order. */
export const trackerTypes = ['trackedEntities', 'enrollments', 'events', 'relationships'] as const;
export type TrackerType = (typeof trackerTypes)[number];

/** One tracker object as an instance spells it; its UID stands under a key of its own (`trackedEntity`, `event` …). */
export type TrackerObject = Readonly<Record<string, unknown>>;

export function isTrackerType(name: string): name is TrackerType {
  return trackerTypes.some((type) => type === name);
}

/** The key under which each kind of tracker object holds its UID. */
export const trackerUidKey = {
  trackedEntities: 'trackedEntity',
  enrollments: 'enrollment',
  events: 'event',
  relationships: 'relationship',
} as const satisfies Record<TrackerType, string>;

/** What `/api/tracker` takes: flat lists of objects (API.md §9.2). */
export type TrackerPayload = Readonly<Partial<Record<TrackerType, readonly TrackerObject[]>>>;

/** What of the tracker data one listing reads. Exactly one of `program` and `trackedEntityType`, or a list of UIDs. */
export interface TrackerSelection {
  readonly program?: Uid | undefined;
  readonly trackedEntityType?: Uid | undefined;
  /** Only these of what the rest selects; so few that one request names them all. */
  readonly uids?: readonly Uid[] | undefined;
  /** The root of the subtree that is read. */
  readonly orgUnit: Uid;
  /** Only what is at this org unit itself, and nothing of those below it. */
  readonly ownOnly?: boolean | undefined;
  /** ISO date and time in the instance's own zone. */
  readonly updatedAfter?: string | undefined;
  readonly includeDeleted?: boolean | undefined;
  /** Tracked entities with an enrollment in the program on one of these days, both included; only beside `program`. */
  readonly enrolledOn?: { readonly from: string; readonly to: string } | undefined;
  /** The instance's field selection; the reader's own full one otherwise. */
  readonly fields?: string | undefined;
  readonly pageSize?: number | undefined;
}
