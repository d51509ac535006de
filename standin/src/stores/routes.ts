import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf, findUser } from '../auth.ts';
import { jsonBody } from '../body.ts';
import { type Query, queryOf } from '../data/query.ts';
import { isSuperuser } from '../data/sharing.ts';
import { userReference } from '../files/user-json.ts';
import type { Instance } from '../instance.ts';
import { timestamp } from '../timestamp.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { readEntries } from './entry-query.ts';
import { type Namespaces, namespaceOf, removeEntry, type StoreEntry, storesOf } from './key-value-store.ts';

/** What differs between the data store that all share and a user's own. */
interface Kind {
  readonly path: '/api/dataStore' | '/api/userDataStore';
  namespaces(request: FastifyRequest): Namespaces;
  readonly created: (namespace: string, key: string) => string;
  readonly updated: (namespace: string, key: string) => string;
  readonly deleted: (namespace: string, key: string) => string;
  /** Since when whole namespaces can be read. */
  readonly bulkSince: number;
}

type AtNamespace = { Params: { namespace: string } };
type AtKey = { Params: { namespace: string; key: string } };

/** `/api/dataStore` and `/api/userDataStore` (API.md §7). */
export function registerStoreRoutes(app: FastifyInstance, instance: Instance): void {
  registerStore(app, instance, {
    path: '/api/dataStore',
    namespaces: () => storesOf(instance).shared,
    created: (_namespace, key) => `Key created: '${key}'`,
    updated: (_namespace, key) => `Key updated: '${key}'`,
    deleted: (namespace, key) => `Key '${key}' deleted from namespace '${namespace}'`,
    bulkSince: 38,
  });
  registerStore(app, instance, {
    path: '/api/userDataStore',
    namespaces: (request) => ownNamespaces(instance, request),
    created: (namespace, key) => `Key '${key}' in namespace '${namespace}' created.`,
    updated: (namespace, key) => `Key '${key}' in namespace '${namespace}' updated.`,
    deleted: (namespace, key) => `Key '${key}' deleted from the namespace '${namespace}.`,
    bulkSince: 40,
  });
  registerMetaData(app, instance);
}

function ownNamespaces(instance: Instance, request: FastifyRequest): Namespaces {
  const account = accountOf(request);
  const username = queryOf(request).one('username');
  let owner = account.uid;
  if (username !== undefined && username !== account.username) {
    if (!isSuperuser(account)) throw new WebMessageError(403, 'Only superusers can read or write other users data');
    const user = findUser(instance, username);
    if (!user) throw new WebMessageError(404, `User with username ${username} could not be found.`);
    owner = user.id;
  }
  const { byUser } = storesOf(instance);
  const known = byUser.get(owner) ?? new Map();
  byUser.set(owner, known);
  return known;
}

function find(namespaces: Namespaces, namespace: string, key: string): StoreEntry {
  const entry = namespaces.get(namespace)?.get(key);
  if (entry) return entry;
  throw new WebMessageError(404, `Key '${key}' not found in namespace '${namespace}'`, { errorCode: 'E1005' });
}

const UNCACHED = 'no-cache, no-store, max-age=0, must-revalidate';

function registerStore(app: FastifyInstance, instance: Instance, kind: Kind): void {
  const { path, namespaces } = kind;
  app.get(path, (request, reply) => reply.header('Cache-Control', UNCACHED).send([...namespaces(request).keys()]));
  app.get<AtNamespace>(`${path}/:namespace`, (request, reply) => {
    const { namespace } = request.params;
    const query = queryOf(request);
    reply.header('Cache-Control', UNCACHED);
    const entries = namespaces(request).get(namespace);
    if (query.has('fields') && instance.minor >= kind.bulkSince) return readEntries(entries?.values() ?? [], query);
    if (!entries) throw new WebMessageError(404, `Namespace not found: '${namespace}'`, { errorCode: 'E1005' });
    return [...entries.values()].filter((entry) => isNewEnough(entry, query)).map((entry) => entry.key);
  });
  app.get<AtKey>(`${path}/:namespace/:key`, (request, reply) => {
    const { value } = find(namespaces(request), request.params.namespace, request.params.key);
    return reply.type('application/json;charset=UTF-8').send(JSON.stringify(value));
  });
  registerWrites(app, instance, kind);
}

function isNewEnough(entry: StoreEntry, query: Query): boolean {
  const since = query.one('lastUpdated');
  return since === undefined || entry.lastUpdated.getTime() >= Date.parse(since);
}

function registerWrites(app: FastifyInstance, instance: Instance, kind: Kind): void {
  const { path, namespaces } = kind;
  app.post<AtKey>(`${path}/:namespace/:key`, (request, reply) => {
    const { namespace, key } = request.params;
    if (namespaces(request).get(namespace)?.has(key)) {
      const message = `Key '${key}' already exists in namespace '${namespace}'`;
      throw new WebMessageError(409, message, { errorCode: 'E1004' });
    }
    put(instance, request, namespaces(request), namespace, key);
    return sendWebMessage(reply, webMessage(201, kind.created(namespace, key)));
  });
  app.put<AtKey>(`${path}/:namespace/:key`, (request, reply) => {
    const { namespace, key } = request.params;
    const exists = namespaces(request).get(namespace)?.has(key) === true;
    put(instance, request, namespaces(request), namespace, key);
    const message = exists ? kind.updated(namespace, key) : kind.created(namespace, key);
    return sendWebMessage(reply, webMessage(exists ? 200 : 201, message));
  });
  app.delete<AtKey>(`${path}/:namespace/:key`, (request, reply) => {
    const { namespace, key } = request.params;
    find(namespaces(request), namespace, key);
    removeEntry(namespaces(request), namespace, key);
    return sendWebMessage(reply, webMessage(200, kind.deleted(namespace, key)));
  });
  app.delete<AtNamespace>(`${path}/:namespace`, (request, reply) => {
    const { namespace } = request.params;
    if (!namespaces(request).delete(namespace)) {
      throw new WebMessageError(404, `Namespace not found: '${namespace}'`, { errorCode: 'E1005' });
    }
    return sendWebMessage(reply, webMessage(200, `Namespace deleted: '${namespace}'`));
  });
}

function put(
  instance: Instance,
  request: FastifyRequest,
  namespaces: Namespaces,
  namespace: string,
  key: string,
): void {
  const value = jsonBody(request);
  const encrypted = queryOf(request).flag('encrypt');
  const known = namespaces.get(namespace)?.get(key);
  const now = instance.now();
  if (known) {
    Object.assign(known, { value, lastUpdated: now, encrypted: encrypted || known.encrypted });
    return;
  }
  const createdBy = accountOf(request).uid;
  const entry = { id: instance.newUid(), key, value, encrypted, created: now, lastUpdated: now, createdBy };
  namespaceOf(namespaces, namespace).set(key, entry);
}

function registerMetaData(app: FastifyInstance, instance: Instance): void {
  app.get<AtKey>('/api/dataStore/:namespace/:key/metaData', (request) => {
    const { namespace, key } = request.params;
    const entry = find(storesOf(instance).shared, namespace, key);
    const user = userReference(instance, accountOf(request));
    const sharing = { owner: entry.createdBy, external: false, users: {}, userGroups: {}, public: 'rw------' };
    const legacy = { externalAccess: false, publicAccess: 'rw------', userGroupAccesses: [], userAccesses: [] };
    return {
      id: entry.id,
      namespace,
      key,
      created: timestamp(entry.created),
      lastUpdated: timestamp(entry.lastUpdated),
      translations: [],
      ...(instance.minor <= 40 ? legacy : {}),
      createdBy: user,
      lastUpdatedBy: user,
      favorites: [],
      sharing,
      access: { manage: true, externalize: true, write: true, read: true, update: true, delete: true },
      user,
      favorite: false,
      attributeValues: [],
      ...(entry.encrypted ? { encrypted: true } : {}),
    };
  });
}
