import { finderOf, type IdScheme, parseIdScheme } from '../data/id-scheme.ts';
import type { Query } from '../data/query.ts';
import { isSuperuser } from '../data/sharing.ts';
import type { Account, Instance, StoredObject } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';

const CHOICES = {
  importStrategy: ['CREATE_AND_UPDATE', 'CREATE', 'UPDATE', 'DELETE'],
  importMode: ['COMMIT', 'VALIDATE'],
  atomicMode: ['ALL', 'OBJECT'],
  flushMode: ['AUTO', 'OBJECT'],
  validationMode: ['FULL', 'FAIL_FAST', 'SKIP'],
  reportMode: ['ERRORS', 'FULL', 'WARNINGS'],
} as const;
type Choice = keyof typeof CHOICES;

const SCHEMES = [
  'dataElementIdScheme',
  'orgUnitIdScheme',
  'programIdScheme',
  'programStageIdScheme',
  'categoryOptionComboIdScheme',
  'categoryOptionIdScheme',
] as const;
type SchemeName = 'idScheme' | (typeof SCHEMES)[number];

/** The parameters of `POST /api/tracker` (API.md §9.2). */
export interface TrackerImportParams {
  readonly importStrategy: (typeof CHOICES)['importStrategy'][number];
  readonly importMode: (typeof CHOICES)['importMode'][number];
  readonly atomicMode: (typeof CHOICES)['atomicMode'][number];
  readonly reportMode: (typeof CHOICES)['reportMode'][number];
  /** SKIP is honoured for a superuser only. */
  readonly skipsValidation: boolean;
  readonly schemes: Readonly<Record<SchemeName, IdScheme>>;
  /** The parameters as the job's first notification repeats them. */
  readonly json: Record<string, unknown>;
}

/**
 * Reads the import parameters.
 * @throws WebMessageError 400 for a value that its parameter does not know.
 */
export function trackerImportParams(instance: Instance, account: Account, query: Query): TrackerImportParams {
  const chosen = <Name extends Choice>(name: Name): (typeof CHOICES)[Name][number] => {
    const known: readonly string[] = CHOICES[name];
    const given = query.one(name)?.toUpperCase() ?? known[0] ?? '';
    if (known.includes(given)) return given as (typeof CHOICES)[Name][number];
    throw new WebMessageError(
      400,
      `Value '${given}' is not valid for parameter ${name}. Valid values are: [${known.join(', ')}]`,
    );
  };
  const general = query.one('idScheme');
  const schemeNames = ['idScheme', ...SCHEMES] as const;
  const schemes = Object.fromEntries(
    schemeNames.map((name) => [name, parseIdScheme(query.one(name) ?? general)]),
  ) as Record<SchemeName, IdScheme>;
  const importMode = chosen('importMode');
  const importStrategy = chosen('importStrategy');
  const atomicMode = chosen('atomicMode');
  const reportMode = chosen('reportMode');
  const validationMode = chosen('validationMode');
  const idSchemes = Object.fromEntries(
    schemeNames.map((name) => [name, { idScheme: schemes[name].type, attributeUid: schemes[name].attribute ?? null }]),
  );
  return {
    importStrategy,
    importMode,
    atomicMode,
    reportMode,
    skipsValidation: validationMode === 'SKIP' && isSuperuser(account),
    schemes,
    json: {
      ...(instance.minor <= 41 ? { userId: account.uid } : {}),
      importMode,
      idSchemes,
      importStrategy,
      atomicMode,
      flushMode: chosen('flushMode'),
      validationMode,
      skipPatternValidation: query.flag('skipPatternValidation'),
      skipSideEffects: query.flag('skipSideEffects'),
      skipRuleEngine: query.flag('skipRuleEngine'),
      filename: null,
      reportMode,
    },
  };
}

/** Looks metadata up by the schemes of an import. */
export interface MetadataFinder {
  readonly orgUnit: (id: string) => StoredObject | undefined;
  readonly program: (id: string) => StoredObject | undefined;
  readonly programStage: (id: string) => StoredObject | undefined;
  readonly dataElement: (id: string) => StoredObject | undefined;
  readonly attribute: (id: string) => StoredObject | undefined;
  readonly trackedEntityType: (id: string) => StoredObject | undefined;
  readonly relationshipType: (id: string) => StoredObject | undefined;
  readonly categoryOptionCombo: (id: string) => StoredObject | undefined;
  readonly categoryOption: (id: string) => StoredObject | undefined;
}

/** Makes the finders of one import. */
export function metadataFinder(instance: Instance, { schemes }: TrackerImportParams): MetadataFinder {
  return {
    orgUnit: finderOf(instance, 'organisationUnits', schemes.orgUnitIdScheme),
    program: finderOf(instance, 'programs', schemes.programIdScheme),
    programStage: finderOf(instance, 'programStages', schemes.programStageIdScheme),
    dataElement: finderOf(instance, 'dataElements', schemes.dataElementIdScheme),
    attribute: finderOf(instance, 'trackedEntityAttributes', schemes.idScheme),
    trackedEntityType: finderOf(instance, 'trackedEntityTypes', schemes.idScheme),
    relationshipType: finderOf(instance, 'relationshipTypes', schemes.idScheme),
    categoryOptionCombo: finderOf(instance, 'categoryOptionCombos', schemes.categoryOptionComboIdScheme),
    categoryOption: finderOf(instance, 'categoryOptions', schemes.categoryOptionIdScheme),
  };
}
