import type { CompleteDataSetRegistration, DataValue, DataValueSlice } from '../../model/data-value.ts';
import { noEntries } from '../../model/entry.ts';
import { noFiles } from '../../model/file-resource.ts';
import type { ValueConflict, ValueImportReport } from '../../model/import-report.ts';
import type { CompletenessSlice, InstanceFacts, WritableInstance } from '../../model/instance.ts';
import { noMaintenance } from '../../model/maintenance.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';

/** The server's word against one value; nothing when it takes it. */
export type Complaint<Row> = (row: Row) => { code: string; message: string } | undefined;

export interface ValueInstanceOptions {
  readonly release: string;
  readonly metadata: Readonly<Record<string, readonly MetadataObject[]>>;
  readonly refusesValue?: Complaint<DataValue> | undefined;
  /** A body with such a value ends in an internal error that names nothing. */
  readonly failsOn?: ((value: DataValue) => boolean) | undefined;
  readonly refusesRegistration?: Complaint<CompleteDataSetRegistration> | undefined;
  /** Called before and after each request; throws where the connection or the process is to break. */
  readonly onRequest?: ((moment: 'read' | 'before' | 'after', rows: number) => void) | undefined;
}

export interface InMemoryValueInstance extends WritableInstance {
  /** By `dataElement/period/orgUnit/categoryOptionCombo/attributeOptionCombo`. */
  readonly values: Map<string, DataValue>;
  readonly registrations: Map<string, CompleteDataSetRegistration>;
  readonly slicesRead: DataValueSlice[];
  /** Bodies of values that were posted to be written. */
  readonly bodies: { readonly dataSet: string | undefined; readonly values: readonly DataValue[] }[];
  put(...values: DataValue[]): void;
  register(...registrations: CompleteDataSetRegistration[]): void;
}

/**
 * An instance that holds metadata, data values and completeness registrations in memory: the ports without a network, with
 * the import of 2.42 (a report by position, unchanged values counted as ignored).
 */
export function createValueInstance(options: ValueInstanceOptions): InMemoryValueInstance {
  const { metadata, onRequest = () => undefined } = options;
  const values = new Map<string, DataValue>();
  const registrations = new Map<string, CompleteDataSetRegistration>();
  const slicesRead: DataValueSlice[] = [];
  const bodies: InMemoryValueInstance['bodies'] = [];
  const isBelow = createIsBelow(metadata.organisationUnits ?? []);
  return {
    facts: factsOf(options.release),
    entries: noEntries,
    files: noFiles,
    maintenance: noMaintenance,
    values,
    registrations,
    slicesRead,
    bodies,
    put: (...added) => {
      for (const value of added) values.set(valueKey(value), value);
    },
    register: (...added) => {
      for (const registration of added) registrations.set(registrationKey(registration), registration);
    },
    async *readMetadata(type) {
      yield* metadata[type] ?? [];
    },
    countMetadata: async (type) => metadata[type]?.length ?? 0,
    async *readDataValues(slice, signal) {
      signal.throwIfAborted();
      onRequest('read', 0);
      slicesRead.push(slice);
      let left = slice.limit ?? Number.POSITIVE_INFINITY;
      const elements = new Set(slice.dataElements);
      for (const value of values.values()) {
        if (value.deleted === true || !elements.has(value.dataElement) || !isBelow(slice, value.orgUnit)) continue;
        if (left-- <= 0) return;
        yield value;
      }
    },
    async *readCompleteness(slice, signal) {
      signal.throwIfAborted();
      onRequest('read', 0);
      for (const registration of registrations.values()) {
        if (registration.dataSet === slice.dataSet && isBelow(slice, registration.organisationUnit)) yield registration;
      }
    },
    async importDataValues(posted, { dataSet, signal, validateOnly }) {
      signal.throwIfAborted();
      onRequest('before', posted.length);
      if (posted.some((value) => options.failsOn?.(value) === true)) return internalError;
      if (validateOnly !== true) bodies.push({ dataSet, values: posted });
      const report = importInto(values, posted, {
        keyOf: valueKey,
        refuses: options.refusesValue,
        isSame: (left, right) => left.value === right.value && left.comment === right.comment,
        write: validateOnly !== true,
      });
      onRequest('after', posted.length);
      return report;
    },
    async importCompleteness(posted, { signal, validateOnly }) {
      signal.throwIfAborted();
      onRequest('before', posted.length);
      const report = importInto(registrations, posted, {
        keyOf: registrationKey,
        refuses: options.refusesRegistration,
        write: validateOnly !== true,
      });
      onRequest('after', posted.length);
      // No positions, and an error only when nothing was taken (API.md §8.3).
      const conflicts = report.conflicts.map((conflict) => ({ ...conflict, code: 'CONFLICT', indexes: [] }));
      return { ...report, conflicts, rejectedIndexes: [] };
    },
    async *readTracker() {
      yield* [];
    },
    countTracker: async () => 0,
    importMetadata: unsupported,
    importTracker: unsupported,
    inviteUser: unsupported,
    assignOrganisationUnits: unsupported,
  };
}

interface ImportRules<Row> {
  keyOf(row: Row): string;
  readonly refuses: Complaint<Row> | undefined;
  isSame?(left: Row, right: Row): boolean;
  readonly write: boolean;
}

function importInto<Row>(rows: Map<string, Row>, posted: readonly Row[], rules: ImportRules<Row>): ValueImportReport {
  const counts = { imported: 0, updated: 0, ignored: 0, deleted: 0 };
  const conflicts: ValueConflict[] = [];
  for (const [index, row] of posted.entries()) {
    const complaint = rules.refuses?.(row);
    const existing = rows.get(rules.keyOf(row));
    if (complaint !== undefined) {
      counts.ignored++;
      conflicts.push({ ...complaint, indexes: [index] });
      continue;
    }
    if (existing === undefined) counts.imported++;
    else if (rules.isSame?.(existing, row) === true) counts.ignored++;
    else counts.updated++;
    if (rules.write) rows.set(rules.keyOf(row), row);
  }
  const rejectedIndexes = conflicts.flatMap(({ indexes }) => indexes);
  const isError = posted.length > 0 && rejectedIndexes.length === posted.length;
  const status = conflicts.length === 0 ? 'OK' : isError ? 'ERROR' : 'WARNING';
  return { ...counts, status, conflicts, rejectedIndexes, detailed: true, httpStatus: status === 'OK' ? 200 : 409 };
}

const internalError: ValueImportReport = {
  status: 'ERROR',
  imported: 0,
  updated: 0,
  ignored: 0,
  deleted: 0,
  conflicts: [{ code: 'HTTP500', message: 'Internal Server Error', indexes: [] }],
  rejectedIndexes: [],
  detailed: false,
  httpStatus: 500,
};

export function valueKey(value: DataValue): string {
  const { dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo } = value;
  return `${dataElement}/${period}/${orgUnit}/${categoryOptionCombo}/${attributeOptionCombo}`;
}

function registrationKey({ dataSet, period, organisationUnit, attributeOptionCombo }: CompleteDataSetRegistration) {
  return `${dataSet}/${period}/${organisationUnit}/${attributeOptionCombo}`;
}

/** Whether an org unit belongs to what a slice names, by the parents in the metadata. */
export function createIsBelow(organisationUnits: readonly MetadataObject[]) {
  const parents = new Map(organisationUnits.map(({ id, parent }) => [id, (parent as { id?: string } | undefined)?.id]));
  return ({ orgUnits, children }: Pick<CompletenessSlice, 'orgUnits' | 'children'>, orgUnit: string): boolean => {
    if (!children) return orgUnits.includes(orgUnit);
    for (let at: string | undefined = orgUnit; at !== undefined; at = parents.get(at)) {
      if (orgUnits.includes(at)) return true;
    }
    return false;
  };
}

async function unsupported(): Promise<never> {
  throw new Error('this instance only takes data values and completeness registrations');
}

function factsOf(release: string): InstanceFacts {
  return {
    name: release,
    address: 'memory:',
    release,
    clockOffsetMs: 0,
    account: {
      uid: 'M5zQapPyTZI',
      username: 'admin',
      authorities: ['ALL'],
      roles: [],
      organisationUnits: [],
      dataViewOrganisationUnits: [],
      searchOrganisationUnits: [],
    },
    schemas: { byPlural: new Map(), byKlass: new Map() },
  };
}
