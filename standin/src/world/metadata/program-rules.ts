import type { MetadataByType } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { DEFAULT_COMBO } from './categories.ts';
import { ENROLMENT_TEMPLATE } from './programs.ts';
import { OPEN } from './sharing.ts';
import {
  PERSON,
  PROGRAM,
  RELATIONSHIP_TYPE,
  STAGE,
  TRACKED_ENTITY_ATTRIBUTE,
  TRACKER_DATA_ELEMENT,
} from './tracker-plan.ts';

/** Rules with their variables and actions, program indicators, and the types of relationships. */
export function programRuleMetadata(): MetadataByType {
  const program = { id: PROGRAM.maternal };
  const rules = [
    rule(1, 'Anémie sévère', '#{hemoglobine} > 0 && #{hemoglobine} < 7', [1]),
    rule(2, 'Pas de traitement sans anémie', '#{hemoglobine} >= 11', [2]),
    rule(3, 'Message à la surveillance', 'd2:hasValue(A{numero})', [3]),
  ];
  return {
    programRuleVariables: [
      {
        id: worldUid('WRv', 1),
        name: 'hemoglobine',
        program,
        programRuleVariableSourceType: 'DATAELEMENT_NEWEST_EVENT_PROGRAM',
        dataElement: { id: TRACKER_DATA_ELEMENT.haemoglobin },
        useCodeForOptionSet: false,
        valueType: 'NUMBER',
      },
      {
        id: worldUid('WRv', 2),
        name: 'numero',
        program,
        programRuleVariableSourceType: 'TEI_ATTRIBUTE',
        trackedEntityAttribute: { id: TRACKED_ENTITY_ATTRIBUTE.fileNumber },
        useCodeForOptionSet: false,
        valueType: 'TEXT',
      },
    ],
    programRules: rules,
    programRuleActions: [
      action(1, 'SHOWWARNING', {
        content: 'Anémie sévère : référer',
        dataElement: { id: TRACKER_DATA_ELEMENT.haemoglobin },
      }),
      action(2, 'HIDEFIELD', { dataElement: { id: TRACKER_DATA_ELEMENT.treated } }),
      action(3, 'SENDMESSAGE', { templateUid: ENROLMENT_TEMPLATE }),
    ],
    programIndicators: programIndicators(),
    programIndicatorGroups: [
      {
        id: worldUid('WPg', 1),
        name: 'Suivi prénatal',
        programIndicators: references(programIndicators()),
        sharing: OPEN,
      },
    ],
    relationshipTypes: relationshipTypes(),
  };
}

function rule(n: number, name: string, condition: string, actions: readonly number[]) {
  return {
    id: worldUid('WRu', n),
    name,
    description: `${name} (suivi des femmes enceintes)`,
    condition,
    priority: n,
    program: { id: PROGRAM.maternal },
    ...(n === 2 ? { programStage: { id: STAGE.visit } } : {}),
    programRuleActions: references(actions.map((action) => worldUid('WRa', action))),
  };
}

function action(n: number, programRuleActionType: string, rest: object) {
  return {
    id: worldUid('WRa', n),
    programRule: { id: worldUid('WRu', n) },
    programRuleActionType,
    evaluationTime: 'ALWAYS',
    ...rest,
  };
}

function programIndicators() {
  const indicator = (n: number, name: string, expression: string, aggregationType: string) => ({
    id: worldUid('WPi', n),
    name,
    shortName: name,
    program: { id: PROGRAM.maternal },
    analyticsType: n === 1 ? 'EVENT' : 'ENROLLMENT',
    aggregationType,
    expression,
    filter: n === 1 ? `#{${STAGE.visit}.${TRACKER_DATA_ELEMENT.haemoglobin}} > 0` : '',
    decimals: 1,
    categoryCombo: { id: DEFAULT_COMBO },
    attributeCombo: { id: DEFAULT_COMBO },
    analyticsPeriodBoundaries: [
      boundary(n * 10 + 1, n === 1, 'AFTER_START_OF_REPORTING_PERIOD'),
      boundary(n * 10 + 2, n === 1, 'BEFORE_END_OF_REPORTING_PERIOD'),
    ],
    sharing: OPEN,
  });
  return [
    indicator(1, "Taux d'hémoglobine moyen", `#{${STAGE.visit}.${TRACKER_DATA_ELEMENT.haemoglobin}}`, 'AVERAGE'),
    indicator(2, 'Femmes inscrites', 'V{enrollment_count}', 'COUNT'),
  ];
}

function boundary(n: number, ofEvents: boolean, analyticsPeriodBoundaryType: string) {
  return {
    id: worldUid('WBo', n),
    boundaryTarget: ofEvents ? 'EVENT_DATE' : 'ENROLLMENT_DATE',
    analyticsPeriodBoundaryType,
  };
}

function relationshipTypes() {
  const person = {
    relationshipEntity: 'TRACKED_ENTITY_INSTANCE',
    trackedEntityType: { id: PERSON },
    trackerDataView: { attributes: [TRACKED_ENTITY_ATTRIBUTE.lastName], dataElements: [] },
  };
  const caseReport = {
    relationshipEntity: 'PROGRAM_STAGE_INSTANCE',
    program: { id: PROGRAM.notification },
    programStage: { id: STAGE.caseReport },
  };
  const treatment = { relationshipEntity: 'PROGRAM_STAGE_INSTANCE', programStage: { id: STAGE.treatment } };
  const enrollment = { relationshipEntity: 'PROGRAM_INSTANCE', program: { id: PROGRAM.maternal } };
  const type = (id: string, [name, fromToName, toFromName]: readonly string[], from: object, to: object) => ({
    id,
    name,
    bidirectional: toFromName !== undefined,
    fromToName,
    ...(toFromName === undefined ? {} : { toFromName }),
    fromConstraint: from,
    toConstraint: to,
    sharing: { ...OPEN, public: 'rwrw----' },
  });
  return [
    type(RELATIONSHIP_TYPE.motherAndChild, ['Mère et enfant', 'Mère de', 'Enfant de'], person, person),
    type(RELATIONSHIP_TYPE.personAndCase, ['Personne et cas déclaré', 'Déclarée par'], person, caseReport),
    type(RELATIONSHIP_TYPE.enrollmentAndTreatment, ['Grossesse et traitement', 'Traitée par'], enrollment, treatment),
    type(RELATIONSHIP_TYPE.caseAndContact, ['Cas et contact', 'Cas index de', 'Contact de'], caseReport, caseReport),
  ];
}
