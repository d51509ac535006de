import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { textOf } from '../data/references.ts';
import type { Account, Instance } from '../instance.ts';
import { timestamp } from '../timestamp.ts';
import { responseTypeOf, sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { type FileResource, fileResourcesOf } from './file-resource-store.ts';
import { registerIconRoutes } from './icon-routes.ts';
import { sendFile } from './send-file.ts';
import { registerStaticRoutes } from './static-routes.ts';
import { readUpload } from './upload.ts';
import { userReference } from './user-json.ts';

/** Domains whose content `/api/fileResources/{uid}/data` gives out; never DATA_VALUE (API.md §6). */
const OPEN_DOMAINS = new Set(['ORG_UNIT', 'ICON', 'DOCUMENT', 'MESSAGE_ATTACHMENT', 'USER_AVATAR']);
/** How long a fresh file is PENDING: storage is asynchronous, and 2.42 takes longer over it (recorded: file-get). */
const storageMs = (minor: number): number => (minor >= 42 ? 200 : 0);

/** `/api/fileResources` and the content of documents (API.md §6). */
export function registerFileRoutes(app: FastifyInstance, instance: Instance): void {
  registerIconRoutes(app, instance);
  registerStaticRoutes(app, instance);
  const files = fileResourcesOf(instance);
  type WithUid = { Params: { uid: string } };
  const find = (uid: string): FileResource => {
    const file = files.get(uid);
    if (file) return file;
    const code = instance.minor >= 41 ? { errorCode: 'E1005' } : {};
    throw new WebMessageError(404, `FileResource with id ${uid} could not be found.`, code);
  };
  app.post('/api/fileResources', (request, reply) => {
    const account = accountOf(request);
    const file = readUpload(instance, account, request);
    files.set(file.uid, file);
    const fileResource = toJson(instance, account, file, true);
    const responseType = responseTypeOf(instance.minor, 'FileResource');
    return sendWebMessage(reply, webMessage(202, undefined, { response: { responseType, fileResource } }));
  });
  app.get<WithUid>('/api/fileResources/:uid', (request) =>
    toJson(instance, accountOf(request), find(request.params.uid), false),
  );
  app.get<WithUid>('/api/fileResources/:uid/data', (request, reply) => {
    const file = find(request.params.uid);
    if (!OPEN_DOMAINS.has(file.domain)) throw noAccess(instance, file);
    return sendFile(reply, instance, file);
  });
  app.get<WithUid>('/api/documents/:uid/data', (request, reply) => {
    const document = instance.metadata.find('documents', request.params.uid);
    if (!document) throw new WebMessageError(404, `Document not found for uid: ${request.params.uid}`);
    const url = textOf(document, 'url') ?? '';
    return document.external === true ? reply.redirect(url, 302) : sendFile(reply, instance, find(url));
  });
}

/** Up to 2.40 the refusal looks like one of the account (recorded: files). */
function noAccess({ minor }: Instance, { uid }: FileResource): WebMessageError {
  const message = `You don't have access to fileResource '${uid}' or this fileResource is not available from this endpoint`;
  return minor <= 40 ? new WebMessageError(401, message) : new WebMessageError(403, message, { errorCode: 'E1006' });
}

/** A file resource as the recorded releases show it; in the answer to its upload the sharing is still whole. */
function toJson(instance: Instance, account: Account, file: FileResource, isFresh: boolean): Record<string, unknown> {
  const isStored = !isFresh && instance.now().getTime() - file.created.getTime() >= storageMs(instance.minor);
  const isImage = file.contentType.startsWith('image/');
  const user = userReference(instance, account);
  const legacy = { externalAccess: false, userGroupAccesses: [], userAccesses: [] };
  return {
    id: file.uid,
    name: file.name,
    created: timestamp(file.created),
    lastUpdated: timestamp(file.created),
    translations: [],
    ...(instance.minor <= 40 ? { ...legacy, ...(isFresh ? { publicAccess: '--------' } : {}) } : {}),
    createdBy: user,
    favorites: [],
    ...(isFresh || instance.minor >= 41 || !isImage || file.isAssigned ? { lastUpdatedBy: user } : {}),
    sharing: {
      ...(isFresh ? { owner: file.createdBy, public: '--------' } : {}),
      external: false,
      users: {},
      userGroups: {},
    },
    contentType: file.contentType,
    contentLength: file.content.length,
    contentMd5: file.contentMd5,
    ...(instance.minor >= 42 ? { assigned: file.isAssigned } : {}),
    domain: file.domain,
    hasMultipleStorageFiles: isStored && isImage,
    storageStatus: isStored ? 'STORED' : 'PENDING',
    displayName: file.name,
    favorite: false,
    user,
    attributeValues: [],
  };
}
