import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import type { Instance } from '../instance.ts';
import { baseUrlOf } from '../metadata/request-context.ts';
import { one, type Query } from '../query.ts';
import { timestamp } from '../timestamp.ts';
import { WebMessageError } from '../web-message.ts';
import { buildOf } from './builds.ts';
import { factsOf } from './release-facts.ts';

/** Fields of `/api/system/info` that an account without ALL sees too (API.md §1). */
const FOR_EVERYONE = new Set([
  'version',
  'revision',
  'systemName',
  'contextPath',
  'serverDate',
  'serverTimeZoneId',
  'serverTimeZoneDisplayName',
  'calendar',
  'dateFormat',
  'lastAnalyticsTableSuccess',
  'intervalSinceLastAnalyticsTableSuccess',
  'lastAnalyticsTableRuntime',
  'instanceBaseUrl',
  'isMetadataVersionEnabled',
]);

const MAX_IDS = 10_000;

/** `/api/system/info`, `ping`, `id` and other small things about the server. */
export function registerSystemRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/system/info', (request) => systemInfo(instance, request));
  for (const path of ['/api/system/ping', '/api/ping']) {
    app.get(path, (_request, reply) => reply.type('application/json;charset=UTF-8').send('"pong"'));
  }
  app.get('/api/system/id', (request) => {
    const limit = Number(one(request.query as Query, 'limit') ?? 1);
    if (!(limit >= 1 && limit <= MAX_IDS)) throw new WebMessageError(400, `Limit must be between 1 and ${MAX_IDS}`);
    return { codes: Array.from({ length: limit }, () => instance.newUid()) };
  });
  for (const path of ['/api/metadata/versions', '/api/metadata/version']) {
    app.get(path, () => {
      const message = 'Metadata versioning is not enabled for this instance.';
      throw new WebMessageError(400, message, { errorCode: 'E1003' });
    });
  }
}

/** Without `systemId`: the recorded releases leave it null, and name it in `/api/configuration` only. */
function systemInfo(instance: Instance, request: FastifyRequest): Record<string, unknown> {
  const { systemInfo: constant } = factsOf(instance.release);
  const { revision, buildTime } = buildOf(instance.release);
  const serverDate = timestamp(instance.now());
  const baseUrl = baseUrlOf(request);
  const database = `standin-${instance.release}`;
  const info: Record<string, unknown> = {
    contextPath: baseUrl,
    userAgent: request.headers['user-agent'],
    ...constant,
    serverDate,
    version: instance.release,
    revision,
    buildTime,
    externalDirectory: `/${database}`,
    databaseInfo: {
      name: database,
      user: 'dhis',
      url: `jdbc:postgresql://localhost/${database}`,
      databaseVersion: 'PostgreSQL 15.18',
      spatialSupport: true,
      ...(instance.minor >= 41 ? { time: serverDate } : {}),
    },
    memoryInfo: 'Mem Total in JVM: 500 Free in JVM: 200 Max Limit: 2500',
    instanceBaseUrl: baseUrl,
  };
  if (accountOf(request).authorities.has('ALL')) return info;
  return Object.fromEntries(Object.entries(info).filter(([key]) => FOR_EVERYONE.has(key)));
}
