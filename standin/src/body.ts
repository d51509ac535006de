import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebMessageError } from './web-message.ts';

const EMPTY = Buffer.alloc(0);

/** Keeps every body as the bytes that came: DHIS2 looks at them, not at `Content-Encoding` (API.md §4.2). */
export function registerBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** The bytes of a request's body; empty when it had none. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : EMPTY;
}

/**
 * The body, unpacked when its first bytes are those of gzip or zip. DHIS2 does so for metadata, data value sets and
 * completeness registrations only (API.md §12, StreamUtils.wrapAndCheckCompressionFormat); tracker JSON is plain.
 */
export function unpackedBody(request: FastifyRequest): Buffer {
  const bytes = rawBody(request);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
  if (bytes.subarray(0, 4).equals(ZIP_HEADER)) return firstZipEntry(bytes);
  return bytes;
}

const ZIP_HEADER = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

function firstZipEntry(bytes: Buffer): Buffer {
  const method = bytes.readUInt16LE(8);
  const nameLength = bytes.readUInt16LE(26);
  const extraLength = bytes.readUInt16LE(28);
  const start = 30 + nameLength + extraLength;
  const packedSize = bytes.readUInt32LE(18);
  const packed = packedSize > 0 ? bytes.subarray(start, start + packedSize) : bytes.subarray(start);
  return method === 0 ? packed : inflateRawSync(packed);
}

/**
 * Parses bytes as JSON.
 * @throws WebMessageError 400 when they are no JSON.
 */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new WebMessageError(400, error instanceof Error ? error.message : 'Malformed JSON');
  }
}

/** The request's body as JSON, plain only. */
export function jsonBody(request: FastifyRequest): unknown {
  return parseJson(rawBody(request));
}

/** The request's body as JSON, gzip and zip unpacked. */
export function unpackedJsonBody(request: FastifyRequest): unknown {
  return parseJson(unpackedBody(request));
}
