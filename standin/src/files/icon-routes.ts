import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody } from '../body.ts';
import { queryOf } from '../data/query.ts';
import { refId, textOf } from '../data/references.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { timestamp } from '../timestamp.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { type FileResource, fileResourcesOf } from './file-resource-store.ts';
import { sendFile } from './send-file.ts';
import { userReference } from './user-json.ts';

interface Icon {
  readonly key: string;
  description: string;
  keywords: string[];
  readonly fileResource: string;
  readonly created: Date;
  lastUpdated: Date;
  readonly createdBy: string;
}

const iconsOf = instanceState(() => new Map<string, Icon>());
type OfIcon = { Params: { key: string } };

/** `/api/icons`: custom icons since 2.41; before there were built-in ones only, of which none is here (API.md §6). */
export function registerIconRoutes(app: FastifyInstance, instance: Instance): void {
  const icons = iconsOf(instance);
  const find = (key: string): Icon => {
    const icon = icons.get(key);
    if (icon) return icon;
    throw new WebMessageError(404, `Icon with id ${key} could not be found.`, { errorCode: 'E1005' });
  };
  app.get('/api/icons', (request) => {
    if (instance.minor <= 40) return [];
    return iconList(instance, request);
  });
  if (instance.minor <= 40) {
    app.post('/api/icons', () => {
      throw new WebMessageError(405, "Request method 'POST' not supported");
    });
    return;
  }
  app.get<OfIcon>('/api/icons/:key', (request) => iconJson(instance, request, find(request.params.key)));
  app.get<OfIcon>('/api/icons/:key/icon', (request, reply) =>
    sendFile(reply, instance, imageOf(instance, find(request.params.key))),
  );
  app.post('/api/icons', (request, reply) => {
    const icon = readIcon(instance, request);
    icons.set(icon.key, icon);
    imageOf(instance, icon).isAssigned = true;
    return sendWebMessage(reply, webMessage(201, `Icon created with key ${icon.key}`));
  });
  app.put<OfIcon>('/api/icons/:key', (request, reply) => {
    const icon = find(request.params.key);
    const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
    icon.description = textOf(body, 'description') ?? icon.description;
    icon.keywords = Array.isArray(body.keywords) ? body.keywords.map(String) : icon.keywords;
    icon.lastUpdated = instance.now();
    return sendWebMessage(reply, webMessage(200, `Icon with key ${icon.key} updated`));
  });
  app.delete<OfIcon>('/api/icons/:key', (request, reply) => {
    icons.delete(find(request.params.key).key);
    return sendWebMessage(reply, webMessage(200, `Icon with key ${request.params.key} deleted`));
  });
}

function iconList(instance: Instance, request: FastifyRequest): Record<string, unknown> {
  const query = queryOf(request);
  const wanted = query.many('keys');
  const isNone = query.one('type')?.toUpperCase() === 'DEFAULT';
  const found = [...iconsOf(instance).values()].filter(
    ({ key }) => !isNone && (wanted.length === 0 || wanted.includes(key)),
  );
  const json = found.map((icon) => iconJson(instance, request, icon));
  if (query.one('paging') === 'false') return { icons: json };
  const [page, pageSize] = [Number(query.one('page') ?? 1), Number(query.one('pageSize') ?? 50)];
  const pager = { page, pageCount: Math.ceil(json.length / pageSize), total: json.length, pageSize };
  return { pager, icons: json.slice((page - 1) * pageSize, page * pageSize) };
}

function imageOf(instance: Instance, { fileResource }: Icon): FileResource {
  const file = fileResourcesOf(instance).get(fileResource);
  if (file) return file;
  throw new WebMessageError(404, `FileResource with id ${fileResource} could not be found.`, { errorCode: 'E1005' });
}

function readIcon(instance: Instance, request: FastifyRequest): Icon {
  const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
  const key = textOf(body, 'key') ?? '';
  if (!/^[a-zA-Z0-9_-]+$/.test(key)) {
    const message = `Icon key ${key} is not valid. Alphanumeric and special characters '-' and '_' are allowed`;
    throw new WebMessageError(400, message, { errorCode: 'E1003' });
  }
  if (iconsOf(instance).has(key)) {
    throw new WebMessageError(400, `Icon with key ${key} already exists.`, { errorCode: 'E1003' });
  }
  const now = instance.now();
  const icon: Icon = {
    key,
    description: textOf(body, 'description') ?? '',
    keywords: Array.isArray(body.keywords) ? body.keywords.map(String) : [],
    fileResource: textOf(body, 'fileResourceId') ?? textOf(body, 'fileResourceUid') ?? refId(body.fileResource) ?? '',
    created: now,
    lastUpdated: now,
    createdBy: accountOf(request).uid,
  };
  imageOf(instance, icon);
  return icon;
}

function iconJson(instance: Instance, request: FastifyRequest, icon: Icon): Record<string, unknown> {
  return {
    key: icon.key,
    description: icon.description,
    keywords: icon.keywords,
    custom: true,
    created: timestamp(icon.created),
    lastUpdated: timestamp(icon.lastUpdated),
    createdBy: userReference(instance, accountOf(request)),
    fileResource: { id: icon.fileResource },
    href: `${request.protocol}://${request.host}/api/icons/${icon.key}/icon`,
  };
}
