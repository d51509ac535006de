import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import type { Instance, StoredObject } from '../instance.ts';
import { sendNotFoundPage } from '../not-found-page.ts';
import { one, type Query } from '../query.ts';
import { WebMessageError } from '../web-message.ts';
import { withDependencies } from './dependencies.ts';
import { parseFields } from './fields.ts';
import { isJson, jsonObjects } from './json.ts';
import { isListedTo, isReadable } from './listed-by-sharing.ts';
import { queriedObjects } from './object-list.ts';
import { page } from './pager.ts';
import { renderObject } from './render.ts';
import { baseUrlOf, renderContextOf } from './request-context.ts';
import { schemaIndexOf, simpleName } from './schema-index.ts';
import type { Schema } from './schemas.ts';
import { systemHeader } from './system-header.ts';

type OfType = { Params: { type: string } };
type OfObject = { Params: { type: string; uid: string } };
type OfProperty = { Params: { type: string; uid: string; property: string } };

const LIST_FIELDS = 'id,displayName';

/** `GET /api/{type}`, `/api/{type}/{uid}` and below, for every type with an endpoint (API.md §3.2). */
export function registerReadRoutes(app: FastifyInstance, instance: Instance): void {
  app.get<OfType>('/api/:type', (request, reply) => {
    const schema = schemaIndexOf(instance).byEndpoint.get(request.params.type);
    return schema ? reply.send(objectList(instance, schema, request)) : sendNotFoundPage(reply);
  });
  app.get<OfType>('/api/:type/gist', (request, reply) => {
    const schema = schemaIndexOf(instance).byEndpoint.get(request.params.type);
    return schema
      ? reply.send(objectList(instance, schema, request, 'id,code,name,created,lastUpdated'))
      : sendNotFoundPage(reply);
  });
  app.get<OfObject>('/api/:type/:uid', (request, reply) => {
    const schema = schemaIndexOf(instance).byEndpoint.get(request.params.type);
    if (!schema) return sendNotFoundPage(reply);
    const object = existing(instance, schema, request.params.uid);
    const fields = parseFields(one(request.query as Query, 'fields') ?? '*');
    return reply.send(renderObject(renderContextOf(instance, request), schema, object, fields));
  });
  app.get<OfProperty>('/api/:type/:uid/:property', (request, reply) => objectProperty(instance, request, reply));
}

function objectList(instance: Instance, schema: Schema, request: FastifyRequest, fallback = LIST_FIELDS): unknown {
  const context = renderContextOf(instance, request);
  const query = request.query as Query;
  const isGist = fallback !== LIST_FIELDS;
  const objects = queriedObjects(context, schema, query);
  const shown = isGist ? objects : objects.filter(isListedTo(instance, accountOf(request), schema));
  const { pager, items } = page(shown, query, addressOf(request));
  const fields = parseFields(one(query, 'fields') ?? fallback);
  const given = isGist ? items : items.filter((object) => isReadable(schema, object));
  const rendered = given.map((object) => renderObject(context, schema, object, fields));
  return { ...(pager ? { pager } : {}), [schema.plural]: rendered };
}

function addressOf(request: FastifyRequest): string {
  const path = request.originalUrl;
  return `${baseUrlOf(request)}${path.slice(Math.max(path.indexOf('/api/'), 0))}`;
}

/**
 * An object that a path names.
 * @throws WebMessageError 404 E1005 when there is none.
 */
export function existing(instance: Instance, schema: Schema, uid: string): StoredObject {
  const found = instance.metadata.find(schema.plural, uid);
  if (found && isReadable(schema, found)) return found;
  const message = `${simpleName(schema.klass)} with id ${uid} could not be found.`;
  throw new WebMessageError(404, message, { errorCode: 'E1005' });
}

/** `/api/{type}/{uid}/metadata` with dependencies, `/sharing`, or one property or collection of the object. */
function objectProperty(instance: Instance, request: FastifyRequest<OfProperty>, reply: FastifyReply): unknown {
  const { type, uid, property } = request.params;
  const schema = schemaIndexOf(instance).byEndpoint.get(type);
  if (!schema) return sendNotFoundPage(reply);
  const object = existing(instance, schema, uid);
  const context = renderContextOf(instance, request);
  if (property === 'metadata') {
    return reply.send({ ...systemHeader(instance), ...withDependencies(context, schema, object) });
  }
  const inner = one(request.query as Query, 'fields');
  const node = inner === undefined ? property : `${property}[${inner}]`;
  const rendered = renderObject(context, schema, object, parseFields(node));
  const value = rendered[property];
  if (value === undefined) return sendNotFoundPage(reply);
  return reply.send(
    Array.isArray(value)
      ? { [property]: jsonObjects(value).length ? value : [] }
      : isJson(value)
        ? value
        : { [property]: value },
  );
}
