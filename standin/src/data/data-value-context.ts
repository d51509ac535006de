import type { Account, Instance, StoredObject } from '../instance.ts';
import { createDataSetIndex, type DataSetIndex, optionCodes } from './data-set-index.ts';
import type { DataValueEntry } from './data-value-body.ts';
import { finderOf } from './id-scheme.ts';
import { type ImportFlag, type ImportOptions, isForced, schemeFor } from './import-options.ts';
import { captureRoots, isWithin } from './org-unit-tree.ts';
import { dayOfDate, type Period, parsePeriod } from './period.ts';
import { refId, textOf } from './references.ts';
import { seenPeriods } from './seen-periods.ts';

/** One value of a body with everything it names looked up. */
export interface ResolvedValue {
  readonly entry: DataValueEntry;
  readonly dataElement: StoredObject | undefined;
  readonly period: Period | undefined;
  readonly orgUnit: StoredObject | undefined;
  categoryOptionCombo: StoredObject | undefined;
  attributeOptionCombo: StoredObject | undefined;
}

/** What stays the same for all values of one import. */
export interface ImportContext {
  readonly instance: Instance;
  readonly account: Account;
  readonly options: ImportOptions;
  readonly strategy: ImportOptions['strategy'];
  readonly isDryRun: boolean;
  readonly isForced: boolean;
  readonly now: number;
  readonly today: number;
  readonly dataSets: DataSetIndex;
  /** The data set named for the whole body. */
  readonly dataSet: StoredObject | undefined;
  readonly defaultCombo: StoredObject | undefined;
  flag(name: ImportFlag): boolean;
  resolve(entry: DataValueEntry): ResolvedValue;
  isInHierarchy(orgUnit: string): boolean;
  hasOption(optionSet: string, code: string): boolean;
}

/** The combo that stands for "no disaggregation" in an instance. */
export function defaultCategoryOptionCombo(instance: Instance): StoredObject | undefined {
  const combos = instance.metadata.of('categoryOptionCombos');
  const usual = combos.get('HllvX50cXC0');
  if (usual) return usual;
  for (const combo of combos.values()) if (combo.name === 'default') return combo;
  return undefined;
}

function remembered<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (known.has(key)) return known.get(key) as Value;
    const found = find(key);
    known.set(key, found);
    return found;
  };
}

/** Prepares an import: id schemes, what the body says once for all values, and caches over the metadata. */
export function createImportContext(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  header: Readonly<Record<string, unknown>>,
): ImportContext {
  const dataElementOf = finderOf(instance, 'dataElements', schemeFor(options, header, 'dataElementIdScheme'));
  const orgUnitOf = finderOf(instance, 'organisationUnits', schemeFor(options, header, 'orgUnitIdScheme'));
  const comboOf = finderOf(instance, 'categoryOptionCombos', schemeFor(options, header, 'categoryOptionComboIdScheme'));
  const dataSetOf = finderOf(instance, 'dataSets', schemeFor(options, header, 'dataSetIdScheme'));
  const periods = seenPeriods(instance);
  const periodOf = remembered((iso: string) => {
    const period = parsePeriod(iso);
    if (period) periods.add(period.iso);
    return period;
  });
  const roots = captureRoots(instance, account);
  const codesOf = remembered((optionSet: string) => optionCodes(instance, optionSet));
  const outer = (name: string): string | undefined => textOf(header, name)?.trim() || undefined;
  const found = <T>(name: string, find: (identifier: string) => T): T | undefined => {
    const identifier = outer(name);
    return identifier === undefined ? undefined : find(identifier);
  };
  const outerPeriod = found('period', periodOf);
  const outerOrgUnit = found('orgUnit', orgUnitOf);
  const outerCombo = found('attributeOptionCombo', comboOf);
  return {
    instance,
    account,
    options,
    strategy: strategyOf(options, header),
    isDryRun: typeof header.dryRun === 'boolean' ? header.dryRun : options.flags.dryRun,
    isForced: isForced(options, account),
    now: instance.now().getTime(),
    today: dayOfDate(instance.now()),
    dataSets: createDataSetIndex(instance),
    dataSet: found('dataSet', dataSetOf),
    defaultCombo: defaultCategoryOptionCombo(instance),
    flag: (name) => options.flags[name],
    isInHierarchy: remembered((orgUnit: string) => isWithin(instance, orgUnit, roots)),
    hasOption: (optionSet, code) => codesOf(optionSet).has(code),
    resolve: (entry) => ({
      entry,
      dataElement: entry.dataElement === undefined ? undefined : dataElementOf(entry.dataElement),
      period: outerPeriod ?? (entry.period === undefined ? undefined : periodOf(entry.period)),
      orgUnit: outerOrgUnit ?? (entry.orgUnit === undefined ? undefined : orgUnitOf(entry.orgUnit)),
      categoryOptionCombo: entry.categoryOptionCombo === undefined ? undefined : comboOf(entry.categoryOptionCombo),
      attributeOptionCombo:
        outerCombo ?? (entry.attributeOptionCombo === undefined ? undefined : comboOf(entry.attributeOptionCombo)),
    }),
  };
}

function strategyOf(options: ImportOptions, header: Readonly<Record<string, unknown>>): ImportOptions['strategy'] {
  const own = header.importStrategy ?? header.strategy;
  if (own === 'CREATE' || own === 'UPDATE' || own === 'DELETE' || own === 'CREATE_AND_UPDATE') return own;
  return options.strategy;
}

/** UID of a data element's option set. */
export function optionSetOf(dataElement: StoredObject): string | undefined {
  return refId(dataElement.optionSet);
}
