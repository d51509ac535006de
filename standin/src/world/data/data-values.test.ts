import { expect, test } from 'vitest';
import { COMBO, optionCombosOf } from '../metadata/categories.ts';
import { DATA_ELEMENTS } from '../metadata/data-elements.ts';
import { CLOSED_DATE, planHierarchy } from '../metadata/organisation-units.ts';
import { type DataValueBody, type FilledReport, planDataValues } from './data-values.ts';
import { FUTURE_MONTH, lastDayOf } from './periods.ts';

const hierarchy = planHierarchy(60);
const reports = [...planDataValues(hierarchy, 12_000)];
const values = reports.flatMap((report) => report.values);

function keyOf(value: DataValueBody): string {
  return [value.dataElement, value.period, value.orgUnit, value.categoryOptionCombo, value.attributeOptionCombo].join();
}

test('as many values are made as were asked for, each at a place of its own', () => {
  expect(values).toHaveLength(12_000);
  expect(new Set(values.map(keyOf)).size).toBe(12_000);
});

test('the same values come in the same order each time', () => {
  expect([...planDataValues(hierarchy, 12_000)].flatMap((report) => report.values)).toEqual(values);
});

test('a small world holds part of the data sets as well, and a hierarchy that is full stops there', () => {
  expect([...planDataValues(planHierarchy(20), 500)].flatMap((report) => report.values)).toHaveLength(500);
  const full = [...planDataValues(planHierarchy(8), 1_000_000)].flatMap((report) => report.values);
  expect(full.length).toBeLessThan(100_000);
  expect(new Set(full.map(keyOf)).size).toBe(full.length);
});

test('closed facilities report nothing after they closed, and something before', () => {
  const closed = new Set(hierarchy.facilities.filter((unit) => unit.closedDate !== undefined).map((unit) => unit.id));
  const theirs = values.filter((value) => closed.has(value.orgUnit));
  expect(theirs.length).toBeGreaterThan(0);
  for (const value of theirs) expect(lastDayOf(value.period) <= CLOSED_DATE).toBe(true);
});

test('zeros appear only where they are significant', () => {
  const significant = new Set(
    DATA_ELEMENTS.filter((element) => element.zeroIsSignificant).map((element) => element.id),
  );
  const zeros = values.filter((value) => value.value === '0');
  expect(zeros.length).toBeGreaterThan(0);
  for (const zero of zeros) expect(significant).toContain(zero.dataElement);
});

test('there are comments, values marked for a second look, partners, a future month and values of no data set', () => {
  const share = (test: (value: DataValueBody) => boolean) => values.filter(test).length;
  expect(share((value) => value.comment !== undefined)).toBeGreaterThan(50);
  expect(share((value) => value.followup === true)).toBeGreaterThan(20);
  expect(new Set(values.map((value) => value.attributeOptionCombo)).size).toBe(5);
  expect(share((value) => value.period === FUTURE_MONTH)).toBeGreaterThan(0);
  expect(share((value) => value.dataElement === DATA_ELEMENTS.at(-1)?.id)).toBeGreaterThan(50);
});

test('one report in ten is complete, none of those outside data sets', () => {
  const isOutside = (report: FilledReport) =>
    report.values.every((value) => value.dataElement === DATA_ELEMENTS.at(-1)?.id);
  const inside = reports.filter((report) => !isOutside(report));
  const complete = reports.filter((report) => report.isComplete);
  expect(complete.length).toBeGreaterThanOrEqual(inside.length / 10);
  expect(complete.length).toBeLessThan(inside.length / 10 + 4);
  expect(complete.filter(isOutside)).toEqual([]);
});

test('a complete report holds the value that is compulsory', () => {
  const [element] = DATA_ELEMENTS;
  const monthly = reports.filter((report) => report.isComplete && report.dataSet.key === 'monthly');
  const [first] = optionCombosOf(COMBO.sexAndAge);
  for (const { values: held } of monthly) {
    expect(held).toContainEqual(expect.objectContaining({ dataElement: element?.id, categoryOptionCombo: first }));
  }
});
