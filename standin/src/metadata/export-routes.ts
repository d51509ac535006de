import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import type { Instance, StoredObject } from '../instance.ts';
import { many, one, type Query } from '../query.ts';
import { parseFields } from './fields.ts';
import type { Json } from './json.ts';
import { isListedTo } from './listed-by-sharing.ts';
import { queriedObjects } from './object-list.ts';
import { type RenderContext, renderObject } from './render.ts';
import { renderContextOf } from './request-context.ts';
import { schemaIndexOf } from './schema-index.ts';
import type { Schema } from './schemas.ts';
import { systemHeader } from './system-header.ts';

/** `GET /api/metadata` (API.md §3.1). */
export function registerExportRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/metadata', (request) => exportMetadata(instance, request));
}

function exportMetadata(instance: Instance, request: FastifyRequest): Json {
  const query = request.query as Query;
  const { without, ...context } = renderContextOf(instance, request);
  const used: RenderContext = without && instance.minor >= 41 ? { ...context, without } : context;
  const out: Json = systemHeader(instance);
  for (const schema of selectedTypes(instance, query)) {
    const objects = exportType(used, schema, query, isListedTo(instance, accountOf(request), schema));
    if (objects.length > 0) out[schema.plural] = objects;
  }
  return out;
}

/** Types named by `{plural}=true` or `{plural}:fields=…`; without any, everything the release exports by default. */
function selectedTypes({ schemas, minor }: Instance, query: Query): Schema[] {
  const { importable, byPlural } = schemaIndexOf({ schemas });
  const asked = new Set<Schema>();
  for (const key of Object.keys(query)) {
    const [plural = '', option] = key.split(':');
    const schema = byPlural.get(plural);
    if (schema && (option !== undefined || one(query, key) === 'true') && one(query, plural) !== 'false')
      asked.add(schema);
  }
  if (asked.size > 0) return [...asked];
  const deprecated = minor >= 41 ? ['eventCharts', 'eventReports'] : [];
  return importable.filter(
    (schema) => schema.persisted && !schema.secondaryMetadata && !deprecated.includes(schema.plural),
  );
}

const SHARING_KEYS = ['!user', '!publicAccess', '!externalAccess', '!userAccesses', '!userGroupAccesses', '!sharing'];

function exportType(
  context: RenderContext,
  schema: Schema,
  query: Query,
  isListed: (object: StoredObject) => boolean,
): Json[] {
  const own = (name: string): string[] => {
    const specific = many(query, `${schema.plural}:${name}`);
    return specific.length > 0 ? specific : many(query, name);
  };
  const fields = [own('fields').join(',') || ':owner', ...(one(query, 'skipSharing') === 'true' ? SHARING_KEYS : [])];
  const nodes = parseFields(fields.join(','));
  const objects = queriedObjects(context, schema, { filter: own('filter'), order: own('order') });
  return objects.filter(isListed).map((object) => renderObject(context, schema, object, nodes));
}
