import { pipeline, Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Smaller answers are sent as they are, as Tomcat's connector does. */
const MIN_BYTES = 2048;

/** Packs answers with gzip for clients that say they take it. */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const accepted = request.headers['accept-encoding'] ?? '';
    if (!/\bgzip\b/.test(String(accepted)) || reply.hasHeader('content-encoding')) return payload;
    if (payload instanceof Readable) {
      reply.header('content-encoding', 'gzip').removeHeader('content-length');
      return pipeline(payload, createGzip(), () => undefined);
    }
    const isText = typeof payload === 'string';
    if (!isText || Buffer.byteLength(payload) < MIN_BYTES) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return gzipSync(payload);
  });
}
