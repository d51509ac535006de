import type { FastifyInstance } from 'fastify';
import { jsonBody } from '../body.ts';
import { periodAt } from '../data/period.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { isJson, type Json, jsonObjects } from '../metadata/json.ts';
import { WebMessageError } from '../web-message.ts';
import { textBody } from './me-routes.ts';

interface Configuration {
  /** UIDs by place. */
  readonly references: Map<string, string>;
  periodType: string | undefined;
  origins: string[];
  outputPeriodTypes: string[];
}

const configuration = instanceState<Configuration>(() => ({
  references: new Map(),
  periodType: undefined,
  origins: [],
  outputPeriodTypes: [],
}));

/** Places that are one reference, the type, its class, and whether they can be emptied again (API.md §7). */
const REFERENCES: Readonly<Record<string, { plural: string; klass: string; canBeUnset: boolean }>> = {
  feedbackRecipients: { plural: 'userGroups', klass: 'UserGroup', canBeUnset: true },
  systemUpdateNotificationRecipients: { plural: 'userGroups', klass: 'UserGroup', canBeUnset: true },
  offlineOrganisationUnitLevel: { plural: 'organisationUnitLevels', klass: 'OrganisationUnitLevel', canBeUnset: true },
  infrastructuralIndicators: { plural: 'indicatorGroups', klass: 'IndicatorGroup', canBeUnset: false },
  infrastructuralDataElements: { plural: 'dataElementGroups', klass: 'DataElementGroup', canBeUnset: false },
  selfRegistrationRole: { plural: 'userRoles', klass: 'UserRole', canBeUnset: true },
  selfRegistrationOrgUnit: { plural: 'organisationUnits', klass: 'OrganisationUnit', canBeUnset: true },
  facilityOrgUnitGroupSet: {
    plural: 'organisationUnitGroupSets',
    klass: 'OrganisationUnitGroupSet',
    canBeUnset: false,
  },
  facilityOrgUnitLevel: { plural: 'organisationUnitLevels', klass: 'OrganisationUnitLevel', canBeUnset: false },
};

type OfKey = { Params: { key: string } };

/** `/api/configuration` and what is below it. */
export function registerConfigurationRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/configuration', () => whole(instance));
  app.get<OfKey>('/api/configuration/:key', (request, reply) => {
    const { key } = request.params;
    if (key === 'dataOutputPeriodTypes') return configuration(instance).outputPeriodTypes.map((name) => ({ name }));
    if (key === 'infrastructuralPeriodType') return named(configuration(instance).periodType ?? 'Monthly');
    const value = whole(instance)[key];
    return value === undefined ? reply.code(200).send() : reply.send(value);
  });
  app.post<OfKey>('/api/configuration/:key', (request, reply) => {
    const { key } = request.params;
    const state = configuration(instance);
    if (key === 'infrastructuralPeriodType') state.periodType = periodType(textBody(request).trim());
    else if (REFERENCES[key] !== undefined)
      state.references.set(key, existing(instance, key, textBody(request).trim()));
    else setList(state, key, jsonBody(request));
    return reply.code(204).send();
  });
  app.delete<OfKey>('/api/configuration/:key', (request, reply) => {
    const { key } = request.params;
    if (REFERENCES[key]?.canBeUnset !== true) {
      const verb = instance.minor >= 42 ? 'is not' : 'not';
      throw new WebMessageError(405, `Request method 'DELETE' ${verb} supported`);
    }
    configuration(instance).references.delete(key);
    return reply.code(204).send();
  });
}

function whole(instance: Instance): Json {
  const { references, periodType: type, origins } = configuration(instance);
  const shown = [...references].map(([key, uid]) => [key, instance.metadata.find(REFERENCES[key]?.plural ?? '', uid)]);
  return {
    systemId: instance.systemId,
    ...Object.fromEntries(shown),
    ...(type === undefined ? {} : { infrastructuralPeriodType: type }),
    corsWhitelist: origins,
    ...(instance.minor >= 41 ? { corsAllowlist: origins } : {}),
  };
}

function named(name: string): Json {
  return { code: name, name, displayName: name, id: name };
}

function setList(state: Configuration, key: string, body: unknown): void {
  const list = Array.isArray(body) ? body : [];
  if (key === 'corsWhitelist' || key === 'corsAllowlist') state.origins = list.map(String);
  if (key === 'dataOutputPeriodTypes') state.outputPeriodTypes = jsonObjects(list).map(({ name }) => String(name));
}

function periodType(name: string): string {
  if (periodAt(name, 0) !== undefined) return name;
  throw new WebMessageError(404, `Period type not found: ${name}`, { errorCode: 'E1005' });
}

function existing(instance: Instance, key: string, uid: string): string {
  const { plural = '', klass } = REFERENCES[key] ?? {};
  if (isJson(instance.metadata.find(plural, uid))) return uid;
  throw new WebMessageError(404, `${klass} with id ${uid} could not be found.`, { errorCode: 'E1005' });
}
