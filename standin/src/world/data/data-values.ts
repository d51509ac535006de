import { optionCombosOf } from '../metadata/categories.ts';
import { DATA_ELEMENTS, type DataElementPlan } from '../metadata/data-elements.ts';
import { categoryComboIn, DATA_SETS, type DataSetPlan, isCompulsory, reportingUnits } from '../metadata/data-sets.ts';
import { CLOSED_DATE, type Hierarchy } from '../metadata/organisation-units.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { createRandom, type Random } from '../random.ts';
import { aggregateValue } from './aggregate-value.ts';
import { FUTURE_MONTH, lastDayOf, periodsOf } from './periods.ts';

/** One value as `POST /api/dataValueSets` takes it (API.md §8.2). */
export interface DataValueBody {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
  readonly value: string;
  readonly storedBy: string;
  readonly comment?: string;
  readonly followup?: boolean;
}

/** A data set as one organisation unit filled it for one period and attribute option combination. */
export interface DataSetReport {
  readonly dataSet: DataSetPlan;
  readonly period: string;
  readonly orgUnit: MetadataObject;
  readonly attributeOptionCombo: string;
}

/** A report with its values. */
export interface FilledReport extends DataSetReport {
  readonly values: readonly DataValueBody[];
  /** Whether the organisation unit said that the report is complete: one in ten did. */
  readonly isComplete: boolean;
}

/** Which part of all values comes through each data set; what is left belongs to no data set. */
const SHARES = { monthly: 0.7, weekly: 0.13, quarterly: 0.09, yearly: 0.07 } as const;

/**
 * All reports with their values, `total` values together, or as many as the hierarchy has places for. The order mixes
 * organisation units and periods, so that every slice of the world has some.
 */
export function* planDataValues(hierarchy: Hierarchy, total: number): Generator<FilledReport> {
  const random = createRandom(23);
  let left = total;
  for (const dataSet of DATA_SETS) {
    const share = Math.min(left, Math.round(total * SHARES[dataSet.key]));
    left -= share - (yield* fill(dataSet, hierarchy, share, random));
  }
  yield* fillOutsideDataSets(hierarchy, left, random);
}

/** @returns how many values were left over because all places are taken. */
function* fill(
  dataSet: DataSetPlan,
  hierarchy: Hierarchy,
  count: number,
  random: Random,
): Generator<FilledReport, number> {
  let left = count;
  let given = 0;
  for (const report of reports(dataSet, hierarchy)) {
    if (left <= 0) return 0;
    const values = fillReport(report, random).slice(0, left);
    left -= values.length;
    given += 1;
    yield { ...report, values, isComplete: given % 10 === 1 };
  }
  return left;
}

/** Every report that an open organisation unit can give, in a mixed order, each once. */
function* reports(dataSet: DataSetPlan, hierarchy: Hierarchy): Generator<DataSetReport> {
  const units = reportingUnits(dataSet, hierarchy);
  const periods = [...periodsOf(dataSet.periodType), ...(dataSet.key === 'monthly' ? [FUTURE_MONTH] : [])];
  const combos = optionCombosOf(dataSet.categoryCombo);
  for (const place of mixed(units.length * periods.length * combos.length)) {
    const orgUnit = units[place % units.length];
    const period = periods[Math.floor(place / units.length) % periods.length];
    const attributeOptionCombo = combos[Math.floor(place / units.length / periods.length)];
    if (orgUnit === undefined || period === undefined || attributeOptionCombo === undefined) continue;
    if (isOpen(orgUnit, period)) yield { dataSet, period, orgUnit, attributeOptionCombo };
  }
}

function isOpen(orgUnit: MetadataObject, period: string): boolean {
  return orgUnit.closedDate === undefined || lastDayOf(period) <= CLOSED_DATE;
}

/** The numbers from 0 up to a count, each once, in an order that looks random (a step that shares no factor). */
function* mixed(count: number): Generator<number> {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (greatestDivisor(step, count) > 1) step += 1;
  for (let index = 0, place = 0; index < count; index += 1, place = (place + step) % count) yield place;
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right);
}

function fillReport(report: DataSetReport, random: Random): DataValueBody[] {
  // A month in the future is only taken where every data set of the data element is open for it (E7641).
  const isFuture = report.period === FUTURE_MONTH;
  const elements = report.dataSet.dataElements.filter((element) => !isFuture || element.dataSets.length === 1);
  return elements.flatMap((element) =>
    optionCombosOf(categoryComboIn(report.dataSet, element))
      .filter((combo) => isCompulsory(report.dataSet, element, combo) || random.chance(0.85))
      .map((categoryOptionCombo) => dataValue(report, element, categoryOptionCombo, random)),
  );
}

function dataValue(
  report: Omit<DataSetReport, 'dataSet'>,
  element: DataElementPlan,
  categoryOptionCombo: string,
  random: Random,
): DataValueBody {
  return {
    dataElement: element.id,
    period: report.period,
    orgUnit: report.orgUnit.id,
    categoryOptionCombo,
    attributeOptionCombo: report.attributeOptionCombo,
    value: aggregateValue(element, random),
    storedBy: 'saisie.region1',
    ...(random.chance(0.01) ? { comment: 'Chiffre confirmé par le responsable' } : {}),
    ...(random.chance(0.005) ? { followup: true } : {}),
  };
}

/** Values of a data element that no data set holds any more, as instances of some age have them. */
function* fillOutsideDataSets(hierarchy: Hierarchy, count: number, random: Random): Generator<FilledReport> {
  const [dataSet] = DATA_SETS;
  const element = DATA_ELEMENTS.at(-1);
  if (dataSet === undefined || element === undefined) return;
  const alone = { ...dataSet, dataElements: [element] };
  let left = count;
  for (const report of reports(alone, hierarchy)) {
    if (left <= 0) return;
    left -= 1;
    const values = optionCombosOf(element.categoryCombo).map((combo) => dataValue(report, element, combo, random));
    yield { ...report, values, isComplete: false };
  }
}
