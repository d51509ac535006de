import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ReadMetadataOptions } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { SchemaRegistry } from '../../model/schema.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson, getJsonAndSize } from '../client.ts';
import { readAhead } from '../read-ahead.ts';
import { parseReply } from '../read-body.ts';
import { withOwnItems } from './expression-items.ts';
import { type ListPage, listCompletely } from './list-completely.ts';
import { isSmallestPage, nextPageSize, smallerPageSize } from './page-size.ts';
import {
  countAll,
  countUnreadable,
  isListedBySharing,
  listAllUids,
  mayCountUnreadable,
  readOne,
} from './unlisted-objects.ts';

/** Of all that is owned, of which an object may be large; and of a few named properties. */
const FIRST_PAGE_SIZE = { owned: 200, named: 1600 };

/** So many UIDs keep a URL below 8 kB, which is where Tomcat and most proxies stop. */
const UIDS_PER_REQUEST = 400;

const objectSchema = z.looseObject({ id: z.string() });
const pagerSchema = z.looseObject({ total: z.number() });

/**
 * Objects of one type, everything owned unless `fields` says otherwise, default category objects included. Ordered by
 * id as the instance's database orders text, which need not be the order of JavaScript.
 * @throws PlatformError DHIS2_LISTING_INCOMPLETE when the instance says that it has more than it lists.
 */
export async function* readMetadata(
  client: Client,
  type: MetadataType,
  options: ReadMetadataOptions,
): AsyncGenerator<MetadataObject> {
  const fields = options.fields ?? ownedFields(client.facts.schemas, type);
  const { uids, changedSince, signal } = options;
  if (isListedBySharing(type)) {
    const all = uids ?? (await listAllUids(client, type, endpointOf(client, type), signal));
    for await (const object of readListedOrNot(client, type, fields, all, signal)) {
      if (changedSince === undefined || String(object.lastUpdated ?? '') >= changedSince) yield object;
    }
    return;
  }
  if (uids !== undefined) {
    yield* readByUid(client, type, fields, uids, signal);
    return;
  }
  const { address } = client.facts;
  yield* listCompletely({
    uidOf: (object) => object.id,
    pages: () => readAhead(readPages(client, type, { fields, changedSince }, signal)),
    ...(mayCountUnreadable(type) && {
      countUnlisted: (isListed) =>
        countUnreadable(client, type, { endpoint: endpointOf(client, type), isListed }, signal),
    }),
    incomplete: (expected, listed) =>
      new PlatformError('DHIS2_LISTING_INCOMPLETE', { args: { address, type, expected, listed } }),
  });
}

/** How many objects of a type the account sees (API.md §10, "Counting"). */
export async function countMetadata(client: Client, type: MetadataType, signal: AbortSignal): Promise<number> {
  if (isListedBySharing(type)) return countAll(client, type, endpointOf(client, type), signal);
  const query: Query = [
    ['fields', 'id'],
    ['pageSize', '1'],
  ];
  const reply = z.looseObject({ pager: pagerSchema });
  const { pager } = await getJson(client.transport, endpointOf(client, type), query, reply, signal);
  return pager.total;
}

/**
 * The `fields` that hold everything an import needs: what is owned and, for analytical objects, where their periods are
 * read back from: recomputed on import from the dimensions' items, whatever the release calls them (API.md §5.3).
 */
export function ownedFields(schemas: SchemaRegistry, type: MetadataType): string {
  const keys = new Set(schemas.byPlural.get(type)?.properties.map((property) => property.key));
  // What tells a job that somebody made from one of the instance's own.
  if (keys.has('jobParameters') && keys.has('configurable')) return ':owner,configurable';
  // Standard reports keep relative periods, and from 2.41 on do not say that they own them.
  const periods = ['relativePeriods', 'rawRelativePeriods', 'rawPeriods'].filter((key) => keys.has(key));
  if (!keys.has('columns') || !keys.has('rows') || !keys.has('filters')) return [':owner', ...periods].join(',');
  const dimensions = ['columns', 'rows', 'filters'].map((key) => `${key}[${dimensionFields}]`);
  return [':owner', ...periods, ...dimensions].join(',');
}

/** What a dimension is made of; the endpoints of single objects take it from here, the import of many from its own lists. */
const dimensionFields = 'dimension,filter,items[id],program[id],programStage[id],legendSet[id],repetition[indexes]';

async function* readPages(
  client: Client,
  type: MetadataType,
  asked: Pick<Cut, 'fields' | 'changedSince'>,
  signal: AbortSignal,
): AsyncGenerator<ListPage<MetadataObject>> {
  let size = asked.fields.startsWith(':owner') ? FIRST_PAGE_SIZE.owned : FIRST_PAGE_SIZE.named;
  let offset = 0;
  while (true) {
    const started = performance.now();
    const page = await readPage(client, type, { ...asked, size, offset }, signal);
    if (page === undefined) {
      size = smallerPageSize(size);
      continue;
    }
    const ms = performance.now() - started;
    yield page;
    offset += size;
    if (page.objects.length === 0 || offset >= page.total) return;
    size = nextPageSize(size, { bytes: page.bytes, ms }, offset);
  }
}

interface Cut {
  readonly fields: string;
  readonly changedSince?: string | undefined;
  readonly size: number;
  readonly offset: number;
}

/** One page; undefined when the instance could not make it in one piece and a smaller one is worth a try. */
async function readPage(client: Client, type: MetadataType, cut: Cut, signal: AbortSignal) {
  const { fields, changedSince, size, offset } = cut;
  const query: Query = [
    ['fields', fields],
    ...(changedSince === undefined ? [] : [['filter', `lastUpdated:ge:${changedSince}`] as const]),
    ['order', 'id:asc'],
    ['pageSize', String(size)],
    ['page', String(offset / size + 1)],
  ];
  const path = endpointOf(client, type);
  try {
    const { body, size: bytes } = await getJsonAndSize(client.transport, { path, query, signal });
    const { pager } = parseReply(z.looseObject({ pager: pagerSchema }), body, asked(client, path));
    const objects = await withOwnItems(client, type, objectsOf(client, type, path, body), signal);
    return { objects, total: pager.total, bytes };
  } catch (error) {
    signal.throwIfAborted();
    const isTooLarge = error instanceof PlatformError && tooLarge.has(error.code) && !isSmallestPage(size);
    if (isTooLarge) return undefined;
    throw error;
  }
}

/** How a page that is too large for the server or a proxy fails. */
const tooLarge = new Set(['DHIS2_TIMEOUT', 'DHIS2_SERVER_ERROR', 'DHIS2_BODY_TRUNCATED', 'DHIS2_CONNECTION_LOST']);

async function* readByUid(
  client: Client,
  type: MetadataType,
  fields: string,
  uids: readonly Uid[],
  signal: AbortSignal,
): AsyncGenerator<MetadataObject> {
  const path = endpointOf(client, type);
  for (let from = 0; from < uids.length; from += UIDS_PER_REQUEST) {
    const query: Query = [
      ['fields', fields],
      ['filter', `id:in:[${uids.slice(from, from + UIDS_PER_REQUEST).join(',')}]`],
      ['paging', 'false'],
    ];
    const { body } = await getJsonAndSize(client.transport, { path, query, signal });
    yield* await withOwnItems(client, type, objectsOf(client, type, path, body), signal);
  }
}

/** Objects of a type whose lists are not whole: those that the list leaves out one by one, under their own addresses. */
async function* readListedOrNot(
  client: Client,
  type: MetadataType,
  fields: string,
  uids: readonly Uid[],
  signal: AbortSignal,
): AsyncGenerator<MetadataObject> {
  for (let from = 0; from < uids.length; from += UIDS_PER_REQUEST) {
    const some = uids.slice(from, from + UIDS_PER_REQUEST);
    const listed = new Map<Uid, MetadataObject>();
    for await (const object of readByUid(client, type, fields, some, signal)) listed.set(object.id, object);
    for (const uid of some) {
      const object =
        listed.get(uid) ?? (await readOne(client, `${endpointOf(client, type)}/${uid}`, fields, objectSchema, signal));
      if (object !== undefined) yield object;
    }
  }
}

function objectsOf(client: Client, type: MetadataType, path: string, body: unknown): MetadataObject[] {
  const reply = z.looseObject({ [type]: z.array(objectSchema) });
  return parseReply(reply, body, asked(client, path))[type] ?? [];
}

function asked(client: Client, path: string) {
  return { address: client.facts.address, request: `GET ${path}` };
}

/** Some schemas tell no endpoint though there is one (`expressionDimensionItems`, 2.40 … 2.43): then it is the plural. */
function endpointOf(client: Client, type: MetadataType): string {
  return `/api${client.facts.schemas.byPlural.get(type)?.endpoint ?? `/${type}`}`;
}
