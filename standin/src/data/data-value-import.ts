import { fileResourcesOf } from '../files/file-resource-store.ts';
import type { Account, Instance, StoredObject } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import { markComplete } from './complete-registration-store.ts';
import { type DataValueSetBody, readEntry } from './data-value-body.ts';
import { checkValue } from './data-value-checks.ts';
import { createImportContext, type ImportContext, type ResolvedValue } from './data-value-context.ts';
import { type DataValueContent, type DataValueKey, type DataValueStore, dataValuesOf } from './data-value-store.ts';
import { assignFile, releaseFile } from './file-assignment.ts';
import type { ImportOptions } from './import-options.ts';
import { ImportSummary } from './import-summary.ts';
import { formatDay } from './period.ts';
import { textOf } from './references.ts';
import { hasAccess } from './sharing.ts';
import { isFileType, isNumericType, normalizeBoolean } from './value-type.ts';

/**
 * Imports a data value set by the rules of releases up to 2.42 (API.md §8.2, DefaultDataValueSetService): value by
 * value, a bad one is left out and the others stay.
 */
export function importDataValueSet(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  body: DataValueSetBody,
): ImportSummary {
  const context = createImportContext(instance, account, options, body.header);
  const summary = new ImportSummary();
  if (isRefused(context, body.header, summary)) {
    summary.status = 'ERROR';
    summary.description = 'Import process was aborted';
    return summary;
  }
  summary.dataSetComplete = completeDataSet(context, body.header);
  if (collides(context, body)) {
    // Seen on 2.40.1, and on 2.41.5.1 and 2.42.4.1.
    if (instance.minor <= 40) throw new WebMessageError(500, "You can't operate on a closed Statement!!!");
    return failed('Failed to flush BatchHandler');
  }
  const broken = firstWithoutFile(context, body);
  // Up to 2.40 the value at which the import fails is stored, and those before it; later none is (recorded: files).
  const stored = broken === undefined ? body.values : body.values.slice(0, instance.minor <= 40 ? broken + 1 : 0);
  for (const [index, raw] of stored.entries()) {
    const value = context.resolve(readEntry(raw, instance.minor));
    const conflicts = checkValue(value, context);
    if (conflicts.length === 0) {
      store(context, value, index, summary);
      continue;
    }
    summary.importCount.ignored++;
    summary.reject(index);
    for (const [errorCode, ...args] of conflicts) summary.addConflict(errorCode, args, index);
  }
  if (broken !== undefined) return failed(withoutFile);
  summary.status = summary.hasConflicts ? 'WARNING' : 'SUCCESS';
  summary.description = 'Import process completed successfully';
  return summary;
}

/** The place of the first value whose file is not there: the whole import breaks on it, without a code (recorded: files). */
function firstWithoutFile(context: ImportContext, { values }: DataValueSetBody): number | undefined {
  const { instance, strategy, isDryRun } = context;
  if (strategy === 'DELETE' || isDryRun) return undefined;
  const at = values.findIndex((raw) => {
    const { entry, dataElement } = context.resolve(readEntry(raw, instance.minor));
    return (
      isFileType(dataElement?.valueType) && Boolean(entry.value) && !fileResourcesOf(instance).has(entry.value ?? '')
    );
  });
  return at < 0 ? undefined : at;
}

const withoutFile = 'Cannot invoke "org.hisp.dhis.fileresource.FileResource.setAssigned(boolean)" because "fr" is null';

function failed(why: string): ImportSummary {
  const summary = new ImportSummary();
  summary.status = 'ERROR';
  summary.description = `The import process failed: ${why}`;
  return summary;
}

/** Whether a value that is not looked for (`skipExistingCheck`) has a row, be it one that was deleted: then the insert fails. */
function collides(context: ImportContext, { values }: DataValueSetBody): boolean {
  const { instance, options, strategy, isDryRun } = context;
  if (!options.flags.skipExistingCheck || isDryRun || strategy === 'DELETE' || strategy === 'UPDATE') return false;
  const rows = dataValuesOf(instance);
  return values.some((raw) => {
    const value = context.resolve(readEntry(raw, instance.minor));
    return checkValue(value, context).length === 0 && rows.find(keyOf(rows, value)) >= 0;
  });
}

/** Whether what the body says for all its values is wrong; then nothing of it is imported. */
function isRefused(context: ImportContext, header: Readonly<Record<string, unknown>>, summary: ImportSummary): boolean {
  const given = (name: string): string | undefined => textOf(header, name)?.trim() || undefined;
  const { instance, account, dataSet } = context;
  const [setName, unitName, comboName] = [given('dataSet'), given('orgUnit'), given('attributeOptionCombo')];
  if (setName !== undefined && !dataSet) summary.addConflict('E7600', [setName]);
  if (dataSet && !hasAccess(instance, account, dataSet, 'writeData')) summary.addConflict('E7601', [dataSet.id]);
  const probe = context.resolve(readEntry({}, instance.minor));
  if (unitName !== undefined && !probe.orgUnit) summary.addConflict('E7603', [unitName, setName ?? 'null']);
  if (comboName !== undefined && !probe.attributeOptionCombo) {
    summary.addConflict('E7604', [comboName, setName ?? 'null']);
  }
  return summary.hasConflicts;
}

/** Registers completeness when the body has `completeDate`. @returns what the summary says of it. */
function completeDataSet(context: ImportContext, header: Readonly<Record<string, unknown>>): string {
  const date = textOf(header, 'completeDate');
  const { dataSet, defaultCombo, isDryRun, today } = context;
  const { period, orgUnit } = context.resolve(readEntry({}, context.instance.minor));
  if (!date || date === 'false' || !dataSet || !period || !orgUnit || !defaultCombo) return 'false';
  const day = date === 'true' ? formatDay(today) : date.slice(0, 10);
  if (!isDryRun) {
    markComplete(context.instance, {
      dataSet: dataSet.id,
      period: period.iso,
      organisationUnit: orgUnit.id,
      attributeOptionCombo: defaultCombo.id,
      date: day,
      storedBy: context.account.username,
      lastUpdatedBy: context.account.username,
      completed: true,
    });
  }
  return day;
}

/** The interned key of a value whose references all exist. */
export function keyOf(store: DataValueStore, value: ResolvedValue): DataValueKey {
  const { ids } = store;
  return {
    dataElement: ids.of(value.dataElement?.id ?? ''),
    period: ids.of(value.period?.iso ?? ''),
    orgUnit: ids.of(value.orgUnit?.id ?? ''),
    categoryOptionCombo: ids.of(value.categoryOptionCombo?.id ?? ''),
    attributeOptionCombo: ids.of(value.attributeOptionCombo?.id ?? ''),
  };
}

function store(context: ImportContext, value: ResolvedValue, index: number, summary: ImportSummary): void {
  const values = dataValuesOf(context.instance);
  const key = keyOf(values, value);
  const row = values.find(key);
  const existing = row >= 0 ? values.read(row) : undefined;
  const { strategy } = context;
  const isZero = isInsignificantZero(value.entry.value, value.dataElement);
  // Such a zero is passed over without being counted anywhere (recorded: dv-import).
  if (isZero && (!existing || strategy === 'CREATE')) return;
  const content = contentOf(context, value, existing);
  const write = { context, value, key, row, content, summary, values };
  const isThere = existing !== undefined && !existing.isDeleted;
  if (isThere && strategy === 'DELETE') remove(write, existing);
  else if (isThere && strategy !== 'CREATE') update(write, existing, isZero);
  else if (!isThere && strategy !== 'DELETE' && strategy !== 'UPDATE') create(write);
  else {
    summary.importCount.ignored++;
    summary.reject(index);
  }
}

interface Write {
  readonly context: ImportContext;
  readonly value: ResolvedValue;
  readonly values: DataValueStore;
  readonly key: DataValueKey;
  readonly row: number;
  readonly content: DataValueContent;
  readonly summary: ImportSummary;
}

const isNull = (content: DataValueContent): boolean => content.value === '' && content.comment === undefined;

function create({ context, value, values, key, row, content, summary }: Write): void {
  if (isNull(content)) {
    summary.importCount.ignored++;
    return;
  }
  summary.importCount.imported++;
  if (context.isDryRun) return;
  if (row >= 0) values.write(row, content);
  else values.add(key, content);
  if (isFileType(value.dataElement?.valueType)) assignFile(context.instance, content.value);
}

function update(
  { context, value, values, row, content, summary }: Write,
  existing: DataValueContent,
  isZero: boolean,
): void {
  const isDeleted = isNull(content) || content.isDeleted || isZero;
  const isSame =
    !isDeleted &&
    existing.value === content.value &&
    existing.comment === content.comment &&
    existing.followup === content.followup;
  // Unchanged: 2.40.1 counts it as updated, 2.41.5 and 2.42.4 as ignored; neither writes it.
  if (isDeleted) summary.importCount.deleted++;
  else if (isSame && context.instance.minor >= 41) summary.importCount.ignored++;
  else summary.importCount.updated++;
  if (isSame || context.isDryRun) return;
  values.write(row, { ...content, isDeleted });
  if (!isFileType(value.dataElement?.valueType)) return;
  if (isDeleted || existing.value !== content.value) releaseFile(context.instance, existing.value);
  if (!isDeleted) assignFile(context.instance, content.value);
}

function remove({ context, value, values, row, content, summary }: Write, existing: DataValueContent): void {
  summary.importCount.deleted++;
  if (context.isDryRun) return;
  values.write(row, { ...content, value: content.value || existing.value, isDeleted: true });
  if (isFileType(value.dataElement?.valueType)) releaseFile(context.instance, existing.value);
}

/** What will be stored: up to 2.40 the body's own dates count, later the moment of the import (API.md §8.2). */
function contentOf(
  context: ImportContext,
  { entry, dataElement }: ResolvedValue,
  existing: DataValueContent | undefined,
): DataValueContent {
  const keepsDates = context.instance.minor <= 40;
  const momentOf = (text: string | undefined): number => (keepsDates && text ? parseMoment(text) : context.now);
  return {
    value: normalizeBoolean(entry.value ?? '', textOf(dataElement, 'valueType') ?? 'TEXT'),
    storedBy: entry.storedBy ?? context.account.username,
    created: existing?.created ?? momentOf(entry.created),
    lastUpdated: momentOf(entry.lastUpdated),
    comment: entry.comment,
    followup: entry.followup,
    isDeleted: entry.isDeleted,
  };
}

function parseMoment(text: string): number {
  const moment = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(moment) ? Date.now() : moment;
}

/** Whether a value is a zero that its data element does not keep (`zeroIsSignificant`). */
export function isInsignificantZero(value: string | undefined, dataElement: StoredObject | undefined): boolean {
  if (!dataElement || value === undefined || !/^0(\.0*)?$/.test(value)) return false;
  const { aggregationType, zeroIsSignificant, valueType } = dataElement;
  if (zeroIsSignificant === true || !isNumericType(String(valueType))) return false;
  return aggregationType !== 'AVERAGE' && aggregationType !== 'AVERAGE_SUM_ORG_UNIT';
}
