import type { FastifyInstance } from 'fastify';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import type { Json } from '../metadata/json.ts';
import { textBody } from './me-routes.ts';

const configuration = instanceState<Json>((instance) => ({
  systemId: instance.systemId,
  corsWhitelist: [],
  ...(instance.minor >= 41 ? { corsAllowlist: [] } : {}),
}));

type OfKey = { Params: { key: string } };

/** Settings that are one reference; they take a bare UID and give `{id}` back (API.md §7). */
const REFERENCES = new Set([
  'feedbackRecipients',
  'systemUpdateNotificationRecipients',
  'offlineOrganisationUnitLevel',
  'infrastructuralIndicators',
  'infrastructuralDataElements',
  'infrastructuralPeriodType',
  'selfRegistrationRole',
  'selfRegistrationOrgUnit',
  'facilityOrgUnitGroupSet',
  'facilityOrgUnitLevel',
]);

/** `/api/configuration` and what is below it. */
export function registerConfigurationRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/configuration', () => configuration(instance));
  app.get<OfKey>('/api/configuration/:key', (request, reply) => {
    const value = configuration(instance)[request.params.key];
    return value === undefined ? reply.code(204).send() : reply.send(value);
  });
  app.post<OfKey>('/api/configuration/:key', (request, reply) => {
    const { key } = request.params;
    const isReference = REFERENCES.has(key);
    configuration(instance)[key] = isReference ? { id: textBody(request).trim() } : jsonBody(request);
    return reply.code(204).send();
  });
  app.delete<OfKey>('/api/configuration/:key', (request, reply) => {
    delete configuration(instance)[request.params.key];
    return reply.code(204).send();
  });
}
