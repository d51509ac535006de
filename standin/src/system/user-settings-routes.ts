import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf, findUser } from '../auth.ts';
import { rawBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import type { Json } from '../metadata/json.ts';
import { one, type Query } from '../query.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { factsOf } from './release-facts.ts';
import { systemSettingsOf } from './settings-routes.ts';

const settings = instanceState<Map<string, Json>>(() => new Map());

const KEYS = new Set([
  'keyStyle',
  'keyMessageEmailNotification',
  'keyMessageSmsNotification',
  'keyUiLocale',
  'keyDbLocale',
  'keyAnalysisDisplayProperty',
  'keyTrackerDashboardLayout',
]);

type OfKey = { Params: { key: string } };

/** `/api/userSettings` of the account, or for a superuser of any user (API.md §5.2). */
export function registerUserSettingsRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/userSettings', (request) => {
    const withFallback = one(request.query as Query, 'useFallback') !== 'false';
    return userSettingsOf(instance, usernameOf(instance, request), withFallback);
  });
  app.get<OfKey>('/api/userSettings/:key', (request, reply) => {
    const value = userSettingsOf(instance, usernameOf(instance, request))[request.params.key];
    if (value === undefined) throw new WebMessageError(404, `User setting not found for key: ${request.params.key}`);
    return reply.type('text/plain;charset=UTF-8').send(String(value));
  });
  app.post<OfKey>('/api/userSettings/:key', (request, reply) => {
    const key = knownKey(instance, request.params.key);
    const username = usernameOf(instance, request);
    const text = one(request.query as Query, 'value') ?? rawBody(request).toString('utf8');
    if (text === '') throw new WebMessageError(409, 'You need to specify a new value');
    const value = /Notification$/.test(key) ? text === 'true' : text;
    settings(instance).set(username, { ...settings(instance).get(username), [key]: value });
    return sendWebMessage(reply, webMessage(200, 'User setting saved'));
  });
  app.delete<OfKey>('/api/userSettings/:key', (request, reply) => {
    const username = usernameOf(instance, request);
    const { [knownKey(instance, request.params.key)]: _gone, ...others } = settings(instance).get(username) ?? {};
    settings(instance).set(username, others);
    return reply.code(200).send();
  });
}

/**
 * What a user has set; with fallback, what holds for the user. Without it 2.42 tells the release's default for the rest,
 * and older releases only what they always tell (seen on 2.40.1, 2.41.5.1 and 2.42.4.1).
 */
export function userSettingsOf(instance: Instance, username: string, withFallback = true): Json {
  const defaults = factsOf(instance.release).userSettings;
  const own = settings(instance).get(username) ?? {};
  if (!withFallback) {
    const always = Object.entries(defaults).filter(([key]) => instance.minor >= 42 || /Notification$/.test(key));
    return { ...Object.fromEntries(always), ...own };
  }
  const shared = Object.entries(systemSettingsOf(instance)).filter(([key, value]) => KEYS.has(key) && value !== '');
  return { ...defaults, ...Object.fromEntries(shared), ...own };
}

function knownKey({ minor }: Instance, key: string): string {
  if (KEYS.has(key)) return key;
  if (minor >= 42) throw new WebMessageError(404, `Setting does not exist: ${key}`, { errorCode: 'E1005' });
  throw new WebMessageError(404, `No user setting found with key: ${key}`);
}

/** @throws WebMessageError up to 2.41 for a user who is not there; later ones show a stranger the defaults. */
function usernameOf(instance: Instance, request: FastifyRequest): string {
  const query = request.query as Query;
  const byUid = instance.metadata.find('users', one(query, 'userId') ?? '');
  const username = one(query, 'user') ?? (byUid ? String(byUid.username) : accountOf(request).username);
  if (instance.minor < 42 && !findUser(instance, username)) {
    throw new WebMessageError(409, `Could not find user '${username}'`);
  }
  return username;
}
