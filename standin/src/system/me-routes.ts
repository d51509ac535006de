import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody, rawBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { parseFields } from '../metadata/fields.ts';
import { idsOf, type Json, jsonObjects } from '../metadata/json.ts';
import { renderObject } from '../metadata/render.ts';
import { renderContextOf } from '../metadata/request-context.ts';
import { schemaIndexOf } from '../metadata/schema-index.ts';
import { one, type Query } from '../query.ts';
import { WebMessageError } from '../web-message.ts';
import { userSettingsOf } from './user-settings-routes.ts';

const ALL_FIELDS =
  '*,authorities,settings,programs,dataSets,userGroups,organisationUnits,dataViewOrganisationUnits,teiSearchOrganisationUnits';

/** `/api/me` and its authorities (API.md §1). */
export function registerMeRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/me', (request) => me(instance, request));
  app.get('/api/me/authorities', (request) => [...accountOf(request).authorities]);
  app.get('/api/me/authorization', (request) => [...accountOf(request).authorities]);
  app.get<{ Params: { authority: string } }>('/api/me/authorization/:authority', (request) => {
    const { authorities } = accountOf(request);
    return authorities.has('ALL') || authorities.has(request.params.authority);
  });
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
    settings: userSettingsOf(instance, account.username),
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
