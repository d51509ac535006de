import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { SchemaRegistry } from '../../model/schema.ts';
import type { Query } from '../api-request.ts';
import { type Asked, getJson } from '../client.ts';

/** An instance as far as it is looked through by people who choose. */
export interface Browsable {
  readonly transport: Asked;
  readonly schemas: SchemaRegistry;
}

export interface BrowseQuery {
  readonly type: MetadataType;
  /** A part of the name, or the UID or code, as DHIS2's own `query` understands it. */
  readonly search?: string | undefined;
  /** Of org units: the children of this one; `root` for those at the top. */
  readonly parent?: string | undefined;
  /** From 1 on. */
  readonly page: number;
  readonly pageSize: number;
}

/** One object that can be chosen. */
export interface BrowsedObject {
  readonly uid: string;
  readonly name: string;
  readonly code?: string | undefined;
  /** Of org units. */
  readonly level?: number | undefined;
  readonly path?: string | undefined;
  readonly hasChildren?: boolean | undefined;
}

const objectSchema = z.looseObject({
  id: z.string(),
  displayName: z.string().optional(),
  name: z.string().optional(),
  code: z.string().nullish(),
  level: z.number().optional(),
  path: z.string().optional(),
  leaf: z.boolean().optional(),
});
const pagerSchema = z.looseObject({ total: z.number() });

/**
 * One page of the objects of a type, ordered as the instance orders them: by name (API.md §3.2, §10). Asks once.
 * @throws PlatformError TYPE_NAME_UNKNOWN for a type that the instance does not list.
 */
export async function browseObjects(
  { transport, schemas }: Browsable,
  { type, search, parent, page, pageSize }: BrowseQuery,
  signal: AbortSignal,
): Promise<{ readonly items: readonly BrowsedObject[]; readonly total: number }> {
  const schema = schemas.byPlural.get(type);
  if (schema?.endpoint === undefined || !schema.metadata) {
    throw new PlatformError('TYPE_NAME_UNKNOWN', { args: { names: type } });
  }
  const isTree = type === 'organisationUnits';
  const query: Query = [
    ['fields', isTree ? 'id,displayName,code,level,path,leaf' : 'id,displayName,name,code'],
    ...(search === undefined ? [] : [['query', search] as const]),
    ...(isTree && parent !== undefined ? [['filter', childrenOf(parent)] as const] : []),
    ['pageSize', String(pageSize)],
    ['page', String(page)],
  ];
  const reply = z.looseObject({ pager: pagerSchema, [type]: z.array(objectSchema).optional() });
  const body = await getJson(transport, `/api${schema.endpoint}`, query, reply, signal);
  const objects = z.array(objectSchema).parse(body[type] ?? []);
  return { items: objects.map(toBrowsed), total: pagerSchema.parse(body.pager).total };
}

function childrenOf(parent: string): string {
  return parent === 'root' ? 'level:eq:1' : `parent.id:eq:${parent}`;
}

function toBrowsed({ id, displayName, name, code, level, path, leaf }: z.infer<typeof objectSchema>): BrowsedObject {
  return {
    uid: id,
    name: displayName ?? name ?? id,
    code: code ?? undefined,
    ...{ level, path },
    hasChildren: leaf === undefined ? undefined : !leaf,
  };
}
