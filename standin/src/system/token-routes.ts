import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody, rawBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { checkConstants } from '../metadata/import/constants.ts';
import { importMetadata } from '../metadata/import/import-metadata.ts';
import { DEFAULT_PARAMS } from '../metadata/import/import-params.ts';
import { isJson } from '../metadata/json.ts';
import { baseUrlOf } from '../metadata/request-context.ts';
import { responseTypeOf, sendWebMessage, webMessage } from '../web-message.ts';

/** User UIDs by the personal access token that was given out for them. */
export const tokensOf = instanceState<Map<string, string>>(() => new Map());

const KLASS = 'org.hisp.dhis.security.apikey.ApiToken';

/** `POST /api/apiToken`: a personal access token, whose key is told once (API.md §1). */
export function registerTokenRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/apiToken', (request, reply) => {
    const body = jsonBody(request);
    const account = accountOf(request);
    const id = instance.newUid();
    const given = isJson(body) ? body : {};
    const upgraded = instance.minor >= 41 ? { version: 2, type: 'PERSONAL_ACCESS_TOKEN_V2' } : {};
    // The type is checked as it came; releases from 2.41 on then store the newer one (recorded).
    checkConstants(instance, { apiToken: [given] }, rawBody(request).toString('utf8'));
    importMetadata(instance, account, { apiToken: [{ ...given, ...upgraded, id }] }, DEFAULT_PARAMS);
    const digest = createHash('sha256').update(`${instance.systemId}${id}`).digest('hex').slice(0, 48);
    const key = `d2pat_${digest}`;
    tokensOf(instance).set(key, account.uid);
    reply.header('Location', `${baseUrlOf(request)}/api/apiToken/${id}`);
    const responseType =
      instance.minor >= 42 ? responseTypeOf(instance.minor, 'ObjectReport') : 'ApiTokenCreationResponse';
    const response = { responseType, key, uid: id, klass: KLASS, errorReports: [] };
    return sendWebMessage(reply, webMessage(201, undefined, { response }));
  });
}
