import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { APPROVAL_WORKFLOW } from './approval.ts';
import { DEFAULT_COMBO } from './categories.ts';
import type { Hierarchy } from './organisation-units.ts';
import { DATA_ENTRY, OPEN } from './sharing.ts';
import { PERSON } from './tracker-plan.ts';

/** What takes files: a data set that districts approve, and a program of scanned papers. */
export const PAPER = {
  dataSet: worldUid('WDa', 6),
  scannedReport: worldUid('WDe', 911),
  pages: worldUid('WDe', 912),
  program: worldUid('WPr', 5),
  stage: worldUid('WPs', 7),
  scannedResult: worldUid('WDt', 21),
  photoOfWound: worldUid('WDt', 22),
  scannedRecord: worldUid('WTa', 21),
  portrait: worldUid('WTa', 22),
} as const;

/** How many districts and facilities take part. */
const units = 2;

/** Data elements and attributes of files and pictures, and what they are entered by. */
export function paperFileMetadata(hierarchy: Hierarchy): MetadataByType {
  return {
    dataElements: [
      element(PAPER.scannedReport, 'Rapport signé et numérisé', 'FILE_RESOURCE', 'AGGREGATE'),
      element(PAPER.pages, 'Pages du rapport', 'INTEGER_ZERO_OR_POSITIVE', 'AGGREGATE'),
      element(PAPER.scannedResult, 'Résultat numérisé', 'FILE_RESOURCE', 'TRACKER'),
      element(PAPER.photoOfWound, 'Photographie de la plaie', 'IMAGE', 'TRACKER'),
    ],
    dataSets: [
      {
        id: PAPER.dataSet,
        code: 'DS-PAPERS',
        name: 'Rapports signés des districts',
        shortName: 'Rapports signés',
        periodType: 'Monthly',
        categoryCombo: { id: DEFAULT_COMBO },
        workflow: { id: APPROVAL_WORKFLOW.monthly },
        dataSetElements: [PAPER.scannedReport, PAPER.pages].map((id) => ({
          dataSet: { id: PAPER.dataSet },
          dataElement: { id },
        })),
        organisationUnits: references(hierarchy.districts.slice(0, units)),
        sharing: DATA_ENTRY,
      },
    ],
    trackedEntityAttributes: [
      attribute(PAPER.scannedRecord, 'Dossier numérisé', 'FILE_RESOURCE'),
      attribute(PAPER.portrait, 'Portrait', 'IMAGE'),
    ],
    programs: [program(hierarchy)],
    programStages: [stage()],
  };
}

function program(hierarchy: Hierarchy): MetadataObject {
  return {
    id: PAPER.program,
    code: 'PRG-5',
    name: 'Dossiers numérisés',
    shortName: 'Dossiers numérisés',
    programType: 'WITH_REGISTRATION',
    trackedEntityType: { id: PERSON },
    categoryCombo: { id: DEFAULT_COMBO },
    organisationUnits: references(hierarchy.facilities.slice(0, units)),
    programStages: references([PAPER.stage]),
    programTrackedEntityAttributes: [PAPER.scannedRecord, PAPER.portrait].map((attribute, index) => ({
      id: worldUid('WPa', 500 + index),
      program: { id: PAPER.program },
      trackedEntityAttribute: { id: attribute },
      sortOrder: index + 1,
    })),
    sharing: DATA_ENTRY,
  };
}

function stage(): MetadataObject {
  return {
    id: PAPER.stage,
    name: 'Numérisation',
    program: { id: PAPER.program },
    sortOrder: 1,
    repeatable: true,
    programStageDataElements: [PAPER.scannedResult, PAPER.photoOfWound].map((element, index) => ({
      id: worldUid('WPd', 700 + index),
      programStage: { id: PAPER.stage },
      dataElement: { id: element },
      sortOrder: index + 1,
    })),
    sharing: DATA_ENTRY,
  };
}

function element(id: string, name: string, valueType: string, domainType: string): MetadataObject {
  const aggregationType = valueType === 'INTEGER_ZERO_OR_POSITIVE' ? 'SUM' : 'NONE';
  const categoryCombo = { id: DEFAULT_COMBO };
  return { id, name, shortName: name, domainType, valueType, aggregationType, categoryCombo, sharing: OPEN };
}

function attribute(id: string, name: string, valueType: string): MetadataObject {
  return { id, name, shortName: name, valueType, aggregationType: 'NONE', sharing: OPEN };
}
