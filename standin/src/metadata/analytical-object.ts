import type { Instance, StoredObject } from '../instance.ts';
import { upperSnake } from './attribute-types.ts';
import { idsOf, isJson, type Json, jsonObjects } from './json.ts';
import type { Schema } from './schemas.ts';

const ANALYTICAL = new Set(['visualization', 'eventVisualization', 'eventChart', 'eventReport', 'mapView']);

/** Whether objects of a type hold dimensions in columns, rows and filters. */
export function isAnalytical(schema: Schema): boolean {
  return ANALYTICAL.has(schema.singular);
}

const AXES: Readonly<Record<string, string>> = {
  columns: 'columnDimensions',
  rows: 'rowDimensions',
  filters: 'filterDimensions',
};

/** `columns`, `rows` and `filters` as DHIS2 builds them, and `relativePeriods` where it is not stored. */
export function analyticalDimensions(instance: Instance, object: StoredObject, key: string): unknown {
  if (key === 'relativePeriods') return relativePeriodFlags(object.rawPeriods);
  const axis = AXES[key];
  if (axis === undefined) return undefined;
  const names = Array.isArray(object[axis]) ? object[axis].map(String) : [];
  return names.map((dimension) => ({ id: dimension, dimension, items: items(instance, object, dimension) }));
}

function items(instance: Instance, object: StoredObject, dimension: string): Json[] {
  if (dimension === 'dx') return jsonObjects(object.dataDimensionItems).flatMap(dataItem);
  if (dimension === 'pe') return periodItems(instance, object).map((id) => ({ id }));
  if (dimension === 'ou') return orgUnitItems(object).map((id) => ({ id }));
  return otherItems(object, dimension);
}

function dataItem(item: Json): Json[] {
  return Object.values(item).flatMap((value) =>
    isJson(value) && typeof value.id === 'string' ? [{ id: value.id }] : [],
  );
}

function periodItems({ minor }: Instance, object: StoredObject): string[] {
  const relative = object.rawPeriods;
  if (minor >= 41 && Array.isArray(relative)) return relative.map(String);
  return [...relativePeriodNames(object.relativePeriods), ...idsOf(object.periods)];
}

function orgUnitItems(object: StoredObject): string[] {
  const levels = Array.isArray(object.organisationUnitLevels) ? object.organisationUnitLevels : [];
  return [
    ...(object.userOrganisationUnit === true ? ['USER_ORGUNIT'] : []),
    ...(object.userOrganisationUnitChildren === true ? ['USER_ORGUNIT_CHILDREN'] : []),
    ...(object.userOrganisationUnitGrandChildren === true ? ['USER_ORGUNIT_GRANDCHILDREN'] : []),
    ...levels.map((level) => `LEVEL-${level}`),
    ...idsOf(object.itemOrganisationUnitGroups).map((id) => `OU_GROUP-${id}`),
    ...idsOf(object.organisationUnits),
  ];
}

const DIMENSION_LISTS: readonly [list: string, dimension: string, items: string][] = [
  ['categoryDimensions', 'category', 'categoryOptions'],
  ['categoryOptionGroupSetDimensions', 'categoryOptionGroupSet', 'categoryOptionGroups'],
  ['dataElementGroupSetDimensions', 'dataElementGroupSet', 'dataElementGroups'],
  ['organisationUnitGroupSetDimensions', 'organisationUnitGroupSet', 'organisationUnitGroups'],
];

function otherItems(object: StoredObject, dimension: string): Json[] {
  for (const [list, name, key] of DIMENSION_LISTS) {
    const found = jsonObjects(object[list]).find((each) => isJson(each[name]) && each[name].id === dimension);
    if (found) return idsOf(found[key]).map((id) => ({ id }));
  }
  return [];
}

/** Flags of `relativePeriods` as 2.40 writes them, all of them each time (recorded). */
const RELATIVE_PERIODS: readonly string[] = [
  'thisDay',
  'yesterday',
  'last3Days',
  'last7Days',
  'last14Days',
  'last30Days',
  'last60Days',
  'last90Days',
  'last180Days',
  'thisMonth',
  'lastMonth',
  'thisBimonth',
  'lastBimonth',
  'thisQuarter',
  'lastQuarter',
  'thisSixMonth',
  'lastSixMonth',
  'weeksThisYear',
  'monthsThisYear',
  'biMonthsThisYear',
  'quartersThisYear',
  'thisYear',
  'monthsLastYear',
  'quartersLastYear',
  'lastYear',
  'last5Years',
  'last10Years',
  'last12Months',
  'last6Months',
  'last3Months',
  'last6BiMonths',
  'last4Quarters',
  'last2SixMonths',
  'thisFinancialYear',
  'lastFinancialYear',
  'last5FinancialYears',
  'last10FinancialYears',
  'thisWeek',
  'lastWeek',
  'thisBiWeek',
  'lastBiWeek',
  'last4Weeks',
  'last4BiWeeks',
  'last12Weeks',
  'last52Weeks',
];

/** All flags of `relativePeriods`, false where nothing is given. */
export function allRelativePeriods(given: Json): Json {
  return Object.fromEntries(RELATIVE_PERIODS.map((key) => [key, given[key] === true]));
}

/** The names of relative periods that are switched on: `last12Months` gives `LAST_12_MONTHS`. */
export function relativePeriodNames(flags: unknown): string[] {
  if (!isJson(flags)) return [];
  return Object.keys(flags).flatMap((key) => (flags[key] === true ? [relativePeriodName(key)] : []));
}

function relativePeriodName(key: string): string {
  return upperSnake(key.replace(/(\d+)/g, '_$1')).replace(/__/g, '_').replace('BI_WEEK', 'BIWEEK');
}

function relativePeriodFlags(names: unknown): Json | undefined {
  if (!Array.isArray(names)) return undefined;
  return allRelativePeriods(Object.fromEntries(names.map((name) => [relativePeriodKey(name), true])));
}

function relativePeriodKey(name: unknown): string {
  return String(name)
    .toLowerCase()
    .replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
