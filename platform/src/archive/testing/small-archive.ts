import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataValue } from '../../model/data-value.ts';
import { noEntries } from '../../model/entry.ts';
import { noFiles } from '../../model/file-resource.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { Schema } from '../../model/schema.ts';
import { type OpenArchive, openSourceArchive, openTargetArchive } from '../open-archive.ts';

/** Nobody aborts. */
export const { signal } = new AbortController();

/** A directory that goes with the test. */
export interface Scratch extends AsyncDisposable {
  readonly path: string;
}

export async function makeScratch(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), 'relais-archive-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const constants: Schema = {
  klass: 'org.hisp.dhis.constant.Constant',
  singular: 'constant',
  plural: 'constants',
  metadata: true,
  secondaryMetadata: false,
  identifiable: true,
  embedded: false,
  persisted: true,
  shareable: true,
  dataShareable: false,
  endpoint: '/constants',
  order: 1,
  properties: [],
};

/** An instance that says what it is, and is not read. */
export function silentSource(facts: Partial<InstanceReader['facts']> = {}): InstanceReader {
  const nothing = async function* (): AsyncGenerator<never> {
    yield* [];
  };
  return {
    facts: {
      name: 'production',
      address: 'https://dhis2.example.org',
      release: '2.42.4.1',
      systemId: '11111111-2222-3333-4444-555555555555',
      serverDate: '2026-11-22T10:00:00.000',
      clockOffsetMs: 0,
      account: {
        uid: 'UsAdmin0001',
        username: 'admin',
        authorities: ['ALL'],
        roles: [],
        organisationUnits: [],
        dataViewOrganisationUnits: [],
        searchOrganisationUnits: [],
      },
      schemas: {
        byPlural: new Map([['constants', constants]]),
        byKlass: new Map([[constants.klass, constants]]),
      },
      ...facts,
    },
    entries: { ...noEntries, kinds: new Set(['dataStore'] as const) },
    files: noFiles,
    readMetadata: nothing,
    countMetadata: async () => 0,
    readDataValues: nothing,
    readCompleteness: nothing,
    readTracker: nothing,
    countTracker: async () => 0,
  };
}

/** Writes to an archive as a run does; without `finish` as one that is killed. */
export async function writeArchive(
  path: string,
  work: (archive: OpenArchive) => Promise<unknown>,
  { finish = true }: { readonly finish?: boolean } = {},
): Promise<void> {
  const archive = await openTargetArchive(path, silentSource());
  try {
    await work(archive);
    if (finish) await archive.finish?.({ signal, isPart: false });
  } finally {
    await archive.close();
  }
}

/** What is read from a finished archive. */
export async function readArchive<T>(path: string, read: (archive: OpenArchive) => Promise<T>): Promise<T> {
  const archive = await openSourceArchive(path);
  try {
    return await read(archive);
  } finally {
    await archive.close();
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A country with two districts of two facilities each. */
export const orgUnits = [
  { id: 'OUcountry01' },
  ...['OUdistrict1', 'OUdistrict2'].map((id) => ({ id, parent: { id: 'OUcountry01' } })),
  ...[1, 2].map((index) => ({ id: `OUfacility${index}`, parent: { id: 'OUdistrict1' } })),
  ...[3, 4].map((index) => ({ id: `OUfacility${index}`, parent: { id: 'OUdistrict2' } })),
];

export const dataElements = ['DECasPalu01', 'DEDeces0001'].map((id) => ({ id, name: id }));

export function dataValue(orgUnit: string, period: string, value: string, dataElement = 'DECasPalu01'): DataValue {
  const combo = 'HllvX50cXC0';
  return { dataElement, period, orgUnit, categoryOptionCombo: combo, attributeOptionCombo: combo, value };
}

/** The slice of data values below an org unit. */
export function below(orgUnit: string, { children = true, elements = ['DECasPalu01', 'DEDeces0001'] } = {}) {
  return { dataElements: elements, orgUnits: [orgUnit], children, startDate: '1900-01-01', endDate: '2200-12-31' };
}
