import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonBody } from '../body.ts';
import type { Instance, StoredObject } from '../instance.ts';
import { sendNotFoundPage } from '../not-found-page.ts';
import { one, type Query } from '../query.ts';
import { type StoreEntry, storesOf } from '../stores/key-value-store.ts';
import { timestamp } from '../timestamp.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { accessesById } from './import/given-sharing.ts';
import { isJson, type Json, jsonObjects } from './json.ts';
import { existing } from './read-routes.ts';
import { schemaIndexOf } from './schema-index.ts';

type OfObject = { Params: { type: string; uid: string } };

/** `/api/sharing?type=&id=` and `PUT /api/{type}/{uid}/sharing` and `/translations` (API.md §5.2). */
export function registerSharingRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/sharing', (request) => shownSharing(instance, shared(instance, request)));
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

interface Shared {
  readonly id: string;
  readonly name?: unknown;
  readonly sharing?: unknown;
}

/** What a request names by type and id: an entry of the data store, or a metadata object. */
function shared(instance: Instance, request: FastifyRequest): Shared {
  return entryOf(instance, request) ?? named(instance, request)[1];
}

function entryOf(instance: Instance, request: FastifyRequest): StoreEntry | undefined {
  const query = request.query as Query;
  if (one(query, 'type') !== 'dataStore') return undefined;
  const entries = [...storesOf(instance).shared.values()].flatMap((namespace) => [...namespace.values()]);
  const found = entries.find(({ id }) => id === one(query, 'id'));
  if (!found) throw new WebMessageError(404, `Object of type dataStore with ID ${one(query, 'id')} was not found.`);
  return found;
}

function named(instance: Instance, request: FastifyRequest): [string, StoredObject] {
  const query = request.query as Query;
  const schema = schemaIndexOf(instance).bySingular.get(one(query, 'type') ?? '');
  if (!schema?.shareable) throw new WebMessageError(409, `Type ${one(query, 'type')} is not supported.`);
  return [schema.plural, existing(instance, schema, one(query, 'id') ?? '')];
}

function setFromSharingBody(instance: Instance, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const entry = entryOf(instance, request);
  const body = jsonBody(request);
  const given = isJson(body) && isJson(body.object) ? body.object : {};
  const wanted = {
    public: given.publicAccess,
    external: given.externalAccess,
    users: given.userAccesses,
    userGroups: given.userGroupAccesses,
  };
  if (entry !== undefined) {
    // Whom the instance does not have is dropped without a word.
    const known = (plural: string, list: unknown) => {
      return jsonObjects(list).filter(({ id }) => instance.metadata.find(plural, String(id)) !== undefined);
    };
    const [users, userGroups] = [known('users', wanted.users), known('userGroups', wanted.userGroups)];
    entry.sharing = sharingFrom(entry, { ...wanted, users, userGroups });
    return sendWebMessage(reply, webMessage(200, 'Access control set'));
  }
  const [plural, object] = named(instance, request);
  const sharing = sharingFrom(object, wanted);
  replace(instance, plural, object, { sharing });
  return sendWebMessage(reply, webMessage(200, 'Access control set'));
}

function sharingFrom(object: Shared, given: Json): Json {
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

/** The date of the object moves (seen on 2.42.4.1). */
function replace(instance: Instance, plural: string, object: StoredObject, properties: Json): void {
  const lastUpdated = timestamp(instance.now());
  instance.metadata.of(plural).set(object.id, { ...object, ...properties, lastUpdated });
}

function shownSharing(instance: Instance, object: Shared): Json {
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
