import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ListedTrackerType } from '../../model/instance.ts';
import { type TrackerObject, type TrackerSelection, trackerUidKey } from '../../model/tracker-objects.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';
import { readAhead } from '../read-ahead.ts';
import { withOwnOrgUnits } from './enrollment-org-units.ts';
import { type ListPage, listCompletely } from './list-completely.ts';

const PAGE_SIZE = 500;

/**
 * Everything of an object that an import keeps (API.md §9.3), without what hangs on it: listed flat, DHIS2 is ten times
 * as fast. An enrollment keeps its attributes: those of the program come nowhere else for a tracked entity that is
 * listed by its type.
 */
const flatFields: Readonly<Record<ListedTrackerType, string>> = {
  trackedEntities: '*,!enrollments,!events,!relationships,!programOwners',
  enrollments: '*,!events,!relationships',
  events: '*,!relationships',
};

/**
 * Which listings ask for deleted objects always, so that one that is deleted meanwhile keeps its place and shifts no page.
 * Not tracked entities: with `includeDeleted` those come too whose enrollment in the program is deleted, and they are not.
 */
const keepsDeletedInPlace: Readonly<Record<ListedTrackerType, boolean>> = {
  trackedEntities: false,
  enrollments: true,
  events: true,
};

/**
 * With `includeDeleted` a 2.41.5.1 shows the deleted relationships of an enrollment or event too, and does not say that they are: what
 * was deleted would be taken for what is missing on the target.
 */
function showsRelationships({ fields }: TrackerSelection): boolean {
  return fields?.includes('relationships[') ?? false;
}

/** The total stands in the pager, or at the top before 2.41; the list under its own name, or `instances` (API.md §9.1). */
const replySchema = z.looseObject({
  pager: z.looseObject({ total: z.number().optional() }).optional(),
  total: z.number().optional(),
});
const listSchema = z.array(z.looseObject({}));

/**
 * Objects of one kind, in an order that new objects do not disturb. Deleted ones are handed on only if the selection
 * wants them.
 * @throws PlatformError DHIS2_LISTING_INCOMPLETE when the instance says that it has more than it lists.
 */
export async function* readTracker(
  client: Client,
  type: ListedTrackerType,
  selection: TrackerSelection,
  signal: AbortSignal,
): AsyncGenerator<TrackerObject> {
  const key = trackerUidKey[type];
  const { address } = client.facts;
  const objects = listCompletely<TrackerObject>({
    uidOf: (object) => String(object[key]),
    totalsCountRows: countsRows(client, type),
    // Where equal dates make the order unsteady, longer pages have fewer seams.
    pages: (pass) => readAhead(readPages(client, type, selection, (selection.pageSize ?? PAGE_SIZE) * pass, signal)),
    incomplete: (expected, listed) =>
      new PlatformError('DHIS2_LISTING_INCOMPLETE', { args: { address, type, expected, listed } }),
  });
  for await (const object of objects) {
    if (object.deleted !== true || selection.includeDeleted) yield object;
  }
}

/** How many objects a selection holds; before 2.41 possibly more events than there are (`eventTotalsCountRows`). */
export async function countTracker(
  client: Client,
  type: ListedTrackerType,
  selection: TrackerSelection,
  signal: AbortSignal,
): Promise<number> {
  const query: Query = [
    ...selectionQuery(client, type, selection),
    ['fields', trackerUidKey[type]],
    ['page', '1'],
    ['pageSize', '1'],
    ['totalPages', 'true'],
  ];
  const { total } = await readPage(client, type, query, signal);
  return total ?? 0;
}

function countsRows(client: Client, type: ListedTrackerType): boolean {
  return type === 'events' && client.capabilities.eventTotalsCountRows;
}

async function* readPages(
  client: Client,
  type: ListedTrackerType,
  selection: TrackerSelection,
  pageSize: number,
  signal: AbortSignal,
): AsyncGenerator<ListPage<TrackerObject>> {
  const order = client.capabilities.trackerOrder[type];
  const keepsPlace = keepsDeletedInPlace[type] && !showsRelationships(selection);
  const listed = { ...selection, includeDeleted: selection.includeDeleted || keepsPlace };
  let total = 0;
  for (let page = 1; ; page += 1) {
    const query: Query = [
      ...selectionQuery(client, type, listed),
      ['fields', fieldsOf(type, selection)],
      ...(order === undefined ? [] : [['order', order] as const]),
      ['page', String(page)],
      ['pageSize', String(pageSize)],
      // Counting is dear for the server: once is enough, and what is created later comes last.
      ...(page === 1 ? [['totalPages', 'true'] as const] : []),
    ];
    const found = await readPage(client, type, query, signal);
    yield found;
    total = found.total ?? total;
    const isLast = found.objects.length < pageSize && page * pageSize >= total;
    if (isLast || found.objects.length === 0) break;
  }
  if (countsRows(client, type)) yield { objects: [], total: await countTracker(client, type, listed, signal) };
}

async function readPage(
  client: Client,
  type: ListedTrackerType,
  query: Query,
  signal: AbortSignal,
): Promise<ListPage<TrackerObject>> {
  const path = `/api/tracker/${type}`;
  const reply = await getJson(client.transport, path, query, replySchema, signal);
  const list = listSchema.safeParse(reply[type] ?? reply.instances);
  if (!list.success) {
    const args = { address: client.facts.address, request: `GET ${path}`, reason: `no list ${type}` };
    throw new PlatformError('DHIS2_UNEXPECTED_ANSWER', { args });
  }
  const objects = type === 'trackedEntities' ? await withOwnOrgUnits(client, list.data, signal) : list.data;
  return { objects, total: reply.pager?.total ?? reply.total };
}

function selectionQuery(
  client: Client,
  type: ListedTrackerType,
  { includeDeleted, ...selection }: TrackerSelection,
): Query {
  const { trackerOrgUnitsKey, trackerOrgUnitModeKey } = client.capabilities;
  // By type, with deleted ones and without any date, 2.42.4.1 makes SQL without a space before ORDER BY, and fails
  // (409, SqlState 42601) [HibernateTrackedEntityStore.getFromSubQueryTrackedEntityConditions].
  const anyDate = includeDeleted && selection.trackedEntityType !== undefined ? '1900-01-01' : undefined;
  const updatedAfter = selection.updatedAfter ?? anyDate;
  return [
    ...(selection.program === undefined ? [] : [['program', selection.program] as const]),
    ...(selection.trackedEntityType === undefined ? [] : [['trackedEntityType', selection.trackedEntityType] as const]),
    ...uidsQuery(client, type, selection),
    [type === 'events' ? 'orgUnit' : trackerOrgUnitsKey, selection.orgUnit],
    [trackerOrgUnitModeKey, selection.ownOnly ? 'SELECTED' : 'DESCENDANTS'],
    ...(updatedAfter === undefined ? [] : [['updatedAfter', updatedAfter] as const]),
    ...enrolledQuery(selection),
    ...(includeDeleted ? [['includeDeleted', 'true'] as const] : []),
  ];
}

/** `enrollments=a,b` from 2.41 on, `enrollment=a;b` before (API.md §9.1); together with program, type and org unit (seen on 2.41.5.1 and 2.42.4.1). */
function uidsQuery({ capabilities }: Client, type: ListedTrackerType, { uids }: TrackerSelection): Query {
  if (uids === undefined) return [];
  const isPlural = capabilities.trackedEntitiesKey === 'trackedEntities';
  return [[isPlural ? type : trackerUidKey[type], uids.join(capabilities.uidSeparator)]];
}

/** Days are compared as moments: the last one ends with the midnight that follows it (seen on 2.40.1 to 2.42.4.1). */
function enrolledQuery({ enrolledOn }: TrackerSelection): Query {
  if (enrolledOn === undefined) return [];
  const end = new Date(`${enrolledOn.to}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + 1);
  return [
    ['enrollmentEnrolledAfter', enrolledOn.from],
    ['enrollmentEnrolledBefore', end.toISOString().slice(0, 10)],
  ];
}

/** What the reader itself looks at is always among the fields. */
function fieldsOf(type: ListedTrackerType, { fields }: TrackerSelection): string {
  if (fields === undefined) return flatFields[type];
  return /(^|,)(\*|:all)(,|$)/.test(fields) ? fields : `${trackerUidKey[type]},deleted,${fields}`;
}
