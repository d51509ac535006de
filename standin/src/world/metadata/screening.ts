import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { CATEGORY, COMBO, DEFAULT_COMBO, SEX_OPTIONS } from './categories.ts';
import type { Hierarchy } from './organisation-units.ts';
import { SCREENING_SECTION, SCREENING_TEMPLATE } from './screening-plan.ts';
import { DATA_ENTRY, OPEN, USER_GROUP } from './sharing.ts';
import {
  PERSON,
  PROGRAM,
  SCREENING_PROGRAM,
  SCREENING_STAGE,
  TRACKED_ENTITY_ATTRIBUTE,
  TRACKER_DATA_ELEMENT,
} from './tracker-plan.ts';

const ATTRIBUTES = [
  TRACKED_ENTITY_ATTRIBUTE.firstName,
  TRACKED_ENTITY_ATTRIBUTE.lastName,
  TRACKED_ENTITY_ATTRIBUTE.sex,
  TRACKED_ENTITY_ATTRIBUTE.generatedCode,
] as const;
const MAPPING = worldUid('WCm', 1);

/**
 * A program with everything that a program can have and the others of the world have not: sections of attributes and of
 * stages, labels, a related program, mappings of categories, notification templates of every trigger.
 */
export function screeningMetadata(hierarchy: Hierarchy): MetadataByType {
  return {
    programNotificationTemplates: notificationTemplates(),
    programs: [program(hierarchy)],
    programStages: [stage(1, SCREENING_STAGE.interview), stage(2, SCREENING_STAGE.result)],
    programSections: [
      section(1, 'Identité', ATTRIBUTES.slice(0, 3), 'LISTING'),
      section(2, 'Codes', ATTRIBUTES.slice(3), 'SEQUENTIAL'),
    ],
    programStageSections: [
      {
        id: SCREENING_SECTION,
        name: 'Questions',
        description: "Questions de l'entretien",
        sortOrder: 1,
        programStage: { id: SCREENING_STAGE.interview },
        dataElements: references([TRACKER_DATA_ELEMENT.treated, TRACKER_DATA_ELEMENT.weight]),
        programIndicators: references([worldUid('WPi', 902)]),
        renderType: { DESKTOP: { type: 'SEQUENTIAL' }, MOBILE: { type: 'MATRIX' } },
      },
    ],
    programIndicators: programIndicators(),
  };
}

function program(hierarchy: Hierarchy): MetadataObject {
  const id = SCREENING_PROGRAM;
  return {
    id,
    code: 'PRG-4',
    name: 'Dépistage communautaire de l’anémie et de la tuberculose (édition élargie)',
    shortName: 'Dépistage communautaire',
    formName: 'Dépistage',
    description: 'Deux étapes, sans données',
    programType: 'WITH_REGISTRATION',
    trackedEntityType: { id: PERSON },
    categoryCombo: { id: DEFAULT_COMBO },
    relatedProgram: { id: PROGRAM.tuberculosis },
    organisationUnits: references(hierarchy.facilities.slice(0, 4)),
    enrollmentDateLabel: 'Date du dépistage',
    incidentDateLabel: 'Date des premiers signes',
    displayIncidentDate: true,
    enrollmentLabel: 'Dépistage',
    followUpLabel: 'À revoir',
    orgUnitLabel: 'Lieu',
    noteLabel: 'Remarque',
    relationshipLabel: 'Lien',
    trackedEntityAttributeLabel: 'Donnée personnelle',
    programStageLabel: 'Étape',
    eventLabel: 'Passage',
    accessLevel: 'PROTECTED',
    onlyEnrollOnce: true,
    selectEnrollmentDatesInFuture: true,
    selectIncidentDatesInFuture: false,
    expiryPeriodType: 'Monthly',
    expiryDays: 5,
    completeEventsExpiryDays: 3,
    openDaysAfterCoEndDate: 1,
    minAttributesRequiredToSearch: 2,
    maxTeiCountToReturn: 50,
    featureType: 'POLYGON',
    useFirstStageDuringRegistration: true,
    style: { color: '#d7191c', icon: 'blood_pressure_outline' },
    programStages: references(Object.values(SCREENING_STAGE)),
    programSections: references([worldUid('WSp', 1), worldUid('WSp', 2)]),
    notificationTemplates: references([
      SCREENING_TEMPLATE.enrollment,
      SCREENING_TEMPLATE.completion,
      SCREENING_TEMPLATE.rule,
    ]),
    programTrackedEntityAttributes: ATTRIBUTES.map((attribute, index) => ({
      id: worldUid('WPa', 400 + index),
      program: { id },
      trackedEntityAttribute: { id: attribute },
      displayInList: index < 2,
      mandatory: index === 0,
      searchable: true,
      allowFutureDate: false,
      sortOrder: index + 1,
      renderType: { DESKTOP: { type: 'DEFAULT' }, MOBILE: { type: 'DEFAULT' } },
    })),
    categoryMappings: [
      {
        id: MAPPING,
        categoryId: CATEGORY.sex,
        mappingName: 'Sexe déclaré',
        optionMappings: SEX_OPTIONS.map((optionId, index) => ({
          optionId,
          filter: `A{${TRACKED_ENTITY_ATTRIBUTE.sex}} == '${index === 0 ? 'M' : 'F'}'`,
        })),
      },
    ],
    sharing: { ...DATA_ENTRY, users: {} },
  };
}

function stage(n: number, id: string): MetadataObject {
  const elements =
    n === 1
      ? [TRACKER_DATA_ELEMENT.treated, TRACKER_DATA_ELEMENT.weight, TRACKER_DATA_ELEMENT.haemoglobin]
      : [TRACKER_DATA_ELEMENT.testResult, TRACKER_DATA_ELEMENT.deliveryDate];
  return {
    id,
    name: n === 1 ? 'Entretien' : 'Résultat',
    program: { id: SCREENING_PROGRAM },
    sortOrder: n,
    description: `Étape ${n}`,
    executionDateLabel: 'Date du passage',
    dueDateLabel: 'Date prévue',
    programStageLabel: 'Passage',
    eventLabel: 'Visite',
    minDaysFromStart: n === 1 ? 0 : 7,
    standardInterval: 30,
    repeatable: n === 2,
    referral: n === 2,
    autoGenerateEvent: true,
    openAfterEnrollment: n === 1,
    reportDateToUse: 'enrollmentDate',
    generatedByEnrollmentDate: true,
    remindCompleted: true,
    hideDueDate: true,
    allowGenerateNextVisit: n === 2,
    displayGenerateEventBox: false,
    blockEntryForm: n === 2,
    periodType: 'Monthly',
    validationStrategy: 'ON_UPDATE_AND_INSERT',
    featureType: 'NONE',
    style: { color: '#fdae61' },
    ...(n === 2 ? { nextScheduleDate: { id: TRACKER_DATA_ELEMENT.deliveryDate } } : {}),
    notificationTemplates: n === 2 ? references([SCREENING_TEMPLATE.due]) : [],
    programStageSections: n === 1 ? references([SCREENING_SECTION]) : [],
    programStageDataElements: elements.map((element, index) => ({
      id: worldUid('WPd', (n + 4) * 100 + index),
      programStage: { id },
      dataElement: { id: element },
      compulsory: index === 0,
      displayInReports: true,
      allowProvidedElsewhere: index === 1,
      allowFutureDate: index === 1,
      skipAnalytics: index === 2,
      sortOrder: index + 1,
      renderType: { DESKTOP: { type: 'DEFAULT' }, MOBILE: { type: 'DEFAULT' } },
    })),
    sharing: DATA_ENTRY,
  };
}

function section(n: number, name: string, attributes: readonly string[], type: string): MetadataObject {
  return {
    id: worldUid('WSp', n),
    name,
    description: `Section « ${name} »`,
    program: { id: SCREENING_PROGRAM },
    sortOrder: n,
    trackedEntityAttributes: references(attributes),
    renderType: { DESKTOP: { type }, MOBILE: { type: 'LISTING' } },
    style: { color: '#abd9e9' },
  };
}

function notificationTemplates(): MetadataObject[] {
  const template = (id: string, name: string, rest: object): MetadataObject => ({
    id,
    name,
    subjectTemplate: 'V{program_name}',
    messageTemplate: `Dépistage du V{enrollment_date} à V{org_unit_name}`,
    deliveryChannels: [],
    sendRepeatable: false,
    ...rest,
  });
  return [
    template(SCREENING_TEMPLATE.enrollment, 'Bienvenue', {
      notificationTrigger: 'ENROLLMENT',
      notificationRecipient: 'TRACKED_ENTITY_INSTANCE',
      deliveryChannels: ['SMS', 'EMAIL'],
    }),
    template(SCREENING_TEMPLATE.completion, 'Dépistage terminé', {
      notificationTrigger: 'COMPLETION',
      notificationRecipient: 'PROGRAM_ATTRIBUTE',
      recipientProgramAttribute: { id: TRACKED_ENTITY_ATTRIBUTE.phone },
      deliveryChannels: ['SMS'],
    }),
    template(SCREENING_TEMPLATE.rule, 'Message de règle', {
      notificationTrigger: 'PROGRAM_RULE',
      notificationRecipient: 'USER_GROUP',
      recipientUserGroup: { id: USER_GROUP.surveillance },
      notifyParentOrganisationUnitOnly: true,
      sendRepeatable: true,
    }),
    template(SCREENING_TEMPLATE.due, 'Rappel de la visite', {
      notificationTrigger: 'SCHEDULED_DAYS_DUE_DATE',
      relativeScheduledDays: -2,
      notificationRecipient: 'USERS_AT_ORGANISATION_UNIT',
      notifyUsersInHierarchyOnly: true,
    }),
  ];
}

/** Boundaries of every kind: a date of the program, an attribute, a data element of a stage, with and without an offset. */
function programIndicators(): MetadataObject[] {
  const boundary = (n: number, boundaryTarget: string, analyticsPeriodBoundaryType: string, rest: object = {}) => ({
    id: worldUid('WBo', 900 + n),
    boundaryTarget,
    analyticsPeriodBoundaryType,
    ...rest,
  });
  const ofStage = `PS_EVENTDATE:${SCREENING_STAGE.interview}`;
  const ofElement = `#{${SCREENING_STAGE.result}.${TRACKER_DATA_ELEMENT.deliveryDate}}`;
  const indicator = (n: number, name: string, rest: object): MetadataObject => ({
    id: worldUid('WPi', n),
    name,
    shortName: name,
    program: { id: SCREENING_PROGRAM },
    expression: 'V{enrollment_count}',
    analyticsType: 'ENROLLMENT',
    aggregationType: 'COUNT',
    categoryCombo: { id: DEFAULT_COMBO },
    attributeCombo: { id: DEFAULT_COMBO },
    sharing: OPEN,
    ...rest,
  });
  return [
    indicator(901, 'Personnes dépistées, par sexe', {
      code: 'PI-DEPISTAGE',
      formName: 'Dépistées',
      displayInForm: true,
      style: { color: '#2b83ba' },
      filter: `#{${SCREENING_STAGE.interview}.${TRACKER_DATA_ELEMENT.treated}} == false`,
      categoryCombo: { id: COMBO.sex },
      categoryMappingIds: [MAPPING],
      aggregateExportCategoryOptionCombo: worldUid('WCx', 101),
      aggregateExportAttributeOptionCombo: 'HllvX50cXC0',
      analyticsPeriodBoundaries: [
        boundary(1, ofStage, 'BEFORE_END_OF_REPORTING_PERIOD', {
          offsetPeriods: -1,
          offsetPeriodType: 'Monthly',
        }),
        boundary(2, ofElement, 'AFTER_START_OF_REPORTING_PERIOD'),
        boundary(3, 'INCIDENT_DATE', 'AFTER_START_OF_REPORTING_PERIOD'),
      ],
      orgUnitField: 'ENROLLMENT',
    }),
    indicator(902, 'Entretiens de la période', {
      analyticsType: 'EVENT',
      expression: 'V{event_count}',
      decimals: 0,
      analyticsPeriodBoundaries: [
        boundary(4, 'EVENT_DATE', 'AFTER_START_OF_REPORTING_PERIOD'),
        boundary(5, 'EVENT_DATE', 'BEFORE_END_OF_REPORTING_PERIOD'),
      ],
      translations: [{ locale: 'en', property: 'NAME', value: 'Interviews of the period' }],
    }),
  ];
}
