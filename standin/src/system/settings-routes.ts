import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { isJson, type Json } from '../metadata/json.ts';
import { many, one, type Query } from '../query.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { textBody } from './me-routes.ts';
import { factsOf } from './release-facts.ts';
import { CONFIDENTIAL, isKnownSetting, isTranslatable } from './setting-keys.ts';
import { setTranslation, translationOf } from './setting-translations.ts';

/** The settings of an instance: the release's own defaults, and what was set since. */
export const systemSettingsOf = instanceState<Json>((instance) => ({ ...factsOf(instance.release).systemSettings }));

type OfKey = { Params: { key: string } };

/** `/api/systemSettings` (API.md §7). */
export function registerSettingsRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/systemSettings', (request) => {
    const keys = many(request.query as Query, 'key');
    const all = Object.entries(systemSettingsOf(instance)).filter(([key]) => !CONFIDENTIAL.includes(key));
    return Object.fromEntries(all.filter(([key]) => keys.length === 0 || keys.includes(key)));
  });
  app.get<OfKey>('/api/systemSettings/:key', (request, reply) => sendSetting(instance, request, reply));
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
    const locale = one(request.query as Query, 'locale');
    const value = one(request.query as Query, 'value') ?? textBody(request);
    if (locale !== undefined) {
      translate(instance, key, locale, value);
      const message = `Translation for system setting '${key}' and locale: '${locale}' set to: '${value}'`;
      return sendWebMessage(reply, webMessage(200, message));
    }
    set(instance, key, value);
    return sendWebMessage(reply, webMessage(200, `System setting '${key}' set to value '${value}'.`));
  });
  app.delete<OfKey>('/api/systemSettings/:key', (request, reply) => {
    const { key } = request.params;
    checkKeys(instance, [key], 'Key is');
    const locale = one(request.query as Query, 'locale');
    if (locale === undefined) reset(instance, key);
    else setTranslation(instance, key, locale, '');
    return reply.code(204).send();
  });
}

/** From 2.42 on a text in a language is answered as plain text, whatever is asked for. */
function sendSetting(instance: Instance, request: FastifyRequest<OfKey>, reply: FastifyReply): FastifyReply {
  const { key } = request.params;
  if (instance.minor >= 42) checkKeys(instance, [key]);
  const locale = one(request.query as Query, 'locale');
  const isHidden = instance.minor < 42 && CONFIDENTIAL.includes(key);
  const own = isHidden ? '' : (systemSettingsOf(instance)[key] ?? '');
  const text = locale === undefined ? '' : translationOf(instance, key, locale);
  const value = text === '' ? own : text;
  const isText = locale !== undefined && instance.minor >= 42 && isTranslatable(key, instance.minor);
  if (!isText && request.headers.accept?.includes('json')) return reply.send({ [key]: value });
  return reply.type('text/plain;charset=UTF-8').send(String(value));
}

/**
 * @throws WebMessageError for a key that the release does not know: 409 up to 2.41, 404 from 2.42 on (recorded).
 */
function checkKeys({ release, minor }: Instance, keys: readonly string[], words = 'Key(s) is'): void {
  const answered = factsOf(release).systemSettings;
  const unknown = keys.filter((key) => !isKnownSetting(key, minor, answered));
  if (unknown.length === 0) return;
  if (minor >= 42)
    throw new WebMessageError(404, `Setting does not exist: ${unknown.join(', ')}`, { errorCode: 'E1005' });
  throw new WebMessageError(409, `${words} not supported: ${unknown.join(', ')}`);
}

/**
 * @throws WebMessageError for a setting that has no translations and, up to 2.41, for one that nobody has set: they hang on
 * its row (seen on 2.40.1 and 2.41.5.1).
 */
function translate(instance: Instance, key: string, locale: string, text: string): void {
  if (!isTranslatable(key, instance.minor)) throw new WebMessageError(409, `Not a translatable key: ${key}`);
  if (instance.minor < 42 && !wasSet(instance).has(key))
    throw new WebMessageError(409, `No entry found for key: ${key}`);
  setTranslation(instance, key, locale, text);
}

/** Settings that have a row of their own. */
const wasSet = instanceState<Set<string>>(() => new Set());

/**
 * Keeps the type that the setting has by default; from 2.42 on an empty text takes it back.
 * @throws WebMessageError 400 for a text where the release wants a number (recorded).
 */
function set(instance: Instance, key: string, value: unknown): void {
  const before = factsOf(instance.release).systemSettings[key];
  const text = String(value);
  if (text === '' && instance.minor >= 42) {
    reset(instance, key);
    return;
  }
  if (typeof before === 'number' && !Number.isFinite(Number(text))) {
    const said = `Not a valid value for setting ${key}: ${text}`;
    if (instance.minor >= 42) throw new WebMessageError(400, said, { errorCode: 'E1003' });
    throw new WebMessageError(400, `For input string: "${text}"`);
  }
  const typed = typeof before === 'boolean' ? text === 'true' : typeof before === 'number' ? Number(text) : value;
  systemSettingsOf(instance)[key] = typed;
  wasSet(instance).add(key);
}

function reset(instance: Instance, key: string): void {
  const before = factsOf(instance.release).systemSettings[key];
  wasSet(instance).delete(key);
  if (before === undefined) delete systemSettingsOf(instance)[key];
  else systemSettingsOf(instance)[key] = before;
}
