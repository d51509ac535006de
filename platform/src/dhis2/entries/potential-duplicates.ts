import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { Query } from '../api-request.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/**
 * Pairs of tracked entities that may be one person (API.md §9.3). Their UIDs are the instance's own; a pair exists once,
 * whichever of the two is called the original, and nothing removes it. Key: the two UIDs in their order, joined by `/`;
 * content: `{original, duplicate, status}`.
 */
export const potentialDuplicatesAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  read: readAll,
  write: (client, _slice, entries, { signal }) => collectRefusals(entries, (entry) => writeOne(client, entry, signal)),
  async remove(_client, _slice, entries) {
    const message = 'The API has no way to remove a pair of potential duplicates.';
    return entries.map(({ key }) => ({ key, cause: 'impossible', code: 'NO_WAY_TO_REMOVE', message }));
  },
};

const path = '/api/potentialDuplicates';
const pageSize = 1000;

const contentSchema = z.object({ original: z.string(), duplicate: z.string(), status: z.string() });
const pairSchema = contentSchema.extend({ id: z.string() });
const listSchema = z.looseObject({ potentialDuplicates: z.array(pairSchema) });
type Pair = z.infer<typeof pairSchema>;

/** In the order of their making, in which new ones come last. Several runs of pages show an unsteady one twice at most. */
async function* readAll(client: Client, _slice: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const seen = new Set<string>();
  for (let page = 1; ; page++) {
    const pairs = await listPairs(
      client,
      [
        ['order', 'created:asc'],
        ['page', String(page)],
        ['pageSize', String(pageSize)],
      ],
      signal,
    );
    for (const { original, duplicate, status } of pairs) {
      const key = [original, duplicate].sort().join('/');
      if (seen.has(key)) continue;
      seen.add(key);
      yield { key, content: { original, duplicate, status } };
    }
    if (pairs.length < pageSize) return;
  }
}

async function listPairs(client: Client, query: Query, signal: AbortSignal): Promise<readonly Pair[]> {
  const asked: Query = [['status', 'ALL'], ['fields', 'id,original,duplicate,status'], ...query];
  return (await getJson(client.transport, path, asked, listSchema, signal)).potentialDuplicates;
}

/** A pair is made open; every other status is set afterwards. */
async function writeOne(
  client: Client,
  { key, content }: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const { original, duplicate, status } = contentSchema.parse(content);
  let known = await findPair(client, key, signal);
  if (known === undefined) {
    const body = { content: JSON.stringify({ original, duplicate }), gzip: false };
    const answer = await ask(client, { method: 'POST', path, body, signal });
    if (!isSuccess(answer)) return refusalOfEntry(key, answer);
    if (status === 'OPEN') return undefined;
    known = await findPair(client, key, signal);
  }
  if (known === undefined || known.status === status) return undefined;
  const query: Query = [['status', status]];
  const answer = await ask(client, { method: 'PUT', path: `${path}/${known.id}`, query, signal });
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}

async function findPair(client: Client, key: string, signal: AbortSignal): Promise<Pair | undefined> {
  const [one = '', other = ''] = key.split('/');
  const { duplicatesOfKey } = client.capabilities;
  const pairs = await listPairs(
    client,
    [
      [duplicatesOfKey, one],
      ['paging', 'false'],
      ['skipPaging', 'true'],
    ],
    signal,
  );
  return pairs.find(({ original, duplicate }) => [original, duplicate].includes(other));
}
