import { z } from 'zod';
import type { ChangeMark, ChangeQuestion, Changes, Members } from '../../model/changes.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';
import { readServerClock, wallTextOf } from './server-clock.ts';

const objectsSchema = z.array(z.looseObject({ id: z.string(), lastUpdated: z.string().nullish() }));
const headerSchema = z.looseObject({ date: z.string() });
const exportSchema = z.looseObject({});

/**
 * Objects of all types in one request: the export of metadata filters in the database (API.md §3.1; 0.4 to 0.8 s on 2.40.1 to 2.42.4.1
 * where nothing changed, of 2,500 objects).
 */
export async function changedMetadata(
  client: Client,
  types: readonly MetadataType[],
  { since, limit, signal }: ChangeQuestion,
): Promise<Changes & { readonly asOf: string }> {
  const query: Query = [
    ...types.map((type) => [type, 'true'] as const),
    ['filter', `lastUpdated:ge:${since}`],
    ['fields', 'id,lastUpdated'],
  ];
  const askedAt = performance.now();
  const reply = await getJson(client.transport, '/api/metadata', query, exportSchema, signal);
  const tookMs = performance.now() - askedAt;
  const marks: ChangeMark[] = [];
  for (const type of types) {
    for (const { id, lastUpdated } of objectsSchema.parse(reply[type] ?? [])) {
      marks.push({ type, key: id, at: lastUpdated ?? '' });
    }
  }
  // The date in the answer is when it was written, which is after the database was asked.
  const written = Date.parse(headerSchema.safeParse(reply.system).data?.date ?? '');
  const asOf = Number.isNaN(written)
    ? await readServerClock(client, signal)
    : wallTextOf(Math.floor(written - tookMs), client.facts);
  return { marks: marks.slice(0, limit), isCut: marks.length > limit, asOf };
}

const deletedSchema = z.looseObject({
  deletedObjects: z.array(z.looseObject({ klass: z.string(), uid: z.string(), deletedAt: z.string() })),
});

/** `GET /api/deletedObjects` (API.md §11): in every release, for superusers. */
export async function deletedMetadata(client: Client, { since, limit, signal }: ChangeQuestion): Promise<Changes> {
  const query: Query = [
    ['deletedAt', since],
    ['fields', 'klass,uid,deletedAt'],
    ['pageSize', String(limit + 1)],
  ];
  const { deletedObjects } = await getJson(client.transport, '/api/deletedObjects', query, deletedSchema, signal);
  const typeOf = typesByClass(client);
  const marks = deletedObjects.flatMap(({ klass, uid, deletedAt }) => {
    const type = typeOf.get(klass);
    return type === undefined ? [] : [{ type, key: uid, at: `deleted ${deletedAt}` }];
  });
  return { marks: marks.slice(0, limit), isCut: deletedObjects.length > limit };
}

/** Deleted objects are told with the simple name of their class. */
function typesByClass({ facts }: Client): ReadonlyMap<string, MetadataType> {
  const schemas = [...facts.schemas.byPlural.values()].filter(({ metadata }) => metadata);
  return new Map(schemas.map(({ klass, plural }) => [klass.slice(klass.lastIndexOf('.') + 1), plural]));
}

/** Numbers of members, of all types in one request. */
export async function memberCounts(
  client: Client,
  members: readonly Members[],
  signal: AbortSignal,
): Promise<readonly ChangeMark[]> {
  const query: Query = members.map(({ type, property }) => [`${type}:fields`, `id,${property}~size`] as const);
  const reply = await getJson(client.transport, '/api/metadata', query, exportSchema, signal);
  const sizes = z.array(z.looseObject({ id: z.string() }));
  return members.flatMap(({ type, property }) =>
    sizes.parse(reply[type] ?? []).map((object) => ({ type, key: object.id, at: String(object[property] ?? 0) })),
  );
}
