import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Instance } from '../instance.ts';
import { one, type Query } from '../query.ts';
import { WebMessageError } from '../web-message.ts';
import { type FieldNode, parseFields } from './fields.ts';
import { isJson, type Json } from './json.ts';
import { baseUrlOf } from './request-context.ts';
import { schemaIndexOf } from './schema-index.ts';

/** `/api/schemas` and `/api/schemas/{singular}` from the recorded release (API.md §2). */
export function registerSchemaRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/schemas', (request) => ({ schemas: instance.schemas.map((schema) => shown(request, schema)) }));
  app.get<{ Params: { singular: string } }>('/api/schemas/:singular', (request) => {
    const schema = schemaIndexOf(instance).bySingular.get(request.params.singular);
    if (!schema)
      throw new WebMessageError(404, `Type ${request.params.singular} does not exist.`, { errorCode: 'E1005' });
    return shown(request, schema);
  });
}

function shown(request: FastifyRequest, schema: object): Json {
  const fields = one(request.query as Query, 'fields');
  const own = withAddress(baseUrlOf(request), schema as Json);
  return fields === undefined ? own : picked(own, parseFields(fields));
}

/** The recorded addresses name the recorded host; they become this server's. */
function withAddress(baseUrl: string, schema: Json): Json {
  const moved = { ...schema };
  for (const key of ['apiEndpoint', 'href']) {
    const address = moved[key];
    if (typeof address === 'string') moved[key] = address.replace(/^https?:\/\/[^/]+(?=\/api)/, baseUrl);
  }
  return moved;
}

function picked(value: Json, fields: readonly FieldNode[]): Json {
  const all = fields.some((node) => node.name === '*' || node.name.startsWith(':'));
  const out: Json = all ? { ...value } : {};
  for (const node of fields) {
    if (node.excluded) delete out[node.name];
    else if (node.name in value) out[node.name] = pickedPart(value[node.name], node.children);
  }
  return out;
}

function pickedPart(value: unknown, children: readonly FieldNode[] | undefined): unknown {
  if (!children) return value;
  if (Array.isArray(value)) return value.map((item) => pickedPart(item, children));
  return isJson(value) ? picked(value, children) : value;
}
