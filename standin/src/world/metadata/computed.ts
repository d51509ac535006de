import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { OPTION_SET } from './attributes.ts';
import { DEFAULT_OPTION_COMBO } from './categories.ts';
import { dataElement } from './data-elements.ts';
import { EQUIPMENT_ELEMENT } from './equipment.ts';
import { INDICATOR } from './indicators.ts';
import { OPEN, USER_GROUP } from './sharing.ts';

/** Expressions of the server itself that visualizations may show. */
export const EXPRESSION_ITEM = worldUid('WEx', 1);

/** What an instance computes: predictors, expressions of dimensions, SQL views, hooks of the analytics, and groups of groups. */
export function computedMetadata(): MetadataByType {
  return {
    indicatorGroups: [
      { id: worldUid('WIg', 2), name: 'Santé maternelle', indicators: references([INDICATOR.dropOut]), sharing: OPEN },
    ],
    indicatorGroupSets: [
      {
        id: worldUid('WIs', 1),
        name: 'Programmes de santé',
        shortName: 'Programmes de santé',
        description: 'Les programmes auxquels répondent les indicateurs',
        compulsory: true,
        indicatorGroups: references([worldUid('WIg', 2), worldUid('WIg', 1)]),
        sharing: OPEN,
      },
    ],
    optionGroupSets: [
      {
        id: worldUid('WOq', 1),
        name: "Sources d'énergie par autonomie",
        description: 'Une seule famille',
        dataDimension: true,
        optionSet: { id: OPTION_SET.energy },
        optionGroups: references([worldUid('WOk', 1)]),
        sharing: OPEN,
      },
    ],
    expressionDimensionItems: [
      {
        id: EXPRESSION_ITEM,
        name: 'Paludisme, formes simples et graves',
        shortName: 'Paludisme, toutes formes',
        description: 'Somme calculée à la lecture',
        expression: `#{${dataElement('malaria')}}+#{${dataElement('severeMalaria')}}`,
        missingValueStrategy: 'SKIP_IF_ALL_VALUES_MISSING',
        slidingWindow: false,
        sharing: OPEN,
      },
    ],
    ...predictors(),
    sqlViews: sqlViews(),
    analyticsTableHooks: [
      {
        id: worldUid('WAh', 1),
        name: 'Après la table des unités',
        phase: 'RESOURCE_TABLE_POPULATED',
        resourceTableType: 'ORG_UNIT_STRUCTURE',
        sql: 'select 1;',
      },
      {
        id: worldUid('WAh', 2),
        name: "Après l'analyse des données",
        phase: 'ANALYTICS_TABLE_POPULATED',
        analyticsTableType: 'DATA_VALUE',
        sql: 'select 1;',
      },
    ],
    validationNotificationTemplates: [
      {
        id: worldUid('WVn', 1),
        name: 'Alerte de validation',
        subjectTemplate: 'V{validation_rule_name}',
        messageTemplate: 'V{operator} : V{left_side_value} et V{right_side_value} à V{org_unit_name}',
        notifyUsersInHierarchyOnly: true,
        sendStrategy: 'COLLECTIVE_SUMMARY',
        recipientUserGroups: references([USER_GROUP.surveillance, USER_GROUP.administrators]),
        validationRules: references([worldUid('WVr', 1)]),
      },
    ],
  };
}

function predictors(): MetadataByType {
  const predictor = (n: number, name: string, rest: object): MetadataObject => ({
    id: worldUid('WPp', n),
    name,
    shortName: name,
    description: `${name} (calcul)`,
    output: { id: EQUIPMENT_ELEMENT.forecast },
    outputCombo: { id: DEFAULT_OPTION_COMBO },
    periodType: 'Quarterly',
    organisationUnitLevels: references([worldUid('WLv', 3)]),
    organisationUnitDescendants: 'SELECTED',
    annualSampleCount: 0,
    sequentialSampleCount: n,
    ...rest,
  });
  const generator = (expression: string, missingValueStrategy: string) => ({
    expression,
    description: 'Générateur',
    missingValueStrategy,
    slidingWindow: false,
  });
  const fridges = `#{${EQUIPMENT_ELEMENT.fridges}}`;
  return {
    predictors: [
      predictor(1, 'Besoins du trimestre', { generator: generator(`avg(${fridges})`, 'NEVER_SKIP') }),
      predictor(2, 'Besoins hors pics', {
        generator: generator(`avg(${fridges})+2*stddev(${fridges})`, 'SKIP_IF_ALL_VALUES_MISSING'),
        sampleSkipTest: generator(`${fridges} > 50`, 'NEVER_SKIP'),
        sequentialSkipCount: 1,
      }),
    ],
    predictorGroups: [
      {
        id: worldUid('WPq', 1),
        name: 'Prévisions des équipements',
        description: 'À calculer chaque trimestre',
        predictors: references([worldUid('WPp', 1), worldUid('WPp', 2)]),
        sharing: OPEN,
      },
    ],
  };
}

function sqlViews(): MetadataObject[] {
  const view = (n: number, name: string, type: string, sqlQuery: string, cacheStrategy: string): MetadataObject => ({
    id: worldUid('WSv', n),
    name,
    description: `Vue de type ${type}`,
    type,
    sqlQuery,
    cacheStrategy,
    sharing: { ...OPEN, public: 'rwr-----' },
  });
  return [
    view(
      1,
      'Unités par niveau',
      'VIEW',
      'select hierarchylevel, count(*) as n from organisationunit group by 1',
      'NO_CACHE',
    ),
    view(
      2,
      'Éléments par type',
      'MATERIALIZED_VIEW',
      'select valuetype, count(*) as n from dataelement group by 1',
      'CACHE_1_HOUR',
    ),
    view(
      3,
      'Unités dont le code commence par',
      'QUERY',
      `select uid, name from organisationunit where code like '\${code}%'`,
      'RESPECT_SYSTEM_SETTING',
    ),
  ];
}
