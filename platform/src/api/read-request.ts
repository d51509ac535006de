import type { FastifyRequest } from 'fastify';
import { PlatformError } from '../model/errors/platform-error.ts';
import { type Language, languageOfLocale } from '../model/language.ts';
import { RequestRefused, refusedPart } from './problem.ts';
import type { Route } from './route.ts';

/** What a request asks, as the route's schemas read it. */
export interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** @throws RequestRefused with the places that are wrong, never with what stands there. */
export function readRequest(route: Route, request: FastifyRequest): ReadRequest {
  const given = { params: request.params, query: request.query, body: request.body };
  for (const part of ['params', 'query', 'body'] as const) {
    if (!holdsNul(given[part])) continue;
    throw new RequestRefused([{ path: part, message: 'A text holds a NUL character' }]);
  }
  return {
    params: parsed(route, 'params', given.params),
    query: parsed(route, 'query', given.query),
    body: parsed(route, 'body', given.body),
  };
}

function parsed(route: Route, part: 'params' | 'query' | 'body', value: unknown): unknown {
  const schema = route[part];
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value ?? undefined);
  if (!result.success) throw refusedPart(part, result.error);
  return result.data;
}

/** PostgreSQL keeps no NUL in a text. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => key.includes('\u0000') || holdsNul(item));
}

/** The language that the reader likes best of the two (RFC 9110 §12.5.4); English where they say nothing. */
export function languageOf(request: FastifyRequest): Language {
  const wishes = (request.headers['accept-language'] ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().split(';');
    const quality = parameters.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find((found) => found !== undefined);
    return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
  });
  const known = wishes.filter(({ tag, quality }) => /^(fr|en)\b/.test(tag) && quality > 0);
  const best = known.toSorted((left, right) => right.quality - left.quality)[0];
  return languageOfLocale(best?.tag);
}

/** The key by which a request that starts work is known, if it came with one. */
export function idempotencyKeyOf(route: Route, request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (route.takesKey !== true || key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new RequestRefused([{ path: 'Idempotency-Key', message: '1 to 200 visible characters' }]);
}

/** Only programs and our own page may ask for what changes something, never the page of somebody else. */
export function assertNotCrossSite(request: FastifyRequest): void {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (!isReading && request.headers['sec-fetch-site'] === 'cross-site') throw new PlatformError('CSRF_REFUSED');
}
