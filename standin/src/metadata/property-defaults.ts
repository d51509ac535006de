import type { Schema, SchemaProperty } from './schemas.ts';

/**
 * Booleans that are objects in DHIS2's Java and stay null when nobody sets them; all other booleans are false.
 * Read off recorded exports (2.40.1, 2.41.5.1, 2.42.4.1).
 */
const NULLABLE_BOOLEANS: Readonly<Record<string, readonly string[]>> = {
  dashboardItem: ['messages'],
  mapView: ['labels', 'hidden', 'followUp'],
  programIndicator: ['displayInForm'],
  programNotificationTemplate: ['notifyUsersInHierarchyOnly', 'notifyParentOrganisationUnitOnly'],
  programTrackedEntityAttribute: ['allowFutureDate'],
  trackedEntityTypeAttribute: ['mandatory'],
};

/** Collections that stay null when nobody sets them; all other collections are empty. */
const NULLABLE_COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  programRuleAction: ['evaluationEnvironments'],
};

const ANALYTICAL = {
  regressionType: 'NONE',
  sortOrder: 0,
  topLimit: 0,
  digitGroupSeparator: 'SPACE',
  hideEmptyRowItems: 'NONE',
};

/** Values that a fresh Java object of a type has; what a payload leaves out is set to them, on update too. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  analyticsPeriodBoundary: {},
  category: { dataDimension: true },
  categoryOptionGroupSet: { dataDimension: true },
  dashboardItem: { interpretationCount: 0, interpretationLikeCount: 0, contentCount: 1 },
  dataElementGroupSet: { dataDimension: true },
  dataSet: {
    version: 0,
    expiryDays: 0,
    timelyDays: 0,
    openFuturePeriods: 0,
    openPeriodsAfterCoEndDate: 0,
  },
  eventChart: ANALYTICAL,
  eventReport: ANALYTICAL,
  eventVisualization: { ...ANALYTICAL, displayDensity: 'NORMAL', fontSize: 'NORMAL', outputType: 'EVENT' },
  expression: { missingValueStrategy: 'SKIP_IF_ALL_VALUES_MISSING' },
  jobConfiguration: { enabled: true, jobStatus: 'SCHEDULED', lastExecutedStatus: 'NOT_STARTED' },
  mapView: {
    ...ANALYTICAL,
    eventPointRadius: 0,
    metaData: {},
    parentGraphMap: {},
    parentLevel: 0,
    renderingStrategy: 'SINGLE',
  },
  optionSet: { version: 0 },
  organisationUnitGroupSet: { dataDimension: true },
  program: {
    accessLevel: 'OPEN',
    completeEventsExpiryDays: 0,
    displayIncidentDate: true,
    expiryDays: 0,
    maxTeiCountToReturn: 0,
    minAttributesRequiredToSearch: 1,
    openDaysAfterCoEndDate: 0,
    version: 0,
  },
  programStage: {
    autoGenerateEvent: true,
    displayGenerateEventBox: true,
    minDaysFromStart: 0,
    validationStrategy: 'ON_COMPLETE',
  },
  trackedEntityAttribute: { pattern: '' },
  trackedEntityType: { featureType: 'NONE', maxTeiCountToReturn: 0, minAttributesRequiredToSearch: 1 },
  trackedEntityInstanceFilter: { sortOrder: 0 },
  validationRule: { importance: 'MEDIUM' },
  visualization: { ...ANALYTICAL, displayDensity: 'NORMAL', fontSize: 'NORMAL' },
};

/** Whether a property is a boolean; 2.40 calls some booleans TEXT, but their class tells. */
export function isBoolean(property: SchemaProperty): boolean {
  return property.propertyType === 'BOOLEAN' || property.klass === 'java.lang.Boolean';
}

/** What a property holds in a fresh object of its type; undefined where DHIS2 leaves null. */
export function defaultOf(schema: Schema, property: SchemaProperty, key: string): unknown {
  const given = DEFAULTS[schema.singular]?.[key];
  if (given !== undefined) return given;
  if (key === 'attributeValues') return [];
  if (property.collection) return NULLABLE_COLLECTIONS[schema.singular]?.includes(key) ? undefined : [];
  if (!isBoolean(property)) return undefined;
  return NULLABLE_BOOLEANS[schema.singular]?.includes(key) ? undefined : false;
}
