import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';

const reply = z.looseObject({
  dataElementGroups: z.array(
    z.looseObject({ id: z.string(), dataElements: z.array(z.looseObject({ id: z.string() })) }),
  ),
});

/**
 * Groups that together hold the data elements, each data element with one of them only: before 2.39 there is no other way
 * to the values of a data element in no data set (API.md §8.1).
 * @throws PlatformError DHIS2_VALUES_UNREACHABLE for a data element in no group either.
 */
export async function* dataElementGroupsOf(
  client: Client,
  dataElements: readonly Uid[],
  signal: AbortSignal,
): AsyncGenerator<{ group: Uid; elements: ReadonlySet<Uid> }> {
  const query: Query = [
    ['fields', 'id,dataElements[id]'],
    ['paging', 'false'],
  ];
  const { dataElementGroups } = await getJson(client.transport, '/api/dataElementGroups', query, reply, signal);
  const missing = new Set(dataElements);
  for (const group of dataElementGroups) {
    const elements = new Set(group.dataElements.map((element) => element.id).filter((uid) => missing.has(uid)));
    for (const uid of elements) missing.delete(uid);
    if (elements.size > 0) yield { group: group.id, elements };
  }
  for (const dataElement of missing) {
    throw new PlatformError('DHIS2_VALUES_UNREACHABLE', { args: { address: client.facts.address, dataElement } });
  }
}
