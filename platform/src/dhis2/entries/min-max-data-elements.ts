import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { readAhead } from '../read-ahead.ts';
import { type ListPage, listCompletely } from '../reader/list-completely.ts';
import { readMetadata } from '../reader/metadata.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/**
 * Min-max values (API.md §8.3): what is plausible for a data element, org unit and option combo. There may be millions, so
 * a slice is one data element. Key: `dataElement/orgUnit/categoryOptionCombo`; content: `{min, max, generated}`.
 */
export const minMaxDataElementsAccess: EntryAccess = {
  isOffered: () => true,
  slices: findElements,
  read: readElement,
  async write(client, _slice, entries, { signal }) {
    const values = entries.map(({ key, content }) => ({ ...keyParts(key), ...boundsOf(content) }));
    if (await changedMany(client, 'upsert', values, signal)) return [];
    return collectRefusals(entries, (entry) => change(client, 'POST', entry, signal), width);
  },
  async remove(client, _slice, entries, { signal }) {
    const values = entries.map(({ key }) => keyParts(key));
    if (await changedMany(client, 'delete', values, signal)) return [];
    return collectRefusals(entries, (entry) => change(client, 'DELETE', entry, signal), width);
  },
};

const path = '/api/minMaxDataElements';
const pageSize = 5000;
/** Data elements that are counted together; so many UIDs keep an address short. */
const countedTogether = 100;
/** Single writes under way at a time, where there are no others. */
const width = 4;

const reference = z.looseObject({ id: z.string() });
const boundsSchema = z.object({ min: z.number(), max: z.number(), generated: z.boolean().default(false) });
const minMaxSchema = boundsSchema.extend({ dataElement: reference, source: reference, optionCombo: reference });
const listSchema = z.looseObject({
  pager: z.looseObject({ total: z.number() }),
  minMaxDataElements: z.array(minMaxSchema),
});
type MinMax = z.infer<typeof minMaxSchema>;

/** The data elements that have any, found by counting many at once: most have none. */
async function* findElements(client: Client, signal: AbortSignal): AsyncGenerator<string> {
  if ((await listPage(client, [], { page: 1, size: 1 }, signal)).total === 0) return;
  let together: Uid[] = [];
  for await (const { id } of readMetadata(client, 'dataElements', { fields: 'id', signal })) {
    together.push(id);
    if (together.length < countedTogether) continue;
    yield* withAny(client, together, signal);
    together = [];
  }
  yield* withAny(client, together, signal);
}

async function* withAny(client: Client, uids: readonly Uid[], signal: AbortSignal): AsyncGenerator<string> {
  if (uids.length === 0) return;
  const filter: Query = [['filter', `dataElement.id:in:[${uids.join(',')}]`]];
  if ((await listPage(client, filter, { page: 1, size: 1 }, signal)).total === 0) return;
  const middle = Math.ceil(uids.length / 2);
  if (uids.length === 1) yield* uids;
  else {
    yield* withAny(client, uids.slice(0, middle), signal);
    yield* withAny(client, uids.slice(middle), signal);
  }
}

/** Pages have no order that the server promises: what is missing after them is looked for again (`listCompletely`). */
async function* readElement(client: Client, element: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const found = listCompletely<MinMax>({
    uidOf: keyOf,
    pages: () => readAhead(pagesOf(client, element, signal)),
    incomplete: (expected, listed) => {
      const args = { address: client.facts.address, type: 'minMaxDataElements', expected, listed };
      return new PlatformError('DHIS2_LISTING_INCOMPLETE', { args });
    },
  });
  for await (const minMax of found) {
    const { min, max, generated } = minMax;
    yield { key: keyOf(minMax), content: { min, max, generated } };
  }
}

async function* pagesOf(client: Client, element: string, signal: AbortSignal): AsyncGenerator<ListPage<MinMax>> {
  for (let page = 1; ; page++) {
    const found = await listPage(
      client,
      [['filter', `dataElement.id:eq:${element}`]],
      { page, size: pageSize },
      signal,
    );
    yield found;
    if (page * pageSize >= found.total) return;
  }
}

async function listPage(
  client: Client,
  filter: Query,
  { page, size }: { readonly page: number; readonly size: number },
  signal: AbortSignal,
): Promise<{ readonly objects: readonly MinMax[]; readonly total: number }> {
  const query: Query = [
    ...filter,
    ['fields', 'dataElement[id],source[id],optionCombo[id],min,max,generated'],
    ['page', String(page)],
    ['pageSize', String(size)],
  ];
  const reply = await getJson(client.transport, path, query, listSchema, signal);
  return { objects: reply.minMaxDataElements, total: reply.pager.total };
}

function keyOf({ dataElement, source, optionCombo }: MinMax): string {
  return `${dataElement.id}/${source.id}/${optionCombo.id}`;
}

function keyParts(key: string) {
  const [dataElement = '', orgUnit = '', optionCombo = ''] = key.split('/');
  return { dataElement, orgUnit, optionCombo };
}

function boundsOf(content: unknown) {
  const { min, max, generated } = boundsSchema.parse(content);
  return { minValue: min, maxValue: max, generated };
}

const importedSchema = z.looseObject({ successful: z.number() });

/**
 * Changes many at once, where the release can. False when not all were taken, without saying which: one value without
 * `min < max` refuses all (E2044), an unknown reference is passed over in silence (observed on 2.41.5.1 and 2.42.4.1).
 */
async function changedMany(
  client: Client,
  how: 'upsert' | 'delete',
  values: readonly object[],
  signal: AbortSignal,
): Promise<boolean> {
  if (!client.capabilities.minMaxInBulk) return false;
  const body = { content: JSON.stringify({ values }), gzip: true };
  const answer = await ask(client, { method: 'POST', path: `${path}/${how}`, body, signal });
  if (!isSuccess(answer)) return false;
  const taken = importedSchema.safeParse(JSON.parse(answer.text)).data?.successful ?? 0;
  return how === 'delete' || taken >= values.length;
}

async function change(
  client: Client,
  method: 'POST' | 'DELETE',
  { key, content }: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const { dataElement, orgUnit, optionCombo } = keyParts(key);
  const references = { dataElement: { id: dataElement }, source: { id: orgUnit }, optionCombo: { id: optionCombo } };
  const body = { content: JSON.stringify({ ...references, ...Object(content) }), gzip: false };
  const answer = await ask(client, { method, path, body, signal });
  const isGone = method === 'DELETE' && answer.status === 404;
  return isSuccess(answer) || isGone ? undefined : refusalOfEntry(key, answer);
}
