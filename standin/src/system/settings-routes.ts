import type { FastifyInstance } from 'fastify';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { isJson, type Json } from '../metadata/json.ts';
import { many, one, type Query } from '../query.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { textBody } from './me-routes.ts';
import { factsOf } from './release-facts.ts';

/** The settings of an instance: the release's own defaults, and what was set since. */
export const systemSettingsOf = instanceState<Json>((instance) => ({ ...factsOf(instance.release).systemSettings }));

type OfKey = { Params: { key: string } };

/** `/api/systemSettings` (API.md §7). */
export function registerSettingsRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/systemSettings', (request) => {
    const keys = many(request.query as Query, 'key');
    const all = systemSettingsOf(instance);
    return keys.length === 0 ? all : Object.fromEntries(keys.map((key) => [key, all[key]]));
  });
  app.get<OfKey>('/api/systemSettings/:key', (request, reply) => {
    const { key } = request.params;
    const value = systemSettingsOf(instance)[key];
    if (request.headers.accept?.includes('json')) return reply.send({ [key]: value ?? null });
    return reply.type('text/plain;charset=UTF-8').send(String(value ?? ''));
  });
  app.post('/api/systemSettings', (request, reply) => {
    const body = jsonBody(request);
    const given = isJson(body) ? body : {};
    checkKeys(instance, Object.keys(given));
    for (const [key, value] of Object.entries(given)) set(instance, key, value);
    return sendWebMessage(reply, webMessage(200, 'System settings imported'));
  });
  app.post<OfKey>('/api/systemSettings/:key', (request, reply) => {
    const { key } = request.params;
    checkKeys(instance, [key]);
    const value = one(request.query as Query, 'value') ?? textBody(request);
    set(instance, key, value);
    return sendWebMessage(reply, webMessage(200, `System setting '${key}' set to value '${value}'.`));
  });
  app.delete<OfKey>('/api/systemSettings/:key', (request, reply) => {
    const { key } = request.params;
    set(instance, key, factsOf(instance.release).systemSettings[key]);
    return reply.code(204).send();
  });
}

/**
 * @throws WebMessageError for a key that the release does not know: 409 up to 2.41, 404 from 2.42 on (recorded).
 */
function checkKeys({ release, minor }: Instance, keys: readonly string[]): void {
  const known = factsOf(release).systemSettings;
  const unknown = keys.filter((key) => !(key in known));
  if (unknown.length === 0) return;
  if (minor >= 42)
    throw new WebMessageError(404, `Setting does not exist: ${unknown.join(', ')}`, { errorCode: 'E1005' });
  throw new WebMessageError(409, `Key(s) is not supported: ${unknown.join(', ')}`);
}

/** Keeps the type that the setting has by default. */
function set(instance: Instance, key: string, value: unknown): void {
  const before = factsOf(instance.release).systemSettings[key];
  const text = String(value);
  const typed = typeof before === 'boolean' ? text === 'true' : typeof before === 'number' ? Number(text) : value;
  systemSettingsOf(instance)[key] = typed;
}
