import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './answer-request.ts';
import type { OtherAnswer, Route, ServerEvent } from './route.ts';

/** Documents of ours hold their style, and run nothing. */
const documentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

/** Sends an answer; gives what Fastify is to write. */
export function sendAnswer(
  route: Route,
  answer: Answer,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): FastifyReply {
  if ('json' in answer) return sendJson(route, answer.json, request, reply);
  const other = answer.other as OtherAnswer | undefined;
  if (other === undefined) return reply.code(route.status ?? 204).send();
  if (other.kind === 'redirect') return reply.redirect(other.to, 303);
  if (other.kind === 'events') {
    return reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(eventLines(other.events), { objectMode: false }));
  }
  if (other.type.startsWith('text/html')) reply.header('content-security-policy', documentPolicy);
  if (other.fileName !== undefined) {
    reply.header('content-disposition', `attachment; filename="${other.fileName.replace(/[^\w.-]/g, '_')}"`);
  }
  const content =
    typeof other.content === 'string' ? other.content : Readable.from(other.content, { objectMode: false });
  return reply
    .code(route.status ?? 200)
    .type(other.type)
    .send(content);
}

/** Whoever has the same already is told so (RFC 9110 §13.1.2). */
function sendJson(route: Route, json: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type('application/json; charset=utf-8');
  if (request.method !== 'GET') return reply.code(route.status ?? 200).send(json);
  const tag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  const known = (request.headers['if-none-match'] ?? '').split(/\s*,\s*/);
  if (known.includes(tag) || known.includes(`W/${tag}`)) return reply.code(304).send();
  return reply.code(route.status ?? 200).send(json);
}

/** The lines of a stream of events (HTML, "Server-sent events"). JSON holds no line break. */
async function* eventLines(events: AsyncIterable<ServerEvent>): AsyncGenerator<string> {
  yield 'retry: 3000\n\n';
  for await (const { name, id, data } of events) {
    // A name without data is a comment, which keeps proxies from closing the line.
    if (data === undefined) yield `: ${name}\n\n`;
    else yield `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}
