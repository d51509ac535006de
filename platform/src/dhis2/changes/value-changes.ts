import { z } from 'zod';
import type { ChangeMark, ChangeQuestion, Changes, ValuesPlace } from '../../model/changes.ts';
import { digestOf } from '../../model/digest.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { assertSuccess, type Client } from '../client.ts';
import { streamElements } from '../json-stream.ts';
import { parseReply } from '../read-body.ts';
import { digitsAsUtc } from './server-clock.ts';

/** Wider than any period; 2.43 refuses a date of change without them (API.md §8.1). */
const allTime: Query = [
  ['startDate', '1900-01-01'],
  ['endDate', '2200-12-31'],
];

const valueSchema = z.looseObject({
  dataElement: z.string(),
  period: z.string().optional(),
  orgUnit: z.string().optional(),
  categoryOptionCombo: z.string(),
  attributeOptionCombo: z.string().optional(),
  lastUpdated: z.string().nullish(),
  deleted: z.boolean().nullish(),
});

/** Values written or deleted since, in one request; not more than `limit` of them travel. */
export async function changedDataValues(
  client: Client,
  { dataSets, dataElements, orgUnits }: ValuesPlace & { readonly dataElements: readonly Uid[] },
  { since, limit, signal }: ChangeQuestion,
): Promise<Changes> {
  if (dataSets.length + dataElements.length === 0 || orgUnits.length === 0) return nothing;
  const query: Query = [
    ...dataSets.map((uid) => ['dataSet', uid] as const),
    ...dataElements.map((uid) => ['dataElement', uid] as const),
    ...orgUnits.map((uid) => ['orgUnit', uid] as const),
    ...allTime,
    ['children', 'true'],
    ['includeDeleted', 'true'],
    ['lastUpdated', client.capabilities.comparesDatesAsUtc ? digitsAsUtc(since) : since],
    ['limit', String(limit + 1)],
  ];
  return listMarks(client, { path: '/api/dataValueSets', query, list: 'dataValues' }, { limit, signal }, (row) => {
    const value = valueSchema.parse(row);
    const { dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo } = value;
    const key = [dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo].join('/');
    return { type: 'dataValues', key, at: `${value.deleted === true ? 'deleted ' : ''}${value.lastUpdated ?? ''}` };
  });
}

const registrationSchema = z.looseObject({
  dataSet: z.string(),
  period: z.string(),
  organisationUnit: z.string(),
  attributeOptionCombo: z.string(),
  date: z.string().nullish(),
  completed: z.boolean().nullish(),
});

/** Registrations whose date is not before. */
export async function changedRegistrations(
  client: Client,
  { dataSets, orgUnits }: ValuesPlace,
  { since, limit, signal }: ChangeQuestion,
): Promise<Changes> {
  if (dataSets.length === 0 || orgUnits.length === 0) return nothing;
  const query: Query = [
    ...dataSets.map((uid) => ['dataSet', uid] as const),
    ...orgUnits.map((uid) => ['orgUnit', uid] as const),
    ...allTime,
    ['children', 'true'],
    ['created', digitsAsUtc(since)],
    ['limit', String(limit + 1)],
  ];
  const asked = { path: '/api/completeDataSetRegistrations', query, list: 'completeDataSetRegistrations' };
  return listMarks(client, asked, { limit, signal }, registrationMark);
}

function registrationMark(row: Record<string, unknown>): ChangeMark {
  const { dataSet, period, organisationUnit, attributeOptionCombo, date, completed } = registrationSchema.parse(row);
  const key = [dataSet, period, organisationUnit, attributeOptionCombo].join('/');
  return { type: 'completeDataSetRegistrations', key, at: `${date ?? ''} ${completed ?? true}` };
}

/** For each data set a digest of its registrations since a day, in one request. */
export async function registrationDigests(
  client: Client,
  { dataSets, orgUnits }: ValuesPlace,
  { startDate, limit, signal }: { readonly startDate: string; readonly limit: number; readonly signal: AbortSignal },
): Promise<Changes> {
  if (dataSets.length === 0 || orgUnits.length === 0) return nothing;
  const query: Query = [
    ...dataSets.map((uid) => ['dataSet', uid] as const),
    ...orgUnits.map((uid) => ['orgUnit', uid] as const),
    ['startDate', startDate],
    ['endDate', '2200-12-31'],
    ['children', 'true'],
    ['limit', String(limit + 1)],
  ];
  const asked = { path: '/api/completeDataSetRegistrations', query, list: 'completeDataSetRegistrations' };
  const found = await listMarks(client, asked, { limit, signal }, registrationMark);
  const bySet = Map.groupBy(found.marks, ({ key }) => key.slice(0, key.indexOf('/')));
  const marks = [...bySet].map(([dataSet, registrations]) => ({
    type: 'completeDataSetRegistrations',
    key: dataSet,
    at: digestOf(registrations.map(({ key, at }) => `${key} ${at}`).sort()),
  }));
  return { marks, isCut: found.isCut };
}

const nothing: Changes = { marks: [], isCut: false };

async function listMarks(
  client: Client,
  { path, query, list }: { readonly path: string; readonly query: Query; readonly list: string },
  { limit, signal }: Pick<ChangeQuestion, 'limit' | 'signal'>,
  toMark: (row: Record<string, unknown>) => ChangeMark,
): Promise<Changes> {
  const { response, elements } = await client.transport.exchange({ path, query, signal }, async (answer) => {
    await assertSuccess(answer);
    return { response: answer, elements: streamElements(answer, list) };
  });
  const marks: ChangeMark[] = [];
  for await (const batch of elements.batches) {
    const head = elements.head();
    for (const row of batch) marks.push(toMark(parseReply(z.looseObject({}), { ...head, ...Object(row) }, response)));
  }
  return { marks: marks.slice(0, limit), isCut: marks.length > limit };
}
