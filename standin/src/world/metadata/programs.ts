import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { ATTRIBUTE } from './attributes.ts';
import { COMBO, DEFAULT_COMBO } from './categories.ts';
import type { Hierarchy } from './organisation-units.ts';
import { DATA_ENTRY, USER_GROUP } from './sharing.ts';
import { PERSON_ATTRIBUTES } from './tracked-entities.ts';
import {
  PERSON,
  PROGRAM,
  STAGE,
  STAGE_DATA_ELEMENTS,
  TRACKED_ENTITY_ATTRIBUTE,
  TRACKER_DATA_ELEMENT,
} from './tracker-plan.ts';

/** The message that a program sends when a person is enrolled; a rule sends it as well. */
export const ENROLMENT_TEMPLATE = worldUid('WNt', 1);
/** The section of the first stage. */
export const VISIT_SECTION = worldUid('WPt', 1);

/** Which attributes the programs ask beside those of the person. */
const PROGRAM_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  [PROGRAM.maternal]: [...PERSON_ATTRIBUTES, TRACKED_ENTITY_ATTRIBUTE.generatedCode, TRACKED_ENTITY_ATTRIBUTE.phone],
  [PROGRAM.tuberculosis]: [...PERSON_ATTRIBUTES, TRACKED_ENTITY_ATTRIBUTE.phone],
};

/** Three programs with stages, sections and notification templates. */
export function programMetadata(hierarchy: Hierarchy): MetadataByType {
  const organisationUnits = references(hierarchy.facilities);
  return {
    programNotificationTemplates: notificationTemplates(),
    programs: [
      {
        ...tracker(1, PROGRAM.maternal, 'Suivi des femmes enceintes', [STAGE.visit, STAGE.delivery]),
        organisationUnits,
      },
      {
        ...tracker(2, PROGRAM.tuberculosis, 'Prise en charge de la tuberculose', [STAGE.treatment]),
        organisationUnits,
      },
      { ...notification(), organisationUnits },
    ],
    programStages: [
      stage(1, STAGE.visit, PROGRAM.maternal, 'Consultation prénatale', {
        repeatable: true,
        enableUserAssignment: true,
      }),
      stage(2, STAGE.delivery, PROGRAM.maternal, 'Accouchement', { repeatable: false, featureType: 'POINT' }),
      stage(3, STAGE.treatment, PROGRAM.tuberculosis, 'Visite de traitement', { repeatable: true }),
      stage(4, STAGE.caseReport, PROGRAM.notification, 'Notification', { repeatable: false, featureType: 'POINT' }),
    ],
    programStageSections: [
      {
        id: VISIT_SECTION,
        name: 'Examen',
        sortOrder: 1,
        programStage: { id: STAGE.visit },
        dataElements: references([TRACKER_DATA_ELEMENT.weight, TRACKER_DATA_ELEMENT.haemoglobin]),
        programIndicators: references([worldUid('WPi', 1)]),
        renderType: { DESKTOP: { type: 'LISTING' }, MOBILE: { type: 'LISTING' } },
      },
    ],
  };
}

function tracker(n: number, id: string, name: string, stages: readonly string[]): MetadataObject {
  const attributes = PROGRAM_ATTRIBUTES[id] ?? [];
  return {
    id,
    code: `PRG-${n}`,
    name,
    shortName: name,
    programType: 'WITH_REGISTRATION',
    trackedEntityType: { id: PERSON },
    categoryCombo: { id: DEFAULT_COMBO },
    enrollmentDateLabel: "Date d'inscription",
    displayIncidentDate: n === 1,
    incidentDateLabel: 'Date des dernières règles',
    onlyEnrollOnce: false,
    featureType: n === 1 ? 'POINT' : 'NONE',
    accessLevel: 'OPEN',
    programStages: references(stages),
    notificationTemplates: n === 1 ? references([ENROLMENT_TEMPLATE]) : [],
    programTrackedEntityAttributes: attributes.map((attribute, index) => ({
      id: worldUid('WPa', n * 100 + index),
      program: { id },
      trackedEntityAttribute: { id: attribute },
      displayInList: index < 3,
      mandatory: false,
      searchable: index !== 2,
      sortOrder: index + 1,
    })),
    attributeValues: [{ attribute: { id: ATTRIBUTE.energySource }, value: 'RESEAU' }],
    translations: [{ locale: 'en', property: 'NAME', value: n === 1 ? 'Antenatal care' : 'Tuberculosis' }],
    sharing: DATA_ENTRY,
  };
}

function notification(): MetadataObject {
  return {
    id: PROGRAM.notification,
    code: 'PRG-3',
    name: 'Notification de cas à déclaration obligatoire',
    shortName: 'Notification de cas',
    programType: 'WITHOUT_REGISTRATION',
    categoryCombo: { id: COMBO.partner },
    accessLevel: 'OPEN',
    programStages: references([STAGE.caseReport]),
    sharing: DATA_ENTRY,
  };
}

function stage(n: number, id: string, program: string, name: string, rest: object): MetadataObject {
  return {
    id,
    name,
    program: { id: program },
    sortOrder: n,
    minDaysFromStart: n === 2 ? 180 : 0,
    autoGenerateEvent: n === 1,
    validationStrategy: 'ON_COMPLETE',
    ...rest,
    programStageSections: id === STAGE.visit ? references([VISIT_SECTION]) : [],
    programStageDataElements: (STAGE_DATA_ELEMENTS[id] ?? []).map((element, index) => ({
      id: worldUid('WPd', n * 100 + index),
      programStage: { id },
      dataElement: { id: element },
      compulsory: false,
      displayInReports: index < 2,
      sortOrder: index + 1,
    })),
    sharing: DATA_ENTRY,
  };
}

function notificationTemplates(): MetadataObject[] {
  return [
    {
      id: ENROLMENT_TEMPLATE,
      name: "Message d'inscription",
      notificationTrigger: 'ENROLLMENT',
      notificationRecipient: 'USER_GROUP',
      recipientUserGroup: { id: USER_GROUP.surveillance },
      subjectTemplate: 'Inscription au V{program_name}',
      messageTemplate: `A{${TRACKED_ENTITY_ATTRIBUTE.fileNumber}} est inscrite à V{org_unit_name}.`,
      sendRepeatable: false,
    },
  ];
}
