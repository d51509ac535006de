import { randomUUID } from 'node:crypto';
import cookies from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { PlatformError } from '../model/errors/platform-error.ts';
import { answerRequest } from './answer-request.ts';
import type { ApiParts } from './api-parts.ts';
import { createRequestGuard } from './limit-requests.ts';
import { retryAfterOf, statusOf, toProblem, translated } from './problem.ts';
import { languageOf } from './read-request.ts';
import type { Route } from './route.ts';
import { apiPrefix } from './routes.ts';
import { sendAnswer } from './send-answer.ts';
import { serveWebFiles } from './web-files.ts';

/** What is asked of the service is short; what is long is fetched from it. */
const bodyLimit = 262_144;
/** Whoever sends a request slowly, to keep a place, loses it. */
const requestTimeout = 30_000;
/** Addresses and accounts whose requests are counted at a time. */
const rememberedAskers = 10_000;

/** The REST API on no address yet: `listen` gives it one, `inject` asks it without one. */
export async function createServer(parts: ApiParts, routes: readonly Route[]): Promise<FastifyInstance> {
  const usual = {
    logger: false,
    trustProxy: parts.trustedProxies.length === 0 ? false : [...parts.trustedProxies],
    bodyLimit,
    requestTimeout,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 500 },
    // Whoever is being answered when the service stops gets the answer.
    forceCloseConnections: 'idle' as const,
    exposeHeadRoutes: false,
  };
  const app: FastifyInstance = parts.tls
    ? fastify({ ...usual, https: { ...parts.tls, minVersion: 'TLSv1.2' } })
    : fastify(usual);
  // Nothing is read but JSON.
  app.removeContentTypeParser('text/plain');
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cookies);
  await app.register(rateLimit, { global: false, cache: rememberedAskers });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
  });
  app.setErrorHandler((error, request, reply) => sendProblem(parts, translated(error), { request, reply }));
  const guard = createRequestGuard(app, parts.limits);
  for (const route of routes) {
    app.route({
      method: route.method,
      url: apiPrefix + route.path,
      handler: async (request, reply) => {
        const answer = await answerRequest(parts, guard, route, { request, reply });
        return sendAnswer(route, answer, { request, reply });
      },
    });
  }
  await refuseTheRest(app, parts, routes);
  return app;
}

/** Other methods of an address that is there, and addresses that are not: pages of the web application, or nothing. */
async function refuseTheRest(app: FastifyInstance, parts: ApiParts, routes: readonly Route[]): Promise<void> {
  for (const [path, group] of Map.groupBy(routes, (route) => route.path)) {
    const taken = group.map(({ method }) => method);
    const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => !taken.includes(method));
    if (others.length === 0) continue;
    app.route({
      method: others,
      url: apiPrefix + path,
      handler: async (request, reply) => {
        reply.header('allow', taken.join(', '));
        const { method } = request;
        return sendProblem(parts, new PlatformError('METHOD_UNKNOWN', { args: { method } }), { request, reply });
      },
    });
  }
  const refuse = (request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(parts, new PlatformError('ROUTE_UNKNOWN'), { request, reply });
  if (parts.webDirectory === undefined) app.setNotFoundHandler(refuse);
  else await serveWebFiles(app, parts.webDirectory, refuse);
}

/** A failure as RFC 9457 has it. What is no failure of ours goes to the log, and to nobody outside. */
function sendProblem(
  parts: ApiParts,
  error: unknown,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): FastifyReply {
  const isOurs = error instanceof PlatformError && statusOf(error.code) < 500;
  if (!isOurs) parts.onFault(error, request.id);
  const problem = toProblem(error, languageOf(request), request.id);
  const seconds = retryAfterOf(error);
  if (seconds !== undefined) reply.header('retry-after', seconds);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="relais"');
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
