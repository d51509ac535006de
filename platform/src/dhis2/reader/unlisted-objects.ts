import { type ZodType, z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { assertSuccess, type Client, getJson } from '../client.ts';
import { isJson, parseJson, parseReply, readText } from '../read-body.ts';
import { type ListPage, listCompletely } from './list-completely.ts';

/**
 * Types whose lists, and whose part of `/api/metadata`, leave out what is not shared with the account, superusers not excepted
 * (`forceAcl` in the generic store; seen on 2.40.1 and 2.41.5.1, not on 2.42.4.1). `/api/{type}/gist` lists all to a superuser, and each
 * answers under its own address.
 */
const listedBySharing: ReadonlySet<MetadataType> = new Set(['dashboards']);

export function isListedBySharing(type: MetadataType): boolean {
  return listedBySharing.has(type);
}

/**
 * Types of which some objects are counted, and named by the gist, that no other request gives: option combos that are in no category
 * combo (DHIS2's own integrity check `catoptioncombos_no_catcombo`). The mapping joins that table (CategoryOptionCombo.hbm.xml, 2.40 to 2.43), and
 * counts without it: 2.41.5.1 counts one more than it lists, and answers 404 under its address.
 */
const countedUnreadable: ReadonlySet<MetadataType> = new Set(['categoryOptionCombos']);

export function mayCountUnreadable(type: MetadataType): boolean {
  return countedUnreadable.has(type);
}

/** How many objects the gist names that are not listed, and are not found under their own address either. */
export async function countUnreadable(
  client: Client,
  type: MetadataType,
  { endpoint, isListed }: { readonly endpoint: string; readonly isListed: (uid: Uid) => boolean },
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for (const uid of await listAllUids(client, type, endpoint, signal)) {
    if (isListed(uid)) continue;
    if ((await readOne(client, `${endpoint}/${uid}`, 'id', objectSchema, signal)) !== undefined) return 0;
    count += 1;
  }
  return count;
}

const PAGE_SIZE = 1000;
const pagerSchema = z.looseObject({ total: z.number() });
const objectSchema = z.looseObject({ id: z.string() });

/** UIDs of all objects of a type, ordered as the database orders them. */
export async function listAllUids(
  client: Client,
  type: MetadataType,
  endpoint: string,
  signal: AbortSignal,
): Promise<readonly Uid[]> {
  const listing = listCompletely({
    uidOf: ({ id }) => id,
    pages: () => gistPages(client, type, endpoint, signal),
    incomplete: (expected, listed) => {
      const { address } = client.facts;
      return new PlatformError('DHIS2_LISTING_INCOMPLETE', { args: { address, type, expected, listed } });
    },
  });
  const uids: Uid[] = [];
  for await (const { id } of listing) uids.push(id);
  return uids;
}

/** How many objects of a type there are, listed or not. */
export async function countAll(client: Client, type: MetadataType, endpoint: string, signal: AbortSignal) {
  const { total } = await gistPage(client, type, endpoint, { page: 1, pageSize: 1 }, signal);
  return total;
}

async function* gistPages(
  client: Client,
  type: MetadataType,
  endpoint: string,
  signal: AbortSignal,
): AsyncGenerator<ListPage<{ readonly id: Uid }>> {
  for (let page = 1; ; page += 1) {
    const listed = await gistPage(client, type, endpoint, { page, pageSize: PAGE_SIZE }, signal);
    yield listed;
    if (listed.objects.length === 0 || page * PAGE_SIZE >= listed.total) return;
  }
}

async function gistPage(
  client: Client,
  type: MetadataType,
  endpoint: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
  signal: AbortSignal,
) {
  const query: Query = [
    ['fields', 'id,name'],
    ['order', 'id:asc'],
    ['total', 'true'],
    ['pageSize', String(pageSize)],
    ['page', String(page)],
  ];
  const reply = z.looseObject({ pager: pagerSchema, [type]: z.array(objectSchema) });
  const body = await getJson(client.transport, `${endpoint}/gist`, query, reply, signal);
  return { objects: z.array(objectSchema).parse(body[type]), total: pagerSchema.parse(body.pager).total };
}

/** One object under its own address; undefined when the server says that it has none. */
export function readOne<T>(
  client: Client,
  path: string,
  fields: string,
  schema: ZodType<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  return client.transport.exchange({ path, query: [['fields', fields]], signal }, async (response) => {
    if (response.status === 404 && isJson(response)) {
      await readText(response);
      return undefined;
    }
    await assertSuccess(response);
    const asked = { address: client.facts.address, request: `GET ${path}` };
    return parseReply(schema, parseJson(await readText(response), response), asked);
  });
}
