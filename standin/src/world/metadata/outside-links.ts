import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { COMBO, optionCombosOf } from './categories.ts';
import { dataElement } from './data-elements.ts';
import { EQUIPMENT_ELEMENT, EQUIPMENT_SET } from './equipment.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN, USER_GROUP } from './sharing.ts';
import { PROGRAM, STAGE, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

/** What ties an instance to others: routes, hooks, exchanges, commands by SMS, and the jobs that people made. */
export function outsideLinkMetadata(hierarchy: Hierarchy): MetadataByType {
  return {
    routes: routes(),
    eventHooks: eventHooks(),
    aggregateDataExchanges: exchanges(hierarchy),
    smsCommands: smsCommands(),
    jobConfigurations: jobs(),
  };
}

function routes(): MetadataObject[] {
  return [
    {
      id: worldUid('WRo', 1),
      code: 'laboratoire',
      name: 'Serveur du laboratoire',
      description: 'Accès au laboratoire',
      disabled: false,
      url: 'https://laboratoire.example.org/api/**',
      headers: { 'X-Demande': 'snis' },
      auth: { type: 'http-basic', username: 'snis', password: 'inconnu' },
      authorities: ['F_VIEW_EVENT_ANALYTICS'],
      responseTimeoutSeconds: 12,
      sharing: OPEN,
    },
    {
      id: worldUid('WRo', 2),
      code: 'annuaire',
      name: 'Annuaire ouvert',
      disabled: true,
      url: 'https://annuaire.example.org/liste',
      headers: {},
      authorities: [],
      sharing: OPEN,
    },
  ];
}

function eventHooks(): MetadataObject[] {
  return [
    {
      id: worldUid('WEh', 1),
      name: 'Avis des changements d’unités',
      description: 'Avertit le registre des structures',
      disabled: false,
      source: { path: 'metadata.organisationUnit', fields: 'id,name' },
      targets: [
        {
          type: 'webhook',
          clientId: 'registre',
          url: 'https://registre.example.org/avis',
          contentType: 'application/json',
          headers: { 'X-Avis': 'unites' },
          auth: { type: 'api-token', token: 'inconnu' },
        },
        { type: 'console', clientId: 'journal' },
      ],
      sharing: OPEN,
    },
  ];
}

function exchanges(hierarchy: Hierarchy): MetadataObject[] {
  const request = {
    name: 'Paludisme du mois',
    dx: [dataElement('malaria'), dataElement('severeMalaria')],
    pe: ['LAST_MONTH', '202401'],
    ou: [hierarchy.country.id, 'LEVEL-2'],
    filters: [{ dimension: worldUid('WOs', 1), items: [worldUid('WOg', 1)] }],
    inputIdScheme: 'UID',
    outputDataElementIdScheme: 'CODE',
    outputOrgUnitIdScheme: 'CODE',
    outputIdScheme: 'UID',
  };
  const exchange = (n: number, name: string, target: object): MetadataObject => ({
    id: worldUid('WAx', n),
    name,
    source: { params: { periodTypes: ['MONTHLY', 'YEARLY'] }, requests: [request] },
    target,
    sharing: { ...OPEN, public: 'rwrw----' },
  });
  return [
    exchange(1, 'Consolidation interne', {
      type: 'INTERNAL',
      request: { dataElementIdScheme: 'CODE', orgUnitIdScheme: 'CODE', idScheme: 'UID', skipAudit: true },
    }),
    exchange(2, 'Envoi au niveau régional', {
      type: 'EXTERNAL',
      api: { url: 'https://regional.example.org', username: 'snis', password: 'inconnu' },
      request: { dataElementIdScheme: 'CODE', orgUnitIdScheme: 'CODE', idScheme: 'UID' },
    }),
  ];
}

function smsCommands(): MetadataObject[] {
  const [combo = ''] = optionCombosOf(COMBO.sexAndAge);
  const messages = {
    wrongFormatMessage: 'Message mal écrit',
    noUserMessage: 'Numéro inconnu',
    moreThanOneOrgUnitMessage: 'Plusieurs unités',
    receivedMessage: 'Message reçu',
    defaultMessage: 'Autre message',
  };
  return [
    {
      id: worldUid('WSm', 1),
      name: 'EQUIP',
      parserType: 'KEY_VALUE_PARSER',
      dataset: { id: EQUIPMENT_SET },
      separator: '=',
      codeValueSeparator: '+',
      completenessMethod: 'ALL_DATAVALUE',
      currentPeriodUsedForReporting: true,
      ...messages,
      smsCodes: [
        { code: 'fr', dataElement: { id: EQUIPMENT_ELEMENT.fridges }, compulsory: true },
        { code: 'ag', dataElement: { id: EQUIPMENT_ELEMENT.staff }, optionId: { id: combo }, formula: '+ag' },
      ],
      specialCharacters: [{ name: 'oui', value: '1' }],
    },
    {
      id: worldUid('WSm', 2),
      name: 'INSCRIRE',
      parserType: 'TRACKED_ENTITY_REGISTRATION_PARSER',
      program: { id: PROGRAM.maternal },
      separator: ',',
      ...messages,
      smsCodes: [{ code: 'no', trackedEntityAttribute: { id: TRACKED_ENTITY_ATTRIBUTE.lastName }, compulsory: true }],
    },
    {
      id: worldUid('WSm', 3),
      name: 'CAS',
      parserType: 'EVENT_REGISTRATION_PARSER',
      program: { id: PROGRAM.notification },
      programStage: { id: STAGE.caseReport },
      ...messages,
      smsCodes: [{ code: 'ag', dataElement: { id: TRACKER_DATA_ELEMENT.ageYears } }],
    },
    {
      id: worldUid('WSm', 4),
      name: 'ALERTE',
      parserType: 'ALERT_PARSER',
      userGroup: { id: USER_GROUP.surveillance },
      ...messages,
    },
  ];
}

/** Jobs with parameters, by clock and by interval; the hours are odd ones, for a type may have each hour only once. */
function jobs(): MetadataObject[] {
  return [
    {
      id: worldUid('WJo', 1),
      name: 'Analyse de la nuit',
      jobType: 'ANALYTICS_TABLE',
      schedulingType: 'CRON',
      cronExpression: '0 47 3 ? * *',
      enabled: true,
      jobParameters: { lastYears: 3, skipResourceTables: false, skipTableTypes: ['ORG_UNIT_TARGET'], skipPrograms: [] },
    },
    {
      id: worldUid('WJo', 2),
      name: 'Prévisions du trimestre',
      jobType: 'PREDICTOR',
      schedulingType: 'CRON',
      cronExpression: '0 13 4 ? * *',
      enabled: false,
      jobParameters: {
        relativeStart: -90,
        relativeEnd: 0,
        predictors: [worldUid('WPp', 1)],
        predictorGroups: [worldUid('WPq', 1)],
      },
    },
    {
      id: worldUid('WJo', 3),
      name: 'Échanges de la nuit',
      jobType: 'AGGREGATE_DATA_EXCHANGE',
      schedulingType: 'CRON',
      cronExpression: '0 29 5 ? * *',
      enabled: true,
      jobParameters: { dataExchangeIds: [worldUid('WAx', 1)] },
    },
  ];
}
