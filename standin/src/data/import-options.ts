import type { Account, Instance } from '../instance.ts';
import type { IdScheme } from './id-scheme.ts';
import { parseIdScheme } from './id-scheme.ts';
import type { Query } from './query.ts';
import { isSuperuser } from './sharing.ts';

/** Switches of an import that are simply on or off, with what DHIS2 takes when they are not given. */
const FLAGS = {
  dryRun: false,
  async: false,
  skipExistingCheck: false,
  sharing: false,
  skipNotifications: false,
  skipAudit: false,
  datasetAllowsPeriods: false,
  strictPeriods: false,
  strictDataElements: false,
  strictCategoryOptionCombos: false,
  strictAttributeOptionCombos: false,
  strictOrganisationUnits: false,
  strictDataSetApproval: false,
  strictDataSetLocking: false,
  strictDataSetInputPeriods: false,
  requireCategoryOptionCombo: false,
  requireAttributeOptionCombo: false,
  skipPatternValidation: false,
  ignoreEmptyCollection: false,
  force: false,
  firstRowIsHeader: true,
  skipLastUpdated: false,
  mergeDataValues: false,
  skipCache: false,
  atomic: false,
};
export type ImportFlag = keyof typeof FLAGS;

const STRATEGIES: Readonly<Record<string, ImportOptions['strategy']>> = {
  CREATE: 'CREATE',
  NEW: 'CREATE',
  UPDATE: 'UPDATE',
  UPDATES: 'UPDATE',
  DELETE: 'DELETE',
  DELETES: 'DELETE',
};
const ID_SCHEMES = ['idScheme', 'dataElementIdScheme', 'categoryOptionComboIdScheme', 'orgUnitIdScheme'] as const;
const MORE_ID_SCHEMES = ['attributeOptionComboIdScheme', 'dataSetIdScheme'] as const;
export type IdSchemeName = (typeof ID_SCHEMES)[number] | (typeof MORE_ID_SCHEMES)[number];

/** The parameters of an import of data values or registrations (ImportOptions). */
export interface ImportOptions {
  readonly strategy: 'CREATE_AND_UPDATE' | 'CREATE' | 'UPDATE' | 'DELETE';
  readonly flags: Readonly<Record<ImportFlag, boolean>>;
  /** Schemes as they were given; without one, UID. */
  readonly idSchemes: Readonly<Partial<Record<IdSchemeName, string>>>;
  /** The options as a summary repeats them. */
  readonly json: Record<string, unknown>;
}

/** Reads the import parameters of a request. */
export function importOptionsOf(instance: Instance, query: Query): ImportOptions {
  const importStrategy = query.one('importStrategy') ?? query.one('strategy') ?? 'CREATE_AND_UPDATE';
  const flags = Object.fromEntries(
    Object.entries(FLAGS).map(([name, usual]) => [name, query.has(name) ? query.flag(name) : usual]),
  ) as Record<ImportFlag, boolean>;
  const idSchemes: Partial<Record<IdSchemeName, string>> = {};
  for (const name of [...ID_SCHEMES, ...MORE_ID_SCHEMES]) {
    const text = query.one(name);
    if (text !== undefined) idSchemes[name] = text;
  }
  return {
    strategy: STRATEGIES[importStrategy] ?? 'CREATE_AND_UPDATE',
    flags,
    idSchemes,
    json: optionsJson(instance, importStrategy, flags, idSchemes),
  };
}

function optionsJson(
  instance: Instance,
  importStrategy: string,
  flags: Readonly<Record<ImportFlag, boolean>>,
  idSchemes: ImportOptions['idSchemes'],
): Record<string, unknown> {
  const { atomic, ...shown } = flags;
  // Up to 2.40 the schemes are not repeated (recorded: dv-by-codes).
  const schemes =
    instance.minor <= 40
      ? {}
      : Object.fromEntries(Object.entries(idSchemes).map(([name, text]) => [name, parseIdScheme(text)]));
  return {
    idSchemes: schemes,
    importStrategy,
    mergeMode: 'REPLACE',
    reportMode: 'FULL',
    ...shown,
    ...(instance.minor >= 43 ? { atomic } : {}),
  };
}

/** The scheme for one kind of object: the body's own, then the parameter for the kind, then `idScheme`. */
export function schemeFor(
  options: ImportOptions,
  body: Readonly<Record<string, unknown>>,
  name: Exclude<IdSchemeName, 'idScheme'>,
): IdScheme {
  const own = body[name] ?? options.idSchemes[name] ?? body.idScheme ?? options.idSchemes.idScheme;
  return parseIdScheme(typeof own === 'string' ? own : undefined);
}

/** Whether locks, expiry, future and approval are passed over: `force`, for a superuser only. */
export function isForced(options: ImportOptions, account: Account): boolean {
  return options.flags.force && isSuperuser(account);
}
