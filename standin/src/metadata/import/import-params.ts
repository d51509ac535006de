import { one, type Query } from '../../query.ts';

/** The parameters of `POST /api/metadata` that the stand-in heeds (API.md §4.1). */
export interface ImportParams {
  readonly importStrategy: 'CREATE_AND_UPDATE' | 'CREATE' | 'UPDATE' | 'DELETE';
  readonly atomicMode: 'ALL' | 'NONE';
  readonly importMode: 'COMMIT' | 'VALIDATE';
  readonly identifier: 'UID' | 'CODE';
  readonly preheatMode: 'REFERENCE' | 'ALL' | 'NONE';
  readonly flushMode: 'AUTO' | 'OBJECT';
  readonly importReportMode: 'ERRORS' | 'FULL' | 'ERRORS_NOT_OWNER' | 'DEBUG';
  readonly skipSharing: boolean;
  readonly skipTranslation: boolean;
  readonly skipValidation: boolean;
  readonly async: boolean;
}

/** What a request without parameters means. */
export const DEFAULT_PARAMS: ImportParams = {
  importMode: 'COMMIT',
  identifier: 'UID',
  preheatMode: 'REFERENCE',
  importStrategy: 'CREATE_AND_UPDATE',
  atomicMode: 'ALL',
  flushMode: 'AUTO',
  importReportMode: 'ERRORS',
  skipSharing: false,
  skipTranslation: false,
  skipValidation: false,
  async: false,
};

/** Reads the parameters; a value that DHIS2 does not know falls back to the default, case and all (API.md §4.1). */
export function parseImportParams(query: Query): ImportParams {
  const choice = <T extends string>(name: string, values: readonly [T, ...T[]]): T =>
    values.find((value) => value === one(query, name)) ?? values[0];
  const isOn = (name: string): boolean => one(query, name) === 'true';
  return {
    importMode: choice('importMode', ['COMMIT', 'VALIDATE']),
    identifier: choice('identifier', ['UID', 'CODE']),
    preheatMode: choice('preheatMode', ['REFERENCE', 'ALL', 'NONE']),
    importStrategy: choice('importStrategy', ['CREATE_AND_UPDATE', 'CREATE', 'UPDATE', 'DELETE']),
    atomicMode: choice('atomicMode', ['ALL', 'NONE']),
    flushMode: choice('flushMode', ['AUTO', 'OBJECT']),
    importReportMode: choice('importReportMode', ['ERRORS', 'FULL', 'ERRORS_NOT_OWNER', 'DEBUG']),
    skipSharing: isOn('skipSharing'),
    skipTranslation: isOn('skipTranslation'),
    skipValidation: isOn('skipValidation'),
    async: isOn('async'),
  };
}

/** The parameters as a job or its summary repeats them, which differs by release. */
export function shownParams(minor: number, params: ImportParams): Record<string, unknown> {
  const { importMode, identifier, preheatMode, importStrategy, atomicMode, flushMode, importReportMode } = params;
  const { skipSharing, skipTranslation, skipValidation } = params;
  return {
    ...(minor <= 41 ? { userOverrideMode: 'NONE' } : {}),
    importMode,
    identifier,
    preheatMode,
    importStrategy,
    atomicMode,
    ...(minor <= 40 ? { mergeMode: 'REPLACE' } : {}),
    flushMode,
    importReportMode,
    skipSharing,
    skipTranslation,
    skipValidation,
    metadataSyncImport: false,
    ...(minor >= 41 ? { async: params.async } : {}),
    firstRowIsHeader: true,
  };
}
