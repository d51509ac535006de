import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiPrefix } from './routes.ts';

/** Where the page leaves room for the nonce of an answer (web/index.html). */
const nonceMark = '%CSP_NONCE%';
/** A year: the name of such a file changes with its content. */
const immutable = 'public, max-age=31536000, immutable';

/**
 * Serves the web application that was built into a directory: its files under the names that they have, compressed as they lie there, and its one
 * page for every other address that a browser may open or load again. What is neither is refused.
 */
export async function serveWebFiles(
  app: FastifyInstance,
  directory: string,
  refuse: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): Promise<void> {
  const page = await readFile(join(directory, 'index.html'), 'utf8');
  await app.register(staticFiles, {
    root: directory,
    index: false,
    // Every file gets a route of its own when the service begins: nothing else of the disk can be asked for.
    wildcard: false,
    globIgnore: ['index.html', '**/*.{br,gz}'],
    preCompressed: true,
    cacheControl: false,
    decorateReply: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(directory, 'assets'));
      reply.header('cache-control', isHashed ? immutable : 'public, max-age=3600');
    },
  });
  app.setNotFoundHandler((request, reply) => (isForPage(request) ? sendPage(page, reply) : refuse(request, reply)));
}

/** An address that a person opened, not one that a program asks for. */
function isForPage({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const { pathname } = new URL(url, 'http://localhost');
  return pathname !== apiPrefix && !pathname.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

/**
 * DHIS2's components write their styles with styled-jsx, which makes a style element while it runs. It puts the nonce of the page on it, so that
 * no other inline style is applied, and no inline script runs at all (decision 0033).
 */
function sendPage(page: string, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(18).toString('base64url');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return reply
    .header('content-security-policy', policy.join('; '))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(nonceMark, nonce));
}
