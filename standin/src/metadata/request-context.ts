import type { FastifyRequest } from 'fastify';
import type { Instance } from '../instance.ts';
import { one, type Query } from '../query.ts';
import { defaultUids } from './default-objects.ts';
import type { RenderContext } from './render.ts';

/** What rendering needs, from a request: the address it came to, and whether defaults are left out. */
export function renderContextOf(instance: Instance, request: FastifyRequest): RenderContext {
  const query = request.query as Query;
  return {
    instance,
    baseUrl: baseUrlOf(request),
    ...(one(query, 'defaults') === 'EXCLUDE' ? { without: defaultUids(instance) } : {}),
  };
}

/** Scheme, host and context path that the request came to. */
export function baseUrlOf(request: FastifyRequest): string {
  const path = request.originalUrl;
  const contextPath = path.slice(0, Math.max(path.indexOf('/api/'), 0));
  return `${request.protocol}://${request.host}${contextPath}`;
}
