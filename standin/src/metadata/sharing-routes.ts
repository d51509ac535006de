import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonBody } from '../body.ts';
import type { Instance, StoredObject } from '../instance.ts';
import { sendNotFoundPage } from '../not-found-page.ts';
import { one, type Query } from '../query.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { accessesById } from './import/given-sharing.ts';
import { isJson, type Json } from './json.ts';
import { existing } from './read-routes.ts';
import { schemaIndexOf } from './schema-index.ts';

type OfObject = { Params: { type: string; uid: string } };

/** `/api/sharing?type=&id=` and `PUT /api/{type}/{uid}/sharing` and `/translations` (API.md §5.2). */
export function registerSharingRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/sharing', (request) => shownSharing(instance, named(instance, request)[1]));
  app.put('/api/sharing', (request, reply) => setFromSharingBody(instance, request, reply));
  app.post('/api/sharing', (request, reply) => setFromSharingBody(instance, request, reply));
  app.put<OfObject>('/api/:type/:uid/sharing', (request, reply) => {
    const schema = schemaIndexOf(instance).byEndpoint.get(request.params.type);
    if (!schema) return sendNotFoundPage(reply);
    const object = existing(instance, schema, request.params.uid);
    const body = jsonBody(request);
    const given = isJson(body) && isJson(body.sharing) ? body.sharing : body;
    replace(instance, schema.plural, object, { sharing: sharingFrom(object, isJson(given) ? given : {}) });
    return reply.code(204).send();
  });
  app.put<OfObject>('/api/:type/:uid/translations', (request, reply) => {
    const schema = schemaIndexOf(instance).byEndpoint.get(request.params.type);
    if (!schema) return sendNotFoundPage(reply);
    const object = existing(instance, schema, request.params.uid);
    const body = jsonBody(request);
    replace(instance, schema.plural, object, { translations: isJson(body) ? (body.translations ?? []) : [] });
    return reply.code(204).send();
  });
}

function named(instance: Instance, request: FastifyRequest): [string, StoredObject] {
  const query = request.query as Query;
  const schema = schemaIndexOf(instance).bySingular.get(one(query, 'type') ?? '');
  if (!schema?.shareable) throw new WebMessageError(409, `Type ${one(query, 'type')} is not supported.`);
  return [schema.plural, existing(instance, schema, one(query, 'id') ?? '')];
}

function setFromSharingBody(instance: Instance, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [plural, object] = named(instance, request);
  const body = jsonBody(request);
  const given = isJson(body) && isJson(body.object) ? body.object : {};
  const sharing = sharingFrom(object, {
    public: given.publicAccess,
    external: given.externalAccess,
    users: given.userAccesses,
    userGroups: given.userGroupAccesses,
  });
  replace(instance, plural, object, { sharing });
  return sendWebMessage(reply, webMessage(200, 'Access control set'));
}

function sharingFrom(object: StoredObject, given: Json): Json {
  const kept = isJson(object.sharing) ? object.sharing : {};
  const owner = given.owner ?? kept.owner;
  return {
    ...(owner === undefined ? {} : { owner }),
    external: given.external === true,
    users: accessesById(given.users),
    userGroups: accessesById(given.userGroups),
    public: given.public ?? kept.public,
  };
}

function replace(instance: Instance, plural: string, object: StoredObject, properties: Json): void {
  instance.metadata.of(plural).set(object.id, { ...object, ...properties });
}

function shownSharing(instance: Instance, object: StoredObject): Json {
  const sharing = isJson(object.sharing) ? object.sharing : {};
  const owner = instance.metadata.find('users', String(sharing.owner));
  const accesses = (entries: unknown): unknown[] => Object.values(isJson(entries) ? entries : {});
  return {
    meta: { allowPublicAccess: true, allowExternalAccess: false },
    object: {
      id: object.id,
      name: object.name,
      displayName: object.name,
      publicAccess: sharing.public,
      externalAccess: sharing.external,
      ...(owner ? { user: { id: owner.id, name: `${owner.firstName} ${owner.surname}` } } : {}),
      userGroupAccesses: accesses(sharing.userGroups),
      userAccesses: accesses(sharing.users),
    },
  };
}
