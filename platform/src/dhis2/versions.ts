import type { ListedTrackerType } from '../model/instance.ts';

/** What releases spell differently; each row holds from its release on (API.md §8, §9.1, §12; 2.43-observed.md). */
export interface ReleaseFacts {
  /** Org units of tracked entity and enrollment listings; events take a single `orgUnit` in every release. */
  readonly trackerOrgUnitsKey: 'orgUnit' | 'orgUnits';
  readonly trackerOrgUnitModeKey: 'ouMode' | 'orgUnitMode';
  /** An order in which no object changes its place, and new ones come last or first; none where the server's own is such. */
  readonly trackerOrder: Readonly<Record<ListedTrackerType, string | undefined>>;
  /**
   * Listed events count once for every program that owns their tracked entity: totals are too high, and pages, cut before
   * the doubles are dropped, too short (seen on 2.40.1, gone in 2.41.5.1; JdbcEventStore joins the owners of all programs).
   */
  readonly eventTotalsCountRows: boolean;
  /**
   * Enrollments inside a tracked entity say their own org unit; before, that of the tracked entity (2.40.1; EnrollmentQuery joins the
   * org unit of the wrong one).
   */
  readonly nestedEnrollmentsSayOrgUnit: boolean;
  /** Listing events needs a program. */
  readonly eventsNeedProgram: boolean;
  /** `dataElement=` on `/api/dataValueSets`; before, data elements in no data set are reached by groups only. */
  readonly dataElementFilter: boolean;
  /** `lastUpdated` without start and end date is refused (E2002). */
  readonly lastUpdatedNeedsDates: boolean;
  /**
   * The moment of `lastUpdated=` on `/api/dataValueSets` is written into the query by UTC's clock and compared with dates by the
   * server's own (SpringDataValueSetStore: `toLongGmtDate` against a column without a zone). `created=` of registrations is so in
   * every release (JdbcCompleteDataSetRegistrationExchangeStore).
   */
  readonly comparesDatesAsUtc: boolean;
  /** Imported values are dated by the server; before, by the date that they bring (DefaultDataValueSetService). */
  readonly datesImportedValues: boolean;
  /** One body per data set; a value that breaks a key rule rejects its whole body (E80xx). */
  readonly strictDataValues: boolean;
  /** `fields=` on `/api/userDataStore/NAMESPACE`; before, each key is read by itself. */
  readonly userDataStoreInBulk: boolean;
  /** Single confidential settings are told to superusers, and an unknown setting is 404 instead of 409. */
  readonly confidentialSettingsReadable: boolean;
  /** Translations of settings are an open namespace of the data store, readable at once. */
  readonly settingTranslationsInStore: boolean;
  /** `/api/configuration/dataOutputPeriodTypes`. */
  readonly dataOutputPeriodTypes: boolean;
  /** How tracked entities are asked for by their UIDs (API.md §9.1). */
  readonly trackedEntitiesKey: 'trackedEntity' | 'trackedEntities';
  readonly uidSeparator: ';' | ',';
  /** How `/api/tracker/ownership/transfer` calls the tracked entity and the org unit. */
  readonly ownershipTrackedEntityKey: 'trackedEntityInstance' | 'trackedEntity';
  readonly ownershipOrgUnitKey: 'ou' | 'orgUnit';
  /** `/api/minMaxDataElements/upsert` and `/delete`; before, one value a request (API.md §8.3). */
  readonly minMaxInBulk: boolean;
  /** Where acceptances are kept; 2.42 moved them below the approvals (observed; DataApprovalController). */
  readonly acceptancesPath: string;
  /** How `/api/potentialDuplicates` calls the tracked entities that it is asked for (observed). */
  readonly duplicatesOfKey: 'teis' | 'trackedEntities';
  /** Uploaded files keep the UID that is asked for (API.md §6). */
  readonly keepsFileUids: boolean;
  /** Images of org units, users and icons are drawn anew at another size (seen on 2.41.5.1 and 2.42.4.1, not on 2.40.1). */
  readonly redrawsImages: boolean;
  /** `/api/trackedEntityInstances/{te}/{attribute}/file`. */
  readonly attributeFiles: boolean;
  /** Files of events and attributes below `/api/tracker`. */
  readonly trackerFiles: boolean;
  /** Icons of one's own. */
  readonly customIcons: boolean;
}

export const oldestRelease = 38;

const oldest: ReleaseFacts = {
  trackerOrgUnitsKey: 'orgUnit',
  trackerOrgUnitModeKey: 'ouMode',
  trackerOrder: {
    trackedEntities: 'createdAt:asc,trackedEntity:asc',
    enrollments: 'createdAt:asc,enrollment:asc',
    events: 'createdAt:asc,event:asc',
  },
  eventTotalsCountRows: true,
  nestedEnrollmentsSayOrgUnit: false,
  eventsNeedProgram: false,
  dataElementFilter: false,
  lastUpdatedNeedsDates: false,
  comparesDatesAsUtc: true,
  datesImportedValues: false,
  strictDataValues: false,
  userDataStoreInBulk: false,
  confidentialSettingsReadable: false,
  settingTranslationsInStore: false,
  dataOutputPeriodTypes: false,
  trackedEntitiesKey: 'trackedEntity',
  uidSeparator: ';',
  ownershipTrackedEntityKey: 'trackedEntityInstance',
  ownershipOrgUnitKey: 'ou',
  minMaxInBulk: false,
  acceptancesPath: '/api/dataAcceptances',
  duplicatesOfKey: 'teis',
  keepsFileUids: false,
  redrawsImages: false,
  attributeFiles: false,
  trackerFiles: false,
  customIcons: false,
};

const changes: readonly { since: number; facts: Partial<ReleaseFacts> }[] = [
  { since: 39, facts: { dataElementFilter: true, keepsFileUids: true } },
  { since: 40, facts: { attributeFiles: true } },
  { since: 40, facts: { userDataStoreInBulk: true } },
  {
    since: 41,
    facts: {
      trackerOrgUnitsKey: 'orgUnits',
      trackerOrgUnitModeKey: 'orgUnitMode',
      eventTotalsCountRows: false,
      nestedEnrollmentsSayOrgUnit: true,
      datesImportedValues: true,
      // The server adds its own key behind the date. Enrollments cannot be ordered by theirs: 2.42.4.1 fails with
      // `column reference "created" is ambiguous` (409), and lists them by its key when it is not asked.
      trackerOrder: { trackedEntities: 'createdAt:asc', enrollments: undefined, events: 'createdAt:asc' },
      trackedEntitiesKey: 'trackedEntities',
      uidSeparator: ',',
      ownershipTrackedEntityKey: 'trackedEntity',
      minMaxInBulk: true,
      duplicatesOfKey: 'trackedEntities',
      redrawsImages: true,
      trackerFiles: true,
      customIcons: true,
    },
  },
  { since: 42, facts: { ownershipOrgUnitKey: 'orgUnit', acceptancesPath: '/api/dataApprovals/dataAcceptances' } },
  { since: 42, facts: { confidentialSettingsReadable: true, settingTranslationsInStore: true } },
  {
    since: 43,
    facts: {
      eventsNeedProgram: true,
      lastUpdatedNeedsDates: true,
      comparesDatesAsUtc: false,
      strictDataValues: true,
      dataOutputPeriodTypes: true,
    },
  },
];

/** 42 for `2.42.4.1`, `2.42-SNAPSHOT` and `42.1`; undefined for anything else. */
export function releaseNumber(release: string): number | undefined {
  const number = /^(?:2\.)?(\d{2,3})(?:[.-]|$)/.exec(release)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** What holds for a release; a later one than we know is taken for the latest. */
export function releaseFacts(number: number): ReleaseFacts {
  const held = changes.filter((change) => number >= change.since).map((change) => change.facts);
  return Object.assign({}, oldest, ...held);
}
