import type { CoverageRow } from './row.ts';

/** Schemas that are no objects of their own: parts of others, spellings, results; by plural name. */
const parts: Readonly<Record<string, readonly [CoverageRow['verdict'], string]>> = {
  accesses: ['computed', 'What the reader of an object may do with it; each instance says it for itself.'],
  analyticsPeriodBoundaries: ['carried inside', 'Inside program indicators.'],
  attributeValues: [
    'carried inside',
    'Inside every object that has them; runs of spaces are compared as one, as DHIS2 stores them.',
  ],
  axes: ['carried inside', 'Inside visualizations.'],
  categoryDimensions: ['carried inside', 'Inside analytical objects.'],
  categoryOptionGroupSetDimensions: ['carried inside', 'Inside analytical objects.'],
  dashboardItems: ['carried inside', 'Inside dashboards.'],
  dataElementDimensions: ['carried inside', 'Inside analytical objects.'],
  dataElementGroupSetDimensions: ['carried inside', 'Inside analytical objects.'],
  dataElementOperands: ['carried inside', 'Inside data sets and sections; without a UID of their own.'],
  dataInputPeriods: ['carried inside', 'Inside data sets.'],
  dataSetElements: ['carried inside', 'Inside data sets.'],
  eventRepetitions: ['carried inside', 'Inside event visualizations.'],
  expressions: ['carried inside', 'Inside validation rules, predictors and indicators.'],
  itemConfigs: ['carried inside', 'Inside dashboards.'],
  legendDefinitions: ['carried inside', 'Inside visualizations.'],
  legends: ['carried inside', 'Inside legend sets.'],
  objectStyles: ['carried inside', 'Inside every object that has a colour or an icon.'],
  organisationUnitGroupSetDimensions: ['carried inside', 'Inside analytical objects.'],
  outlierAnalysis: ['carried inside', 'Inside visualizations.'],
  programDataElements: [
    'computed',
    'A data element as seen from a program, for analytical objects; has no row of its own.',
  ],
  programStageDataElements: ['carried inside', 'Inside program stages.'],
  programTrackedEntityAttributeDimensionItems: ['carried inside', 'Inside analytical objects.'],
  programTrackedEntityAttributes: ['carried inside', 'Inside programs.'],
  relationshipConstraints: ['carried inside', 'Inside relationship types.'],
  relationshipItems: ['carried inside', 'Inside relationships.'],
  reportingRates: ['computed', 'A data set as seen by analytics; has no row of its own.'],
  seriesKeys: ['carried inside', 'Inside visualizations.'],
  sharings: ['carried inside', 'Inside every shareable object, by the sharing policy of the run.'],
  trackedEntityAttributeValues: ['carried inside', 'Inside tracked entities and enrollments.'],
  trackedEntityDataElementDimensions: ['carried inside', 'Inside event visualizations and maps.'],
  trackedEntityTypeAttributes: ['carried inside', 'Inside tracked entity types.'],
  userAccesses: [
    'carried inside',
    'Inside sharing; as lists of their own up to 2.40, from which they are carried over.',
  ],
  userCredentials: ['carried inside', 'Up to 2.41 the old spelling of properties of users; passwords are never read.'],
  userGroupAccesses: [
    'carried inside',
    'Inside sharing; as lists of their own up to 2.40, from which they are carried over.',
  ],
};

export function partRows(releasesOf: (plural: string) => string | undefined): readonly CoverageRow[] {
  return Object.entries(parts).map(([thing, [verdict, sentence]]) => ({
    thing,
    verdict,
    sentence,
    releases: releasesOf(thing),
  }));
}

/** Schemas of things that are told in other sections, under the name that they have there. */
export const toldElsewhere: Readonly<Record<string, string>> = {
  dataStores: 'dataStore',
  fileResources: 'fileResources',
  externalFileResources: 'externalFileResources',
  icons: 'icons',
  interpretations: 'interpretations',
  interpretationComments: 'interpretations',
  messageConversations: 'messageConversations',
  metadataVersions: 'metadataVersions',
  minMaxDataElements: 'minMaxDataElements',
  programInstances: 'enrollments',
  programStageInstances: 'events',
  trackedEntityInstances: 'trackedEntities',
  relationships: 'relationships',
  proposals: 'proposals',
  validationResults: 'validationResults',
};
