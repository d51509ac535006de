import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf, findUser } from '../auth.ts';
import { jsonBody, rawBody } from '../body.ts';
import { type Query, queryOf } from '../data/query.ts';
import { isSuperuser } from '../data/sharing.ts';
import { userReference } from '../files/user-json.ts';
import type { Instance } from '../instance.ts';
import { isJson } from '../metadata/json.ts';
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

/** What the servlet container and the firewall of DHIS2 refuse in the name of an entry: `/`, `\\`, `;`, `%`, escaped or not. */
const FORBIDDEN = /^[^?]*\/api\/(user)?dataStore\/.*(;|%(2f|5c|3b|25))/i;
const BAD_REQUEST = '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title></head></html>';

/** `/api/dataStore` and `/api/userDataStore` (API.md §7). */
export function registerStoreRoutes(app: FastifyInstance, instance: Instance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (FORBIDDEN.test(request.originalUrl.split('?')[0] ?? ''))
      return reply.code(400).type('text/html').send(BAD_REQUEST);
  });
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
    updated: (_namespace, key) => `Key updated: '${key}'`,
    deleted: (namespace, key) => `Key '${key}' deleted from the namespace '${namespace}'.`,
    bulkSince: 40,
  });
  registerMetaData(app, instance);
}

function ownNamespaces(instance: Instance, request: FastifyRequest): Namespaces {
  const account = accountOf(request);
  const username = queryOf(request).one('username');
  let owner = account.uid;
  if (username !== undefined && username !== account.username) {
    if (!isSuperuser(account)) {
      const message = 'Only superusers can read or write other users data using the `username` parameter.';
      throw new WebMessageError(409, message);
    }
    const user = findUser(instance, username);
    if (!user) throw new WebMessageError(409, `No user with username ${username} exists.`);
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
    if (query.has('fields') && instance.minor >= kind.bulkSince) {
      return reply.type('application/json;charset=UTF-8').send(readEntries(entries?.values() ?? [], query));
    }
    if (!entries) throw new WebMessageError(404, `Namespace not found: '${namespace}'`, { errorCode: 'E1005' });
    return [...entries.values()].filter((entry) => isNewEnough(entry, query)).map((entry) => entry.key);
  });
  app.get<AtKey>(`${path}/:namespace/:key`, (request, reply) => {
    const { namespace, key } = request.params;
    if (key === 'keys') return [...(namespaces(request).get(namespace)?.keys() ?? [])];
    const { text } = find(namespaces(request), namespace, key);
    return reply.type('application/json;charset=UTF-8').send(text);
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
  jsonBody(request);
  const text = rawBody(request).toString('utf8');
  const known = namespaces.get(namespace)?.get(key);
  const now = instance.now();
  if (known) {
    update(instance, namespaces, { namespace, entry: known, text });
    return;
  }
  const encrypted = queryOf(request).flag('encrypt');
  const createdBy = accountOf(request).uid;
  const sharing = { owner: createdBy, external: false, users: {}, userGroups: {}, public: 'rw------' };
  const entry = { id: instance.newUid(), key, text, encrypted, created: now, lastUpdated: now, createdBy, sharing };
  namespaceOf(namespaces, namespace).set(key, entry);
}

/**
 * An update keeps the flag. From 2.41 on it writes the plain value, also of what is encrypted and shows another, and of
 * every user who has something under the same name (seen on 2.41.5.1 and 2.42.4.1).
 */
function update(
  instance: Instance,
  namespaces: Namespaces,
  { namespace, entry, text }: { readonly namespace: string; readonly entry: StoreEntry; readonly text: string },
): void {
  const stores = storesOf(instance);
  const isShared = namespaces === stores.shared;
  const isCareless = instance.minor >= 41;
  const others = isShared || !isCareless ? [] : [...stores.byUser.values()];
  const same = others.flatMap((each) => each.get(namespace)?.get(entry.key) ?? []);
  for (const each of new Set([entry, ...same])) {
    if (isCareless && each.encrypted) each.pageText = text;
    else Object.assign(each, { text, lastUpdated: instance.now() });
  }
}

function registerMetaData(app: FastifyInstance, instance: Instance): void {
  app.get<AtKey>('/api/dataStore/:namespace/:key/metaData', (request) => {
    const { namespace, key } = request.params;
    const entry = find(storesOf(instance).shared, namespace, key);
    const user = userReference(instance, accountOf(request));
    const { sharing } = entry;
    const legacy = {
      externalAccess: false,
      publicAccess: sharing.public,
      userGroupAccesses: accessList(sharing.userGroups),
      userAccesses: accessList(sharing.users),
    };
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
    };
  });
}

function accessList(accesses: unknown): unknown[] {
  return Object.values(isJson(accesses) ? accesses : {});
}
