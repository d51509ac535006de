import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { SCREENING_SECTION, SCREENING_TEMPLATE } from './screening-plan.ts';
import { SCREENING_PROGRAM, SCREENING_STAGE, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

const TREATED = { dataElement: { id: TRACKER_DATA_ELEMENT.treated } } as const;
const WEIGHT = { dataElement: { id: TRACKER_DATA_ELEMENT.weight } } as const;
const RESULT = { dataElement: { id: TRACKER_DATA_ELEMENT.testResult } } as const;
const SEX = { trackedEntityAttribute: { id: TRACKED_ENTITY_ATTRIBUTE.sex } } as const;

/** The options of a test's result that say something. */
const RESULT_GROUP = worldUid('WOk', 2);

/** Every type of action with what it needs; on a data element, on an attribute, or on neither. */
const ACTIONS: readonly (readonly [type: string, rest: object])[] = [
  ['DISPLAYTEXT', { location: 'feedback', content: 'Poids noté :', data: '#{poids}' }],
  ['DISPLAYKEYVALUEPAIR', { location: 'indicators', content: 'Poids', data: '#{poids}' }],
  ['HIDEFIELD', { ...WEIGHT, content: 'Sans objet' }],
  ['HIDESECTION', { programStageSection: { id: SCREENING_SECTION } }],
  ['HIDEPROGRAMSTAGE', { programStage: { id: SCREENING_STAGE.result } }],
  ['ASSIGN', { content: '#{calcul}', data: '1 + 1' }],
  ['ASSIGN', { ...WEIGHT, data: 'd2:round(#{poids})' }],
  ['SHOWWARNING', { ...TREATED, content: 'À vérifier' }],
  ['WARNINGONCOMPLETE', { ...SEX, content: 'Sexe à vérifier' }],
  ['SHOWERROR', { ...WEIGHT, content: 'Poids impossible :', data: '#{poids}' }],
  ['ERRORONCOMPLETE', { ...TREATED, content: 'Réponse attendue' }],
  ['SETMANDATORYFIELD', TREATED],
  ['SENDMESSAGE', { templateUid: SCREENING_TEMPLATE.rule }],
  ['SCHEDULEMESSAGE', { templateUid: SCREENING_TEMPLATE.rule, data: "d2:addDays(V{current_date}, '3')" }],
  ['HIDEOPTION', { ...RESULT, option: { id: worldUid('WOi', 23) } }],
  ['SHOWOPTIONGROUP', { ...RESULT, optionGroup: { id: RESULT_GROUP } }],
  ['HIDEOPTIONGROUP', { ...RESULT, optionGroup: { id: RESULT_GROUP } }],
];

/** Rules with all types of actions, and variables of all sources. */
export function screeningRuleMetadata(): MetadataByType {
  const half = Math.ceil(ACTIONS.length / 2);
  const actions = ACTIONS.map(([programRuleActionType, rest], index) => ({
    id: worldUid('WRa', 901 + index),
    programRule: { id: worldUid('WRu', index < half ? 901 : 902) },
    programRuleActionType,
    evaluationTime: index % 3 === 2 ? 'ON_COMPLETE' : index % 3 === 1 ? 'ON_DATA_ENTRY' : 'ALWAYS',
    ...rest,
  }));
  return {
    programRules: [
      rule(901, 'Première moitié des actions', 'true', actions.slice(0, half), { priority: 1 }),
      rule(902, 'Seconde moitié des actions', "d2:hasValue('poids') && V{event_count} > 0", actions.slice(half), {
        programStage: { id: SCREENING_STAGE.interview },
        description: 'Ne vaut que pour une étape',
        translations: [{ locale: 'en', property: 'NAME', value: 'Second half of the actions' }],
      }),
    ],
    programRuleActions: actions,
    programRuleVariables: variables(),
  };
}

function rule(n: number, name: string, condition: string, actions: readonly MetadataObject[], rest: object) {
  return {
    id: worldUid('WRu', n),
    name,
    condition,
    program: { id: SCREENING_PROGRAM },
    programRuleActions: references(actions),
    ...rest,
  };
}

function variables(): MetadataObject[] {
  const variable = (n: number, name: string, programRuleVariableSourceType: string, rest: object): MetadataObject => ({
    id: worldUid('WRv', 900 + n),
    name,
    program: { id: SCREENING_PROGRAM },
    programRuleVariableSourceType,
    useCodeForOptionSet: n === 4,
    valueType: 'NUMBER',
    ...rest,
  });
  const ofStage = { programStage: { id: SCREENING_STAGE.interview } };
  return [
    variable(1, 'poids', 'DATAELEMENT_CURRENT_EVENT', WEIGHT),
    variable(2, 'poids_precedent', 'DATAELEMENT_PREVIOUS_EVENT', WEIGHT),
    variable(3, 'poids_recent', 'DATAELEMENT_NEWEST_EVENT_PROGRAM', WEIGHT),
    variable(4, 'resultat', 'DATAELEMENT_NEWEST_EVENT_PROGRAM_STAGE', {
      ...RESULT,
      programStage: { id: SCREENING_STAGE.result },
      valueType: 'TEXT',
    }),
    variable(5, 'traite', 'DATAELEMENT_NEWEST_EVENT_PROGRAM_STAGE', { ...TREATED, ...ofStage, valueType: 'BOOLEAN' }),
    variable(6, 'sexe', 'TEI_ATTRIBUTE', { ...SEX, valueType: 'TEXT' }),
    variable(7, 'calcul', 'CALCULATED_VALUE', {}),
  ];
}
