import type { Account, Instance, StoredObject } from '../instance.ts';
import { type CompleteDataSetRegistration, registrationKey, registrationsOf } from './complete-registration-store.ts';
import { trimmed } from './data-value-body.ts';
import { defaultCategoryOptionCombo } from './data-value-context.ts';
import { finderOf } from './id-scheme.ts';
import { type ImportOptions, schemeFor } from './import-options.ts';
import { ImportSummary } from './import-summary.ts';
import { comboDateRange, descendantCheck } from './option-combo-rules.ts';
import { captureRoots, isWithin } from './org-unit-tree.ts';
import { dayOfDate, formatDay, type Period, parsePeriod } from './period.ts';
import { embeddedObjects, refId, refIds } from './references.ts';
import { hasAccess } from './sharing.ts';

interface Finders {
  dataSet(identifier: string): StoredObject | undefined;
  orgUnit(identifier: string): StoredObject | undefined;
  combo(identifier: string): StoredObject | undefined;
}

/** A conflict of a registration: the object at fault and the sentence; these have no codes. */
type PlainConflict = readonly [object: string, message: string];
type Resolved = { dataSet: StoredObject; period: Period; orgUnit: StoredObject; combo: StoredObject };

/**
 * Imports completeness registrations (API.md §8.3). Conflicts stand inside a 200; the status is ERROR only when every
 * registration was ignored.
 */
export function importRegistrations(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  body: Readonly<Record<string, unknown>>,
): ImportSummary {
  const summary = new ImportSummary();
  const finders: Finders = {
    dataSet: finderOf(instance, 'dataSets', schemeFor(options, body, 'dataSetIdScheme')),
    orgUnit: finderOf(instance, 'organisationUnits', schemeFor(options, body, 'orgUnitIdScheme')),
    combo: finderOf(instance, 'categoryOptionCombos', schemeFor(options, body, 'attributeOptionComboIdScheme')),
  };
  const entries = embeddedObjects(body.completeDataSetRegistrations);
  for (const entry of entries) {
    const resolved = resolve(instance, account, options, finders, entry);
    if (Array.isArray(resolved)) summary.addPlainConflict(String(resolved[0]), String(resolved[1]));
    else store(instance, account, options, entry, resolved as Resolved, summary);
  }
  const { importCount } = summary;
  importCount.ignored = entries.length - importCount.imported - importCount.updated - importCount.deleted;
  summary.status = importCount.ignored === entries.length ? 'ERROR' : 'SUCCESS';
  summary.description = 'Import process complete.';
  return summary;
}

function resolve(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  finders: Finders,
  entry: Readonly<Record<string, unknown>>,
): Resolved | PlainConflict {
  const text = (name: string): string => trimmed(entry[name]) ?? '';
  const dataSet = finders.dataSet(text('dataSet'));
  if (!dataSet) return [text('dataSet'), 'Data set not found or not accessible'];
  const period = parsePeriod(text('period'));
  if (!period) return [text('period'), 'Period not valid'];
  const orgUnit = finders.orgUnit(text('organisationUnit'));
  if (!orgUnit) return [text('organisationUnit'), 'Organisation unit not found or not accessible'];
  const given = finders.combo(text('attributeOptionCombo'));
  const combo = given ?? (options.flags.requireAttributeOptionCombo ? undefined : defaultCategoryOptionCombo(instance));
  if (!combo) return ['Attribute option combo', 'Attribute option combo is required but is not specified'];
  const resolved = { dataSet, period, orgUnit, combo };
  return complaint(instance, account, options, resolved) ?? resolved;
}

function complaint(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  { dataSet, period, orgUnit, combo }: Resolved,
): PlainConflict | undefined {
  if (!isWithin(instance, orgUnit.id, captureRoots(instance, account))) {
    return [orgUnit.id, `Organisation unit is not in hierarchy of user: ${account.username}`];
  }
  if (options.flags.strictAttributeOptionCombos && refId(combo.categoryCombo) !== refId(dataSet.categoryCombo)) {
    const [own, wanted] = [refId(combo.categoryCombo) ?? '', refId(dataSet.categoryCombo)];
    return [own, `Attribute option combo: ${own} must have category combo: ${wanted}`];
  }
  const range = comboDateRange(instance, combo);
  // Here the combo's dates must hold the whole period, unlike those of a data value.
  if (range && (range.start > period.start || range.end < period.end)) {
    return [orgUnit.id, `Period: ${period.iso} is not within range of attribute option combo: ${combo.id}`];
  }
  if (!descendantCheck(instance, combo, orgUnit.id)) {
    return [orgUnit.id, `Organisation unit: ${orgUnit.id} is not valid for attribute option combo ${combo.id}`];
  }
  if (options.flags.strictPeriods && dataSet.periodType !== period.periodType) {
    return [
      period.iso,
      `Period type of period: ${period.iso} is not equal to the period type of data set: ${dataSet.periodType}`,
    ];
  }
  if (options.flags.strictOrganisationUnits && !refIds(dataSet.organisationUnits).includes(orgUnit.id)) {
    return [dataSet.id, `Data set ${dataSet.id} is not assigned to organisation unit ${orgUnit.id}`];
  }
  if (!hasAccess(instance, account, dataSet, 'writeData')) {
    return ['dataSet', `User has no data write access for data set: ${dataSet.id}`];
  }
  return undefined;
}

function store(
  instance: Instance,
  account: Account,
  { strategy, flags }: ImportOptions,
  entry: Readonly<Record<string, unknown>>,
  { dataSet, period, orgUnit, combo }: Resolved,
  { importCount }: ImportSummary,
): void {
  const registration: CompleteDataSetRegistration = {
    dataSet: dataSet.id,
    period: period.iso,
    organisationUnit: orgUnit.id,
    attributeOptionCombo: combo.id,
    date: trimmed(entry.date)?.slice(0, 10) ?? formatDay(dayOfDate(instance.now())),
    ...(trimmed(entry.date) === undefined ? { moment: instance.now().getTime() } : {}),
    storedBy: trimmed(entry.storedBy) ?? account.username,
    lastUpdatedBy: trimmed(entry.lastUpdatedBy) ?? account.username,
    completed: entry.completed !== false && entry.completed !== 'false',
  };
  const registrations = registrationsOf(instance);
  const key = registrationKey(registration);
  const exists = registrations.has(key);
  const isWritten = exists ? strategy === 'CREATE_AND_UPDATE' || strategy === 'UPDATE' : strategy.startsWith('CREATE');
  if (exists && strategy === 'DELETE') {
    importCount.deleted++;
    if (!flags.dryRun) registrations.delete(key);
  } else if (isWritten) {
    if (exists) importCount.updated++;
    else importCount.imported++;
    if (!flags.dryRun) registrations.set(key, registration);
  }
}
