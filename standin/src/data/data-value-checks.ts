import type { StoredObject } from '../instance.ts';
import { isApproved } from './approval-store.ts';
import { dataElementsOf } from './data-set-index.ts';
import { type ImportContext, optionSetOf, type ResolvedValue } from './data-value-context.ts';
import { dataValuesOf } from './data-value-store.ts';
import { hasLockException } from './lock-exceptions.ts';
import { comboDateRange, descendantCheck, optionsOfCombo } from './option-combo-rules.ts';
import { dayOfDate, latestOpenPeriod, type Period, parsePeriod } from './period.ts';
import { embeddedObjects, refId, textOf } from './references.ts';
import { hasAccess } from './sharing.ts';
import { isFileType, normalizeBoolean, valueError } from './value-type.ts';

/** A conflict that a check found: its code and the arguments of its message. */
export type Conflict = readonly [errorCode: string, ...args: string[]];
type Check = (value: ResolvedValue, context: ImportContext) => readonly Conflict[];

const NONE: readonly Conflict[] = [];
const one = (...conflict: Conflict): readonly Conflict[] => [conflict];
const named = (text: string | undefined): string => text ?? 'null';

const dataElementExists: Check = ({ dataElement, entry }) =>
  dataElement ? NONE : one('E7610', named(entry.dataElement));
const periodExists: Check = ({ period, entry }) => (period ? NONE : one('E7611', named(entry.period)));
const orgUnitExists: Check = ({ orgUnit, entry }) => (orgUnit ? NONE : one('E7612', named(entry.orgUnit)));

const optionComboUsable: Check = ({ categoryOptionCombo: combo, entry }, context) => {
  if (!combo) return entry.categoryOptionCombo === undefined ? NONE : one('E7613', entry.categoryOptionCombo);
  return unwritableOptions(context, combo).map((option) => ['E7614', named(entry.categoryOptionCombo), option]);
};
const attributeComboUsable: Check = ({ attributeOptionCombo: combo, entry }, context) => {
  if (!combo) return entry.attributeOptionCombo === undefined ? NONE : one('E7615', entry.attributeOptionCombo);
  return unwritableOptions(context, combo).map((option) => ['E7616', named(entry.attributeOptionCombo), option]);
};

function unwritableOptions({ instance, account }: ImportContext, combo: StoredObject): string[] {
  return optionsOfCombo(instance, combo)
    .filter((option) => !hasAccess(instance, account, option, 'writeData'))
    .map((option) => option.id);
}

const orgUnitInHierarchy: Check = ({ orgUnit, entry }, context) =>
  orgUnit && context.isInHierarchy(orgUnit.id) ? NONE : one('E7617', named(entry.orgUnit), context.account.uid);

const valueDefined: Check = ({ entry }, { strategy }) => {
  const isNull = entry.value === undefined && entry.comment === undefined;
  return isNull && !entry.isDeleted && strategy !== 'DELETE' ? one('E7618', named(entry.dataElement)) : NONE;
};

const valueValid: Check = ({ dataElement, entry }) => {
  const valueType = textOf(dataElement, 'valueType') ?? 'TEXT';
  if (valueType === 'MULTI_TEXT' && !refId(dataElement?.optionSet)) {
    return one('E7619', named(entry.dataElement), 'data_element_lacks_option_set');
  }
  const error = valueError(normalizeBoolean(entry.value ?? '', valueType), valueType);
  return error === undefined ? NONE : one('E7619', named(entry.dataElement), error);
};

const commentValid: Check = ({ entry }) =>
  (entry.comment?.length ?? 0) > 50_000 ? one('E7620', 'comment_length_greater_than_max_length') : NONE;

const optionExists: Check = ({ dataElement, entry }, context) => {
  const optionSet = dataElement && optionSetOf(dataElement);
  if (!optionSet || entry.value === undefined) return NONE;
  const codes = dataElement.valueType === 'MULTI_TEXT' ? entry.value.split(',') : [entry.value];
  return codes.every((code) => context.hasOption(optionSet, code)) ? NONE : one('E7621', named(entry.dataElement));
};

const optionComboGiven: Check = (value, context) => {
  if (value.categoryOptionCombo) return NONE;
  if (context.flag('requireCategoryOptionCombo')) return one('E7630');
  value.categoryOptionCombo = context.defaultCombo;
  return NONE;
};
const attributeComboGiven: Check = (value, context) => {
  if (value.attributeOptionCombo) return NONE;
  if (context.flag('requireAttributeOptionCombo')) return one('E7631');
  value.attributeOptionCombo = context.defaultCombo;
  return NONE;
};

const periodTypeFits: Check = ({ dataElement, period, entry }, context) => {
  if (!context.flag('strictPeriods') || !dataElement) return NONE;
  const fits = context.dataSets.ofElement(dataElement.id).some((set) => set.periodType === period?.periodType);
  return fits ? NONE : one('E7632', named(entry.period), named(entry.dataElement));
};

const dataElementInDataSet: Check = ({ dataElement, entry }, context) => {
  if (!context.flag('strictDataElements') || !dataElement) return NONE;
  const targets = context.dataSet ? [context.dataSet] : context.dataSets.ofElement(dataElement.id);
  if (targets.some((set) => dataElementsOf(set).includes(dataElement.id))) return NONE;
  return one('E7633', named(entry.dataElement), targets.map((set) => set.id).join(','));
};

const optionComboFits: Check = ({ dataElement, categoryOptionCombo, entry }, context) => {
  if (!context.flag('strictCategoryOptionCombos') || !dataElement) return NONE;
  const combo = refId(categoryOptionCombo?.categoryCombo);
  const sets = context.dataSets.ofElement(dataElement.id);
  const allowed = [
    refId(dataElement.categoryCombo),
    ...sets.map((set) => context.dataSets.categoryComboOf(set, dataElement)),
  ];
  return allowed.includes(combo) ? NONE : one('E7634', named(entry.categoryOptionCombo), named(entry.dataElement));
};

const attributeComboFits: Check = ({ dataElement, attributeOptionCombo, entry }, context) => {
  if (!context.flag('strictAttributeOptionCombos') || !dataElement) return NONE;
  const combo = refId(attributeOptionCombo?.categoryCombo);
  const fits = context.dataSets.ofElement(dataElement.id).some((set) => refId(set.categoryCombo) === combo);
  return fits ? NONE : one('E7635', named(entry.attributeOptionCombo), named(entry.dataElement));
};

const orgUnitAssigned: Check = ({ dataElement, orgUnit, entry }, context) => {
  if (!context.flag('strictOrganisationUnits') || !dataElement || !orgUnit) return NONE;
  const fits = context.dataSets.ofElement(dataElement.id).some((set) => context.dataSets.isAssigned(set, orgUnit.id));
  return fits ? NONE : one('E7636', named(entry.orgUnit), named(entry.dataElement));
};

const storedByValid: Check = ({ entry }) =>
  (entry.storedBy?.length ?? 0) > 255 ? one('E7637', 'stored_by_length_greater_than_max_length') : NONE;

const periodWithinComboRange: Check = ({ attributeOptionCombo, period, entry }, { instance }) => {
  const range = attributeOptionCombo && comboDateRange(instance, attributeOptionCombo);
  if (!range || !period || (range.start <= period.end && range.end >= period.start)) return NONE;
  return one('E7638', named(entry.period), named(entry.attributeOptionCombo));
};

const orgUnitValidForCombo: Check = ({ attributeOptionCombo, orgUnit, entry }, { instance }) => {
  if (!attributeOptionCombo || !orgUnit || descendantCheck(instance, attributeOptionCombo, orgUnit.id)) return NONE;
  return one('E7639', named(entry.orgUnit), named(entry.attributeOptionCombo));
};

/** Asks every data set of the value; unless strict, one set without complaint is enough. */
function askDataSets(
  value: ResolvedValue,
  context: ImportContext,
  isStrict: boolean,
  ask: (dataSet: StoredObject, period: Period) => Conflict | undefined,
): readonly Conflict[] {
  const { period, dataElement } = value;
  if (context.isForced || !period || !dataElement) return NONE;
  const dataSets = context.dataSet ? [context.dataSet] : context.dataSets.ofElement(dataElement.id);
  const conflicts: Conflict[] = [];
  for (const dataSet of dataSets) {
    const conflict = ask(dataSet, period);
    if (conflict) conflicts.push(conflict);
    else if (!isStrict) return NONE;
  }
  return conflicts;
}

const notLocked: Check = (value, context) =>
  askDataSets(value, context, context.flag('strictDataSetLocking'), (dataSet, period) => {
    const expiryDays = Number(dataSet.expiryDays ?? 0);
    const { authorities } = context.account;
    if (expiryDays <= 0 || authorities.has('ALL') || authorities.has('F_EDIT_EXPIRED')) return undefined;
    if (context.today <= period.end + expiryDays) return undefined;
    if (hasLockException(context.instance, dataSet.id, period.iso, value.orgUnit?.id ?? '')) return undefined;
    return ['E7640', named(value.entry.period ?? period.iso), dataSet.id];
  });

const notInTheFuture: Check = (value, context) =>
  askDataSets(value, context, true, (dataSet, period) => {
    const type = textOf(dataSet, 'periodType') ?? '';
    const latest = latestOpenPeriod(type, Number(dataSet.openFuturePeriods ?? 0), context.today);
    if (!latest || period.start <= latest.end) return undefined;
    return ['E7641', named(value.entry.period ?? period.iso), named(value.entry.dataElement), dataSet.id, latest.iso];
  });

const notApproved: Check = (value, context) =>
  askDataSets(value, context, context.flag('strictDataSetApproval'), (dataSet, period) => {
    const workflow = refId(dataSet.workflow);
    const { orgUnit, attributeOptionCombo, entry } = value;
    if (!workflow || !orgUnit || !attributeOptionCombo) return undefined;
    if (!isApproved(context.instance, workflow, period.iso, orgUnit.id, attributeOptionCombo.id)) return undefined;
    return ['E7642', named(entry.orgUnit), named(entry.period), named(entry.attributeOptionCombo), dataSet.id];
  });

const inputPeriodOpen: Check = (value, context) =>
  askDataSets(value, context, context.flag('strictDataSetInputPeriods'), (dataSet, period) =>
    isInputPeriodOpen(dataSet, period, context.today)
      ? undefined
      : ['E7643', named(value.entry.period ?? period.iso), dataSet.id],
  );

/** Whether a data set with input periods takes a period today; one without takes every period. */
export function isInputPeriodOpen(dataSet: StoredObject, period: Period, today: number): boolean {
  const inputs = embeddedObjects(dataSet.dataInputPeriods);
  if (inputs.length === 0) return true;
  return inputs.some((input) => {
    if (parsePeriod(refId(input.period) ?? '')?.iso !== period.iso) return false;
    const opening = textOf(input, 'openingDate');
    const closing = textOf(input, 'closingDate');
    const isAfter = opening === undefined || dayOfDate(new Date(opening)) <= today;
    return isAfter && (closing === undefined || today <= dayOfDate(new Date(closing)));
  });
}

const fileExists: Check = (value, context) => {
  const { dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo, entry } = value;
  if (context.strategy !== 'DELETE' || !isFileType(dataElement?.valueType)) return NONE;
  const store = dataValuesOf(context.instance);
  const id = (uid: string | undefined): number => store.ids.of(uid ?? '');
  const row = store.find({
    dataElement: id(dataElement?.id),
    period: id(period?.iso),
    orgUnit: id(orgUnit?.id),
    categoryOptionCombo: id(categoryOptionCombo?.id),
    attributeOptionCombo: id(attributeOptionCombo?.id),
  });
  return row >= 0 ? NONE : one('E7645', named(entry.dataElement));
};

/** Every check of a value, in DHIS2's order (DataValueSetImportValidator); the first that complains ends the rest. */
const CHECKS: readonly Check[] = [
  dataElementExists,
  periodExists,
  orgUnitExists,
  optionComboUsable,
  attributeComboUsable,
  orgUnitInHierarchy,
  valueDefined,
  valueValid,
  commentValid,
  optionExists,
  optionComboGiven,
  attributeComboGiven,
  periodTypeFits,
  dataElementInDataSet,
  optionComboFits,
  attributeComboFits,
  orgUnitAssigned,
  storedByValid,
  periodWithinComboRange,
  orgUnitValidForCombo,
  notLocked,
  notInTheFuture,
  notApproved,
  inputPeriodOpen,
  fileExists,
];

/** What is wrong with a value up to 2.42; nothing when it may be stored. */
export function checkValue(value: ResolvedValue, context: ImportContext): readonly Conflict[] {
  for (const check of CHECKS) {
    const conflicts = check(value, context);
    if (conflicts.length > 0) return conflicts;
  }
  return NONE;
}
