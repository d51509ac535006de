import type { Account, Instance, StoredObject } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import { DATA_ENTRY_MESSAGES } from './data-entry-messages.ts';
import { type DataEntryValue, GroupError, groupErrorOf, valueErrorOf } from './data-entry-rules.ts';
import { type DataValueEntry, type DataValueSetBody, readEntry } from './data-value-body.ts';
import { createImportContext, type ImportContext, type ResolvedValue } from './data-value-context.ts';
import { keyOf } from './data-value-import.ts';
import { dataValuesOf } from './data-value-store.ts';
import { fillMessage } from './error-codes.ts';
import { assignFile } from './file-assignment.ts';
import type { ImportOptions } from './import-options.ts';
import { ImportSummary } from './import-summary.ts';
import { textOf } from './references.ts';
import { isFileType } from './value-type.ts';

/**
 * Imports a data value set by the rules of 2.43 (2.43-observed.md, API.md §8.2, DefaultDataEntryService): the values of
 * one data set stand or fall together where their keys are concerned; only what is wrong with a value itself leaves
 * that value out alone. Every written value counts as updated.
 * @param autoGroups the setting `dataEntryAutoGroup`: split a body without data set by itself.
 */
export function importDataEntry(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  body: DataValueSetBody,
  autoGroups: boolean,
): ImportSummary {
  const summary = new ImportSummary();
  summary.dataSetComplete = 'false';
  const context = createImportContext(instance, account, options, body.header);
  try {
    const values = decode(context, body);
    for (const group of groupsOf(context, body.header, values, autoGroups)) importGroup(context, group, summary);
  } catch (error) {
    if (!(error instanceof GroupError)) throw error;
    addError(summary, error.errorCode, error.args, -1);
    summary.status = 'ERROR';
  }
  return summary;
}

interface Group {
  readonly dataSet: StoredObject | undefined;
  readonly values: readonly DataEntryValue[];
}

/** Looks up everything the values name; an unknown name of a scheme, or none at all, fails the whole request. */
function decode(context: ImportContext, { header, values }: DataValueSetBody): DataEntryValue[] {
  if (values.some((raw) => isMalformedPeriod(context, readEntry(raw, context.instance.minor)))) throw noGroup();
  const setName = textOf(header, 'dataSet');
  if (setName !== undefined && !context.dataSet) throw new GroupError('E8005', [setName]);
  return values.map((raw, index) => {
    const entry = readEntry(raw, context.instance.minor);
    const value = context.resolve(entry);
    const missing = missingReference(value, entry, index);
    if (missing) throw missing;
    value.categoryOptionCombo ??= context.defaultCombo;
    value.attributeOptionCombo ??= context.defaultCombo;
    return { index, value, isDeleted: entry.isDeleted || context.strategy === 'DELETE' };
  });
}

function isMalformedPeriod(context: ImportContext, entry: DataValueEntry): boolean {
  return entry.period !== undefined && !context.resolve(entry).period;
}

/** A malformed period is not caught by 2.43, and one among many fails the whole request (recorded: dv-conflicts). */
function noGroup(): WebMessageError {
  const call = 'org.hisp.dhis.datavalue.DataEntryGroup.deletion()';
  return new WebMessageError(500, `Cannot invoke "${call}" because "group" is null`);
}

function missingReference(value: ResolvedValue, entry: DataValueEntry, index: number): Error | undefined {
  if (!value.period) {
    return new GroupError('E8100', [index, JSON.stringify(entry)]);
  }
  const named = (name: keyof DataValueEntry): unknown => entry[name] ?? 'null';
  if (!value.dataElement) return new GroupError(entry.dataElement ? 'E8103' : 'E8102', [index, named('dataElement')]);
  if (!value.orgUnit) return new GroupError(entry.orgUnit ? 'E8107' : 'E8105', [index, named('orgUnit')]);
  if (!value.categoryOptionCombo && entry.categoryOptionCombo) {
    return new GroupError('E8108', [index, entry.categoryOptionCombo]);
  }
  if (!value.attributeOptionCombo && entry.attributeOptionCombo) {
    return new GroupError('E8110', [index, entry.attributeOptionCombo]);
  }
  return undefined;
}

function groupsOf(
  context: ImportContext,
  header: Readonly<Record<string, unknown>>,
  values: readonly DataEntryValue[],
  autoGroups: boolean,
): Group[] {
  if (header.dataSet !== undefined || !autoGroups) return [{ dataSet: context.dataSet, values }];
  const groups = new Map<StoredObject, DataEntryValue[]>();
  const homeless = new Set<string>();
  for (const entry of values) {
    const element = entry.value.dataElement?.id ?? '';
    const [dataSet] = context.dataSets.ofElement(element);
    if (dataSet) groups.set(dataSet, [...(groups.get(dataSet) ?? []), entry]);
    else homeless.add(element);
  }
  if (homeless.size > 0) throw new GroupError('E8003', [`[${[...homeless].join(', ')}]`]);
  return [...groups].map(([dataSet, ofSet]) => ({ dataSet, values: ofSet }));
}

/** The one data set that all elements of a body without data set belong to (API.md §8.2). */
function onlyDataSet(context: ImportContext, values: readonly DataEntryValue[]): StoredObject {
  const elements = new Set(values.map(({ value }) => value.dataElement?.id ?? ''));
  const sets = new Set([...elements].flatMap((element) => context.dataSets.ofElement(element)));
  const [first] = sets;
  if (!first) throw new GroupError('E8003', [`[${[...elements].join(', ')}]`]);
  if (sets.size > 1) throw new GroupError('E8002', [`[${[...sets].map((set) => set.id).join(', ')}]`]);
  return first;
}

function importGroup(context: ImportContext, group: Group, summary: ImportSummary): void {
  if (group.values.length === 0) return;
  try {
    const dataSet = group.dataSet ?? onlyDataSet(context, group.values);
    const error = groupErrorOf(context, dataSet, group.values);
    if (error) throw error;
    writeGroup(context, group.values, summary);
  } catch (error) {
    if (!(error instanceof GroupError)) throw error;
    for (const { index } of group.values) addError(summary, error.errorCode, error.args, index);
    summary.status = 'ERROR';
  }
}

function writeGroup(context: ImportContext, values: readonly DataEntryValue[], summary: ImportSummary): void {
  const errors = values.map((entry) => valueErrorOf(context, entry));
  const wrong = errors.filter((error) => error !== undefined);
  const [first] = wrong;
  if (first && context.flag('atomic')) {
    const told = fillMessage(DATA_ENTRY_MESSAGES[first.errorCode] ?? '', first.args);
    throw new GroupError('E8000', [values.length - wrong.length, values.length, told]);
  }
  for (const [place, entry] of values.entries()) {
    const error = errors[place];
    if (!error) write(context, entry, summary);
    else {
      summary.importCount.ignored++;
      addError(summary, error.errorCode, error.args, entry.index);
    }
  }
  if (wrong.length === 0 || summary.status === 'ERROR') return;
  summary.status = wrong.length < values.length ? 'WARNING' : 'ERROR';
}

function write(context: ImportContext, { value, isDeleted }: DataEntryValue, summary: ImportSummary): void {
  if (context.strategy === 'DELETE') summary.importCount.deleted++;
  else summary.importCount.updated++;
  if (context.isDryRun) return;
  const values = dataValuesOf(context.instance);
  const key = keyOf(values, value);
  const row = values.find(key);
  const existing = row >= 0 ? values.read(row) : undefined;
  const content = {
    value: value.entry.value ?? existing?.value ?? '',
    storedBy: context.account.username,
    created: existing?.created ?? context.now,
    lastUpdated: context.now,
    comment: value.entry.comment,
    followup: value.entry.followup,
    isDeleted,
  };
  if (row >= 0) values.write(row, content);
  else values.add(key, content);
  if (!isDeleted && isFileType(value.dataElement?.valueType)) assignFile(context.instance, content.value);
}

function addError(summary: ImportSummary, errorCode: string, args: readonly unknown[], index: number): void {
  summary.add({
    objects: { args: args.map(String).join('-') },
    value: fillMessage(DATA_ENTRY_MESSAGES[errorCode] ?? errorCode, args),
    errorCode,
    indexes: [index],
  });
  if (index >= 0) summary.reject(index);
}
