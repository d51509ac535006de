import { z } from 'zod';
import type { DataValue, DataValueSlice } from '../../model/data-value.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { digitsAsUtc } from '../changes/server-clock.ts';
import { assertSuccess, type Client } from '../client.ts';
import { streamElements } from '../json-stream.ts';
import { parseReply } from '../read-body.ts';
import { dataElementGroupsOf } from './data-element-groups.ts';

/** So many `dataElement=` keep a URL below 8 kB beside a few org units. */
const DATA_ELEMENTS_PER_REQUEST = 200;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const dataValueSchema = z.object({
  dataElement: z.string(),
  period: z.string(),
  orgUnit: z.string(),
  categoryOptionCombo: z.string(),
  attributeOptionCombo: z.string(),
  value: text,
  comment: text,
  followup: z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined),
  deleted: z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined),
  storedBy: text,
  created: text,
  lastUpdated: text,
});

/**
 * The values of a slice as they stream in, in no order that can be relied on. A body that breaks off ends with an error
 * that may be retried; what was yielded before it may then come again.
 */
export async function* readDataValues(
  client: Client,
  slice: DataValueSlice,
  signal: AbortSignal,
): AsyncGenerator<DataValue> {
  let left = slice.limit ?? Number.POSITIVE_INFINITY;
  for await (const selection of selections(client, slice, signal)) {
    if (left <= 0) return;
    for await (const value of readSelection(client, slice, selection, left, signal)) {
      yield value;
      left -= 1;
    }
  }
}

/** One request's part of a slice: how it names the data elements, and which of what comes back belong to the slice. */
interface Selection {
  readonly query: Query;
  readonly wanted?: ReadonlySet<Uid>;
}

/**
 * By data element where the release can (2.39+): data sets share data elements, and whoever asks by data set meets the same
 * value twice. Before, by data set or, for data elements in none, by group (API.md §8.1).
 */
async function* selections(client: Client, slice: DataValueSlice, signal: AbortSignal): AsyncGenerator<Selection> {
  const { dataSet, dataElements } = slice;
  if (client.capabilities.dataElementFilter) {
    for (let from = 0; from < dataElements.length; from += DATA_ELEMENTS_PER_REQUEST) {
      const batch = dataElements.slice(from, from + DATA_ELEMENTS_PER_REQUEST);
      yield { query: batch.map((uid) => ['dataElement', uid] as const) };
    }
    return;
  }
  const wanted = new Set(dataElements);
  if (dataSet !== undefined) yield { query: [['dataSet', dataSet]], wanted };
  else {
    for await (const { group, elements } of dataElementGroupsOf(client, dataElements, signal)) {
      yield { query: [['dataElementGroup', group]], wanted: elements };
    }
  }
}

async function* readSelection(
  client: Client,
  slice: DataValueSlice,
  { query: elements, wanted }: Selection,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<DataValue> {
  const query: Query = [
    ...elements,
    ['startDate', slice.startDate],
    ['endDate', slice.endDate],
    ...slice.orgUnits.map((uid) => ['orgUnit', uid] as const),
    ['children', String(slice.children)],
    ...(slice.includeDeleted ? [['includeDeleted', 'true'] as const] : []),
    ...changedSince(client, slice),
    // What a wider request brings beside the wanted ones would use the limit up.
    ...(Number.isFinite(limit) && wanted === undefined ? [['limit', String(limit)] as const] : []),
  ];
  const path = '/api/dataValueSets';
  const stream = await client.transport.exchange({ path, query, signal }, async (response) => {
    await assertSuccess(response);
    return { response, elements: streamElements(response, 'dataValues') };
  });
  let count = 0;
  for await (const batch of stream.elements.batches) {
    const hoisted = hoistedKeys(stream.elements.head());
    for (const element of batch) {
      const keyed = hoisted === undefined ? element : { ...hoisted, ...Object(element) };
      const value = parseReply(dataValueSchema, keyed, stream.response);
      if (wanted !== undefined && !wanted.has(value.dataElement)) continue;
      if (count >= limit) return;
      count += 1;
      yield value;
    }
  }
}

function changedSince({ capabilities }: Client, { changedSince: since }: DataValueSlice): Query {
  if (since === undefined) return [];
  return [['lastUpdated', capabilities.comparesDatesAsUtc ? digitsAsUtc(since) : since]];
}

const hoistedSchema = z.object({ period: z.string(), orgUnit: z.string(), attributeOptionCombo: z.string() }).partial();

/** What holds for all values of a body stands once at its top from 2.43 on, and is missing from the values. */
function hoistedKeys(head: Record<string, unknown>): z.infer<typeof hoistedSchema> | undefined {
  const hoisted = hoistedSchema.safeParse(head).data ?? {};
  return Object.keys(hoisted).length === 0 ? undefined : hoisted;
}
