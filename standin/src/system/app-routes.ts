import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { rawBody } from '../body.ts';
import { parseMultipart } from '../files/multipart.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { isJson, type Json } from '../metadata/json.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { zippedFile } from './zipped-file.ts';

/** Installed apps, by key. The stand-in, like the real servers of the recordings, comes without bundled ones. */
export const appsOf = instanceState<Map<string, Json>>(() => new Map());

type OfApp = { Params: { key: string } };

/** `/api/apps` and `/api/appHub` (API.md §7). Nothing gives an app's archive away; there is no hub to reach. */
export function registerAppRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/apps', () => [...appsOf(instance).values()]);
  app.post('/api/apps', (request, reply) => install(instance, request, reply));
  app.delete<OfApp>('/api/apps/:key', (request, reply) => {
    const { key } = request.params;
    if (!appsOf(instance).delete(key)) throw new WebMessageError(404, `App does not exist: ${key}`);
    return reply.code(204).send();
  });
  const unreachable = 'I/O error on GET request for the App Hub: Connection refused';
  app.get('/api/appHub', (_request, reply) => sendWebMessage(reply, webMessage(503, unreachable)));
  app.get('/api/appHub/*', (_request, reply) => sendWebMessage(reply, webMessage(503, unreachable)));
  app.post('/api/appHub/:versionId', (_request, reply) => sendWebMessage(reply, webMessage(503, unreachable)));
}

/** 2.42 answers with the app, older releases with nothing (seen on 2.40.1, 2.41.5.1 and 2.42.4.1). */
function install(instance: Instance, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const parts = parseMultipart(rawBody(request), request.headers['content-type'] ?? '');
  if (parts.length === 0) throw new WebMessageError(500, 'Current request is not a multipart request');
  const archive = parts.find(({ name }) => name === 'file')?.content ?? Buffer.alloc(0);
  const text = zippedFile(archive, 'manifest.webapp')?.toString('utf8');
  if (text === undefined) throw new WebMessageError(409, 'Failed to install app: Invalid archive');
  const manifest: unknown = JSON.parse(text);
  const { name = '', version, app_hub_id } = isJson(manifest) ? manifest : {};
  const key = String(name).replaceAll(' ', '-');
  const made = { version, name, appType: 'APP', bundled: false, appState: 'OK', key, core_app: false };
  appsOf(instance).set(key, { ...made, ...(app_hub_id === undefined ? {} : { app_hub_id }) });
  return instance.minor >= 42 ? reply.code(201).send(appsOf(instance).get(key)) : reply.code(204).send();
}
