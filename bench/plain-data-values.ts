import { z } from 'zod';
import { chunksOf, fetchRoots, onConnections, type PlainClient } from './plain-client.ts';

const valuesPerBody = 10_000;
const elementsPerRequest = 150;

const dataValueSet = z.object({ dataValues: z.array(z.looseObject({})).default([]) });
const dataElements = z.object({ dataElements: z.array(z.object({ id: z.string() })) });

export interface PlainLoop {
  readonly source: PlainClient;
  readonly target: PlainClient;
  /** The requests that read everything; `readDataValueRequests`. */
  readonly requests: readonly string[];
}

/** Requests for all data values of an instance: by data element, so that values in no data set come too, each once. */
export async function readDataValueRequests(source: PlainClient): Promise<readonly string[]> {
  const reply = await source.get('/api/dataElements?filter=domainType:eq:AGGREGATE&fields=id&paging=false');
  const uids = dataElements.parse(reply).dataElements.map(({ id }) => id);
  const orgUnits = (await fetchRoots(source)).map((uid) => `&orgUnit=${uid}`).join('');
  return chunksOf(uids, elementsPerRequest).map(
    (batch) =>
      `/api/dataValueSets?startDate=1900-01-01&endDate=2200-12-31&children=true${orgUnits}${batch.map((uid) => `&dataElement=${uid}`).join('')}`,
  );
}

/** What anybody writes: reads everything, posts it in bodies of 10,000 on some connections, looks at no answer. */
export async function copyPlainly({ source, target, requests }: PlainLoop, connections: number): Promise<number> {
  let values = 0;
  for (const request of requests) {
    const found = dataValueSet.parse(await source.get(request)).dataValues;
    values += found.length;
    await onConnections(connections, chunksOf(found, valuesPerBody), async (body) => {
      await target.post('/api/dataValueSets?importStrategy=CREATE_AND_UPDATE&force=true', { dataValues: body });
    });
  }
  return values;
}

/** Removes what `copyPlainly` copied, for good: deletes by key, then what DHIS2 keeps of deleted values. */
export async function removeDataValues({ target, requests }: PlainLoop): Promise<void> {
  for (const request of requests) {
    const found = dataValueSet.parse(await target.get(request)).dataValues;
    await onConnections(2, chunksOf(found, valuesPerBody), async (body) => {
      await target.post('/api/dataValueSets?importStrategy=DELETE&force=true', { dataValues: body });
    });
  }
  await target.post('/api/maintenance/softDeletedDataValueRemoval');
}
