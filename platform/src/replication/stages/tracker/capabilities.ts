import type { InstanceFacts } from '../../../model/instance.ts';

/**
 * What releases do differently with tracker data, as data: the minor number (`42` of `2.42.4.1`) from which, or until
 * which, a claim holds. Sources: API.md §9.1 and §9.3, and the recordings of 2.40.1, 2.41.5.1 and 2.42.4.1.
 */
const claims = {
  /** `GET /api/tracker/enrollments` fills `attributes`; 2.40.1 answers an empty list. */
  listsEnrollmentAttributes: { from: 41 },
  /**
   * Pages of tracker events hold as many events as they say. 2.40.1 counts an event once for each program that its
   * entity is enrolled in: 476 events are 665 rows, and a page of 500 holds 366 of them.
   */
  pagesTrackerEvents: { from: 41 },
  /** Listings of enrollments and events fill `relationships`; those of 2.40.1 leave them empty, nested ones do not. */
  listsRelationshipsFlat: { from: 41 },
  /** Lists objects by their UIDs beside program, type and org unit (seen on 2.41.5.1 and 2.42.4.1). */
  listsByUid: { from: 41 },
  /** Keeps the `completedAt` it is sent; until 2.41 it becomes the moment of the import. */
  keepsCompletedAt: { from: 42 },
  /** An event of a tracker program without `scheduledAt` gets its `occurredAt` as one. */
  fillsScheduledAt: { until: 40 },
  /** Enrollments have an attribute option combo. */
  holdsEnrollmentAttributeOptionCombo: { from: 43 },
  /** Events of event programs have `scheduledAt`; `singleEvents` of 2.43 do not. */
  holdsScheduledAtOfSingleEvents: { until: 42 },
} as const satisfies Record<string, { from?: number; until?: number }>;

export type TrackerCapability = keyof typeof claims;
export type TrackerCapabilities = Readonly<Record<TrackerCapability, boolean>>;

/** An archive lists everything flat and keeps what it is given; what its objects can hold is a matter of their release. */
const ofEveryArchive: Partial<TrackerCapabilities> = {
  listsEnrollmentAttributes: true,
  pagesTrackerEvents: true,
  listsRelationshipsFlat: true,
  listsByUid: false,
  keepsCompletedAt: true,
  fillsScheduledAt: false,
};

/** The claims that hold for an instance. */
export function trackerCapabilitiesFor(facts: Pick<InstanceFacts, 'release' | 'isArchive'>): TrackerCapabilities {
  const ofRelease = trackerCapabilitiesOf(facts.release);
  return facts.isArchive === true ? { ...ofRelease, ...ofEveryArchive } : ofRelease;
}

/** The claims that hold for a release such as `2.42.4.1`. An unreadable release counts as the newest. */
export function trackerCapabilitiesOf(release: string): TrackerCapabilities {
  const minor = Number(/^2\.(\d+)/.exec(release)?.[1] ?? Number.POSITIVE_INFINITY);
  const holds = (claim: { from?: number; until?: number }) =>
    minor >= (claim.from ?? 0) && minor <= (claim.until ?? Number.POSITIVE_INFINITY);
  return {
    listsEnrollmentAttributes: holds(claims.listsEnrollmentAttributes),
    pagesTrackerEvents: holds(claims.pagesTrackerEvents),
    listsRelationshipsFlat: holds(claims.listsRelationshipsFlat),
    listsByUid: holds(claims.listsByUid),
    keepsCompletedAt: holds(claims.keepsCompletedAt),
    fillsScheduledAt: holds(claims.fillsScheduledAt),
    holdsEnrollmentAttributeOptionCombo: holds(claims.holdsEnrollmentAttributeOptionCombo),
    holdsScheduledAtOfSingleEvents: holds(claims.holdsScheduledAtOfSingleEvents),
  };
}
