import type { MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { COVERAGE_LEGEND } from './attributes.ts';
import { CATEGORY, COMBO, optionCombosOf, PARTNER_GROUP_SET, SEX_OPTIONS } from './categories.ts';
import { EXPRESSION_ITEM } from './computed.ts';
import { dataElement } from './data-elements.ts';
import { DATA_SETS } from './data-sets.ts';
import { INDICATOR } from './indicators.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN } from './sharing.ts';
import { PROGRAM, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

/** Visualizations that dashboards and pushed analyses show. */
export const DETAILED_VISUALIZATION = {
  columns: worldUid('WVi', 11),
  pivot: worldUid('WVi', 12),
  years: worldUid('WVi', 13),
  scatter: worldUid('WVi', 14),
  single: worldUid('WVi', 15),
  gauge: worldUid('WVi', 16),
} as const;

const MALARIA = dataElement('malaria');
const UNIT_GROUPS = [worldUid('WOg', 1), worldUid('WOg', 2)];
const ELEMENT_GROUPS = [worldUid('WDg', 1)];
const PARTNER_GROUPS = [worldUid('WCg', 1)];

/** Visualizations of several types, each with the details that only its type has. */
export function detailedVisualizations(hierarchy: Hierarchy): MetadataObject[] {
  return [
    columns(hierarchy),
    pivot(hierarchy),
    years(hierarchy),
    scatter(hierarchy),
    simple(DETAILED_VISUALIZATION.single, 'Paludisme, valeur unique', 'SINGLE_VALUE', hierarchy, {
      icons: [{ type: 'DATA_ITEM' }],
      legend: { strategy: 'FIXED', style: 'TEXT', set: { id: COVERAGE_LEGEND }, showKey: false },
    }),
    simple(DETAILED_VISUALIZATION.gauge, "Jauge de l'abandon", 'GAUGE', hierarchy, {
      axes: [
        { index: 0, type: 'RANGE', minValue: 0, maxValue: 100, targetLine: { value: 10, title: { text: 'Cible' } } },
      ],
    }),
  ];
}

/** Axes, series, their key and styles; fixed periods beside relative ones. */
function columns(hierarchy: Hierarchy): MetadataObject {
  const style = (fontSize: number, bold: boolean) => ({ fontSize, bold, italic: !bold, underline: false });
  return {
    id: DETAILED_VISUALIZATION.columns,
    name: 'Paludisme simple et grave : colonnes à deux axes, périodes fixes et relatives',
    title: 'Deux axes',
    subtitle: 'Données de démonstration',
    type: 'COLUMN',
    ...items([
      ['DATA_ELEMENT', 'dataElement', MALARIA],
      ['DATA_ELEMENT', 'dataElement', dataElement('severeMalaria')],
    ]),
    columnDimensions: ['dx'],
    rowDimensions: ['pe'],
    filterDimensions: ['ou'],
    rows: [{ dimension: 'pe', items: [{ id: 'LAST_3_MONTHS' }, { id: '202401' }, { id: '2023Q4' }] }],
    relativePeriods: { last3Months: true },
    periods: [{ id: '202401' }, { id: '2023Q4' }],
    rawPeriods: ['LAST_3_MONTHS', '202401', '2023Q4'],
    organisationUnits: [{ id: hierarchy.country.id }],
    filters: [{ dimension: 'ou', items: [{ id: hierarchy.country.id }] }],
    axes: [
      {
        index: 0,
        type: 'RANGE',
        decimals: 1,
        steps: 5,
        minValue: -10,
        maxValue: 2000.5,
        title: { text: 'Cas simples', textMode: 'CUSTOM', fontStyle: style(14, true) },
        label: { fontStyle: style(10, false) },
        baseLine: { value: 100, title: { text: 'Ligne de base' } },
        targetLine: { value: 50, title: { text: 'Cible' } },
      },
      { index: 0, type: 'DOMAIN', title: { text: 'Mois', textMode: 'CUSTOM' } },
      { index: 1, type: 'RANGE', title: { textMode: 'AUTO' } },
    ],
    series: [
      { dimensionItem: MALARIA, axis: 0, type: 'COLUMN' },
      { dimensionItem: dataElement('severeMalaria'), axis: 1, type: 'LINE' },
    ],
    seriesKey: { hidden: false, label: { fontStyle: style(9, true) } },
    fontStyle: { visualizationTitle: { fontSize: 18, bold: true, italic: false, underline: false, font: 'ARIAL' } },
    legend: { strategy: 'BY_DATA_ITEM', style: 'FILL', showKey: true },
    optionalAxes: [{ dimensionalItem: dataElement('severeMalaria'), axis: 1 }],
    colorSet: 'COLOR_BLIND',
    regressionType: 'LINEAR',
    aggregationType: 'SUM',
    cumulativeValues: true,
    percentStackedValues: false,
    noSpaceBetweenColumns: true,
    showData: true,
    hideEmptyRowItems: 'BEFORE_FIRST_AFTER_LAST',
    sortOrder: 1,
    topLimit: 10,
    translations: [
      { locale: 'en', property: 'NAME', value: 'Two axes' },
      { locale: 'en', property: 'TITLE', value: 'Two axes' },
    ],
    sharing: OPEN,
  };
}

/** Items of every kind; dimensions of categories and of group sets; levels, groups and the user's own units. */
function pivot(hierarchy: Hierarchy): MetadataObject {
  const set = DATA_SETS[0]?.id ?? '';
  const combo = optionCombosOf(COMBO.sexAndAge)[0] ?? '';
  const reference = (id: string) => ({ id });
  return {
    id: DETAILED_VISUALIZATION.pivot,
    name: 'Tableau de toutes les dimensions',
    type: 'PIVOT_TABLE',
    dataDimensionItems: [
      { dataDimensionItemType: 'INDICATOR', indicator: reference(INDICATOR.dropOut) },
      { dataDimensionItemType: 'DATA_ELEMENT', dataElement: reference(MALARIA) },
      {
        dataDimensionItemType: 'DATA_ELEMENT_OPERAND',
        dataElementOperand: { dataElement: reference(MALARIA), categoryOptionCombo: reference(combo) },
      },
      {
        dataDimensionItemType: 'REPORTING_RATE',
        reportingRate: { dataSet: reference(set), metric: 'REPORTING_RATE_ON_TIME' },
      },
      { dataDimensionItemType: 'PROGRAM_INDICATOR', programIndicator: reference(worldUid('WPi', 1)) },
      {
        dataDimensionItemType: 'PROGRAM_DATA_ELEMENT',
        programDataElement: {
          program: reference(PROGRAM.maternal),
          dataElement: reference(TRACKER_DATA_ELEMENT.haemoglobin),
        },
      },
      {
        dataDimensionItemType: 'PROGRAM_ATTRIBUTE',
        programAttribute: {
          program: reference(PROGRAM.maternal),
          attribute: reference(TRACKED_ENTITY_ATTRIBUTE.birthDate),
        },
      },
      { dataDimensionItemType: 'EXPRESSION_DIMENSION_ITEM', expressionDimensionItem: reference(EXPRESSION_ITEM) },
    ],
    columnDimensions: ['dx', CATEGORY.sex],
    rowDimensions: ['ou', worldUid('WOs', 1)],
    filterDimensions: ['pe', worldUid('WDs', 1), PARTNER_GROUP_SET],
    categoryDimensions: [{ category: reference(CATEGORY.sex), categoryOptions: references(SEX_OPTIONS) }],
    organisationUnitGroupSetDimensions: [
      { organisationUnitGroupSet: reference(worldUid('WOs', 1)), organisationUnitGroups: references(UNIT_GROUPS) },
    ],
    dataElementGroupSetDimensions: [
      { dataElementGroupSet: reference(worldUid('WDs', 1)), dataElementGroups: references(ELEMENT_GROUPS) },
    ],
    categoryOptionGroupSetDimensions: [
      { categoryOptionGroupSet: reference(PARTNER_GROUP_SET), categoryOptionGroups: references(PARTNER_GROUPS) },
    ],
    columns: [
      {
        dimension: 'dx',
        items: references([
          INDICATOR.dropOut,
          MALARIA,
          `${MALARIA}.${combo}`,
          `${set}.REPORTING_RATE_ON_TIME`,
          worldUid('WPi', 1),
          `${PROGRAM.maternal}.${TRACKER_DATA_ELEMENT.haemoglobin}`,
          `${PROGRAM.maternal}.${TRACKED_ENTITY_ATTRIBUTE.birthDate}`,
          EXPRESSION_ITEM,
        ]),
      },
      { dimension: CATEGORY.sex, items: references(SEX_OPTIONS) },
    ],
    rows: [
      {
        dimension: 'ou',
        items: references([
          'USER_ORGUNIT',
          'USER_ORGUNIT_CHILDREN',
          'LEVEL-2',
          'LEVEL-3',
          `OU_GROUP-${worldUid('WOg', 1)}`,
          ...hierarchy.regions.slice(0, 1),
        ]),
      },
      { dimension: worldUid('WOs', 1), items: references(UNIT_GROUPS) },
    ],
    filters: [
      { dimension: 'pe', items: references(['THIS_YEAR', 'LAST_5_YEARS']) },
      { dimension: worldUid('WDs', 1), items: references(ELEMENT_GROUPS) },
      { dimension: PARTNER_GROUP_SET, items: references(PARTNER_GROUPS) },
    ],
    relativePeriods: { thisYear: true, last5Years: true },
    rawPeriods: ['THIS_YEAR', 'LAST_5_YEARS'],
    organisationUnits: references(hierarchy.regions.slice(0, 1)),
    organisationUnitLevels: [2, 3],
    itemOrganisationUnitGroups: references([worldUid('WOg', 1)]),
    userOrganisationUnit: true,
    userOrganisationUnitChildren: true,
    userOrgUnitType: 'DATA_OUTPUT',
    rowTotals: true,
    colTotals: true,
    rowSubTotals: true,
    colSubTotals: true,
    hideEmptyRows: true,
    hideEmptyColumns: true,
    showHierarchy: true,
    showDimensionLabels: true,
    skipRounding: true,
    fixColumnHeaders: true,
    displayDensity: 'COMPACT',
    digitGroupSeparator: 'COMMA',
    fontSize: 'SMALL',
    numberType: 'ROW_PERCENTAGE',
    measureCriteria: 'GE:1;LT:1000',
    reportingParams: { organisationUnit: false, reportingPeriod: true, parentOrganisationUnit: false },
    sharing: OPEN,
  };
}

/** Years side by side: the periods of its series are words in a list of their own. */
function years(hierarchy: Hierarchy): MetadataObject {
  return {
    ...simple(DETAILED_VISUALIZATION.years, 'Paludisme, année par année', 'YEAR_OVER_YEAR_LINE', hierarchy, {}),
    yearlySeries: ['THIS_YEAR', 'LAST_5_YEARS'],
    rowDimensions: ['pe'],
    filterDimensions: ['ou'],
    filters: [{ dimension: 'ou', items: [{ id: hierarchy.country.id }] }],
    rows: [{ dimension: 'pe', items: [{ id: 'MONTHS_THIS_YEAR' }] }],
    relativePeriods: { monthsThisYear: true },
    rawPeriods: ['MONTHS_THIS_YEAR'],
  };
}

/** Outliers, whose lines and method are details of this type. */
function scatter(hierarchy: Hierarchy): MetadataObject {
  return simple(DETAILED_VISUALIZATION.scatter, 'Nuage des districts', 'SCATTER', hierarchy, {
    outlierAnalysis: {
      enabled: true,
      outlierMethod: 'IQR',
      normalizationMethod: 'Y_RESIDUALS_LINEAR',
      thresholdFactor: 1.5,
      extremeLines: { enabled: true, value: 2.5 },
    },
    organisationUnitLevels: [3],
  });
}

function simple(id: string, name: string, type: string, hierarchy: Hierarchy, rest: object): MetadataObject {
  return {
    id,
    name,
    type,
    ...items([['INDICATOR', 'indicator', INDICATOR.malariaCases]]),
    columnDimensions: ['dx'],
    rowDimensions: [],
    filterDimensions: ['ou', 'pe'],
    filters: [
      { dimension: 'ou', items: [{ id: hierarchy.country.id }] },
      { dimension: 'pe', items: [{ id: 'LAST_YEAR' }] },
    ],
    relativePeriods: { lastYear: true },
    rawPeriods: ['LAST_YEAR'],
    organisationUnits: [{ id: hierarchy.country.id }],
    sharing: OPEN,
    ...rest,
  };
}

function items(list: readonly (readonly [type: string, property: string, id: string])[]) {
  return {
    dataDimensionItems: list.map(([dataDimensionItemType, property, id]) => ({
      dataDimensionItemType,
      [property]: { id },
    })),
    columns: [{ dimension: 'dx', items: list.map(([, , id]) => ({ id })) }],
  };
}
