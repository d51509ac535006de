import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody, rawBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { parseFields } from '../metadata/fields.ts';
import { idsOf, type Json, jsonObjects } from '../metadata/json.ts';
import { renderObject } from '../metadata/render.ts';
import { renderContextOf } from '../metadata/request-context.ts';
import { schemaIndexOf } from '../metadata/schema-index.ts';
import { one, type Query } from '../query.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { factsOf } from './release-facts.ts';

const settings = instanceState<Map<string, Json>>(() => new Map());

const ALL_FIELDS =
  '*,authorities,settings,programs,dataSets,userGroups,organisationUnits,dataViewOrganisationUnits,teiSearchOrganisationUnits';

/** `/api/me`, its authorities, and `/api/userSettings` (API.md §1, §5.2). */
export function registerMeRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/me', (request) => me(instance, request));
  app.get('/api/me/authorities', (request) => [...accountOf(request).authorities]);
  app.get('/api/me/authorization', (request) => [...accountOf(request).authorities]);
  app.get<{ Params: { authority: string } }>('/api/me/authorization/:authority', (request) => {
    const { authorities } = accountOf(request);
    return authorities.has('ALL') || authorities.has(request.params.authority);
  });
  app.get('/api/userSettings', (request) => settingsOf(instance, usernameOf(instance, request)));
  app.get<{ Params: { key: string } }>('/api/userSettings/:key', (request, reply) => {
    const value = settingsOf(instance, usernameOf(instance, request))[request.params.key];
    if (value === undefined) throw new WebMessageError(404, `User setting not found for key: ${request.params.key}`);
    return reply.type('text/plain;charset=UTF-8').send(String(value));
  });
  app.post<{ Params: { key: string } }>('/api/userSettings/:key', (request, reply) => {
    const username = usernameOf(instance, request);
    const value = one(request.query as Query, 'value') ?? rawBody(request).toString('utf8');
    settings(instance).set(username, { ...settings(instance).get(username), [request.params.key]: value });
    return sendWebMessage(reply, webMessage(200, 'User setting saved'));
  });
}

function usernameOf(instance: Instance, request: FastifyRequest): string {
  const query = request.query as Query;
  const byUid = instance.metadata.find('users', one(query, 'userId') ?? '');
  return one(query, 'user') ?? (byUid ? String(byUid.username) : accountOf(request).username);
}

function settingsOf(instance: Instance, username: string): Json {
  return { ...factsOf(instance.release).userSettings, ...settings(instance).get(username) };
}

function me(instance: Instance, request: FastifyRequest): Json {
  const account = accountOf(request);
  const schema = schemaIndexOf(instance).bySingular.get('user');
  const user = instance.metadata.find('users', account.uid);
  if (!schema || !user) throw new WebMessageError(404, 'User not found', { errorCode: 'E1005' });
  const nodes = parseFields(one(request.query as Query, 'fields') ?? ALL_FIELDS);
  const rendered = renderObject(renderContextOf(instance, request), schema, user, nodes);
  const extra: Json = {
    authorities: [...account.authorities],
    settings: settingsOf(instance, account.username),
    programs: assigned(instance, 'programs', user.organisationUnits),
    dataSets: assigned(instance, 'dataSets', user.organisationUnits),
  };
  for (const [key, value] of Object.entries(extra)) {
    if (nodes.some((node) => node.name === key && !node.excluded)) rendered[key] = value;
  }
  return rendered;
}

/** Programs and data sets of the account's own organisation units, as UIDs. */
function assigned(instance: Instance, plural: string, units: unknown): string[] {
  const own = new Set(idsOf(units));
  const found = [];
  for (const object of instance.metadata.of(plural).values()) {
    if (jsonObjects(object.organisationUnits).some(({ id }) => own.has(String(id)))) found.push(object.id);
  }
  return found;
}

/** The body of a request that sets one thing: plain text, or a JSON string. */
export function textBody(request: FastifyRequest): string {
  const text = rawBody(request).toString('utf8');
  if (!text.startsWith('"')) return text;
  const parsed = jsonBody(request);
  return typeof parsed === 'string' ? parsed : text;
}
