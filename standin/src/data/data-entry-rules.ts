import type { StoredObject } from '../instance.ts';
import { isApproved } from './approval-store.ts';
import { dataElementsOf } from './data-set-index.ts';
import { isInputPeriodOpen } from './data-value-checks.ts';
import { type ImportContext, optionSetOf, type ResolvedValue } from './data-value-context.ts';
import { hasLockException } from './lock-exceptions.ts';
import { descendantCheck } from './option-combo-rules.ts';
import { dayOfDate, latestOpenPeriod, type Period } from './period.ts';
import { embeddedObjects, refId, textOf } from './references.ts';
import { hasAccess, isSuperuser } from './sharing.ts';
import { normalizeBoolean, valueError } from './value-type.ts';

/** A value of a group with everything it names looked up. */
export interface DataEntryValue {
  readonly index: number;
  readonly value: ResolvedValue;
  readonly isDeleted: boolean;
}

/** What turns down a whole group of values in 2.43. */
export class GroupError extends Error {
  readonly errorCode: string;
  readonly args: readonly unknown[];

  constructor(errorCode: string, args: readonly unknown[]) {
    super(errorCode);
    this.errorCode = errorCode;
    this.args = args;
  }
}

const listed = (ids: Iterable<string>): string => `[${[...new Set(ids)].join(', ')}]`;

type Rule = (
  context: ImportContext,
  dataSet: StoredObject,
  values: readonly DataEntryValue[],
) => GroupError | undefined;

/** Makes a rule: what is wrong with each value, told with all offenders at once. */
function rule(
  errorCode: string,
  offender: (context: ImportContext, dataSet: StoredObject, value: ResolvedValue) => string | undefined,
): Rule {
  return (context, dataSet, values) => {
    const wrong = values.flatMap(({ value }) => offender(context, dataSet, value) ?? []);
    return wrong.length > 0 ? new GroupError(errorCode, [dataSet.id, listed(wrong)]) : undefined;
  };
}

const mayEnter: Rule = ({ instance, account, ...context }, dataSet, values) => {
  if (isSuperuser(account)) return undefined;
  if (!hasAccess(instance, account, dataSet, 'writeData')) return new GroupError('E8010', [dataSet.id]);
  const hidden = values.flatMap(({ value }) => value.orgUnit?.id ?? []).filter((uid) => !context.isInHierarchy(uid));
  return hidden.length > 0 ? new GroupError('E8011', [listed(hidden)]) : undefined;
};

const elementsOfSet = rule('E8020', (_context, dataSet, { dataElement }) =>
  dataElement && dataElementsOf(dataSet).includes(dataElement.id) ? undefined : dataElement?.id,
);
const unitsOfSet = rule('E8022', ({ dataSets }, dataSet, { orgUnit }) =>
  orgUnit && dataSets.isAssigned(dataSet, orgUnit.id) ? undefined : orgUnit?.id,
);
const periodsOfSet = rule('E8021', (_context, dataSet, { period }) =>
  period?.periodType === dataSet.periodType ? undefined : period?.iso,
);
const attributeCombosOfSet = rule('E8023', (_context, dataSet, { attributeOptionCombo: combo }) =>
  refId(combo?.categoryCombo) === refId(dataSet.categoryCombo) ? undefined : combo?.id,
);

const optionCombosOfElement: Rule = ({ dataSets }, dataSet, values) => {
  for (const { value } of values) {
    const { dataElement, categoryOptionCombo: combo } = value;
    if (!dataElement || !combo) continue;
    if (refId(combo.categoryCombo) === dataSets.categoryComboOf(dataSet, dataElement)) continue;
    return new GroupError('E8024', [dataSet.id, dataElement.id, listed([combo.id])]);
  }
  return undefined;
};

const unitsOfCombo: Rule = ({ instance }, _dataSet, values) => {
  for (const { value } of values) {
    const { orgUnit, attributeOptionCombo: combo } = value;
    if (orgUnit && combo && !descendantCheck(instance, combo, orgUnit.id)) {
      return new GroupError('E8025', [combo.id, listed([orgUnit.id])]);
    }
  }
  return undefined;
};

const unitsOpen: Rule = (_context, _dataSet, values) => {
  for (const { value } of values) {
    const { orgUnit, period } = value;
    const [opening, closing] = [textOf(orgUnit, 'openingDate'), textOf(orgUnit, 'closedDate')];
    const start = period?.start ?? 0;
    const isClosed = closing !== undefined && dayOfDate(new Date(closing)) < start;
    if (isClosed || (opening !== undefined && dayOfDate(new Date(opening)) > start)) {
      return new GroupError('E8031', [orgUnit?.id, listed([period?.iso ?? ''])]);
    }
  }
  return undefined;
};

const timely: Rule = (context, dataSet, values) => {
  if (context.isForced) return undefined;
  const late = values.filter(({ value }) => value.period && !isTimely(context, dataSet, value, value.period));
  if (late.length > 0) {
    return new GroupError('E8030', [dataSet.id, listed(late.flatMap(({ value }) => value.period?.iso ?? []))]);
  }
  return approvedAlready(context, dataSet, values);
};

function isTimely(context: ImportContext, dataSet: StoredObject, value: ResolvedValue, period: Period): boolean {
  if (embeddedObjects(dataSet.dataInputPeriods).length > 0) return isInputPeriodOpen(dataSet, period, context.today);
  const { authorities } = context.account;
  if (authorities.has('ALL') || authorities.has('F_EDIT_EXPIRED')) return true;
  const expiryDays = Number(dataSet.expiryDays ?? 0);
  const isExempt = hasLockException(context.instance, dataSet.id, period.iso, value.orgUnit?.id ?? '');
  if (expiryDays > 0 && !isExempt && context.today > period.end + expiryDays) return false;
  const latest = latestOpenPeriod(period.periodType, Number(dataSet.openFuturePeriods ?? 0), context.today);
  return !latest || period.start <= latest.end;
}

function approvedAlready(
  { instance }: ImportContext,
  dataSet: StoredObject,
  values: readonly DataEntryValue[],
): GroupError | undefined {
  const workflow = refId(dataSet.workflow);
  if (workflow === undefined) return undefined;
  for (const { value } of values) {
    const [combo, unit, iso] = [value.attributeOptionCombo?.id ?? '', value.orgUnit?.id ?? '', value.period?.iso ?? ''];
    if (isApproved(instance, workflow, iso, unit, combo)) return new GroupError('E8033', [combo, unit, listed([iso])]);
  }
  return undefined;
}

const keysOnce: Rule = (_context, _dataSet, values) => {
  const seen = new Map<string, number>();
  for (const { index, value } of values) {
    const { dataElement, orgUnit, categoryOptionCombo, attributeOptionCombo, period } = value;
    const parts = [dataElement?.id, orgUnit?.id, categoryOptionCombo?.id, attributeOptionCombo?.id, period?.iso];
    const first = seen.get(parts.join(' '));
    if (first !== undefined) return new GroupError('E8128', [listed([String(first), String(index)]), parts.join('-')]);
    seen.set(parts.join(' '), index);
  }
  return undefined;
};

const RULES: readonly Rule[] = [
  mayEnter,
  elementsOfSet,
  unitsOfSet,
  periodsOfSet,
  attributeCombosOfSet,
  optionCombosOfElement,
  unitsOfCombo,
  unitsOpen,
  timely,
  keysOnce,
];

/** The first rule that a group of values breaks, in 2.43's order. */
export function groupErrorOf(
  context: ImportContext,
  dataSet: StoredObject,
  values: readonly DataEntryValue[],
): GroupError | undefined {
  for (const check of RULES) {
    const error = check(context, dataSet, values);
    if (error) return error;
  }
  return undefined;
}

/** What is wrong with one value as such; the rest of its group is stored. */
export function valueErrorOf(
  context: ImportContext,
  { index, value, isDeleted }: DataEntryValue,
): GroupError | undefined {
  if (isDeleted) return undefined;
  const valueType = textOf(value.dataElement, 'valueType') ?? 'TEXT';
  const text = normalizeBoolean(value.entry.value ?? '', valueType);
  if (text === '') return new GroupError('E8120', [index]);
  const error = valueError(text, valueType);
  if (error !== undefined) return new GroupError('E8122', [index, text, valueType, error]);
  const optionSet = value.dataElement && optionSetOf(value.dataElement);
  const codes = valueType === 'MULTI_TEXT' ? text.split(',') : [text];
  const unknown = optionSet === undefined ? undefined : codes.find((code) => !context.hasOption(optionSet, code));
  if (unknown !== undefined) return new GroupError('E8123', [index, unknown, value.dataElement?.id]);
  return (value.entry.comment?.length ?? 0) > 5000 ? new GroupError('E8125', [index, 5000]) : undefined;
}
