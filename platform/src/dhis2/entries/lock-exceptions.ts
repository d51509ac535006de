import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { Query } from '../api-request.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/**
 * Lock exceptions (API.md §8.3): which org unit may still enter an expired period of a data set. The server itself reads
 * them all for any question, so they are one slice. Key: `dataSet/period/orgUnit`; there is nothing else to them.
 */
export const lockExceptionsAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  read: readAll,
  write: (client, _slice, entries, { signal }) =>
    collectRefusals(entries, (entry) => change(client, 'POST', entry, signal)),
  remove: (client, _slice, entries, { signal }) =>
    collectRefusals(entries, (entry) => change(client, 'DELETE', entry, signal)),
};

const path = '/api/lockExceptions';
const reference = z.looseObject({ id: z.string() });
const listSchema = z.looseObject({
  lockExceptions: z.array(
    z
      .looseObject({
        name: z.string(),
        dataSet: reference,
        organisationUnit: reference,
        period: z.looseObject({ id: z.string().optional() }),
      })
      .transform((one) => ({ ...one, iso: one.period.id ?? periodInName(one.name) })),
  ),
});

/** A 2.43.1 gives a period without its id; the name ends with it: `Rapport mensuel (CSPS, 202501)`, seen. */
function periodInName(name: string): string {
  return /([^\s(,]+)\)$/.exec(name)?.[1] ?? '';
}

/** A POST that is repeated makes a second row of the same exception (observed, 2.40 … 2.42): each is told once. */
async function* readAll(client: Client, _slice: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const query: Query = [
    ['paging', 'false'],
    ['fields', 'name,dataSet[id],organisationUnit[id],period[id]'],
  ];
  const list = await getJson(client.transport, path, query, listSchema, signal);
  const keys = list.lockExceptions.map((one) => `${one.dataSet.id}/${one.iso}/${one.organisationUnit.id}`);
  for (const key of new Set(keys)) yield { key, content: {} };
}

async function change(
  client: Client,
  method: 'POST' | 'DELETE',
  { key }: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const [dataSet = '', period = '', orgUnit = ''] = key.split('/');
  const query: Query = [
    ['ds', dataSet],
    ['pe', period],
    ['ou', orgUnit],
  ];
  const answer = await ask(client, { method, path, query, signal });
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}
