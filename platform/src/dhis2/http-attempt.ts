import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Pool } from 'undici';
import { inSpan } from '../model/tracing.ts';
import type { InstanceAddress } from './address.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { pathWithQuery } from './api-request.ts';
import { type Attempted, networkError } from './network-error.ts';
import { guardedConnector, type OutgoingPolicy, type PeerCertificate } from './outgoing/guarded-connector.ts';
import { spanOfRequest } from './request-span.ts';

/** Time limits in milliseconds. */
export interface Timeouts {
  readonly connectMs: number;
  /** Until the first byte of an answer. Long: before 2.43 a large export is gathered before its first byte (API.md §8.1). */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly bodyMs: number;
}

export const defaultTimeouts: Timeouts = { connectMs: 15_000, headersMs: 300_000, bodyMs: 120_000 };

export interface HttpOptions {
  readonly where: InstanceAddress;
  readonly allowSelfSigned: boolean;
  readonly connections: number;
  readonly timeouts: Timeouts;
  readonly outgoing?: OutgoingPolicy | undefined;
}

/** One request, one answer: no retry, no session, no opinion about the status. */
export interface Http {
  attempt(request: ApiRequest, headers: Record<string, string>, body?: string | Buffer): Promise<ApiResponse>;
  /** What the server showed at the last connection; undefined before the first, and without TLS. */
  certificate(): PeerCertificate | undefined;
  /** Bytes of bodies as they went over the line, compressed or not. */
  bytes(): { readonly sent: number; readonly received: number };
  close(): Promise<void>;
}

/** A pool of kept connections to one instance. Redirects are handed back, never followed. */
export function openHttp(options: HttpOptions): Http {
  const { where, timeouts } = options;
  let certificate: PeerCertificate | undefined;
  const bytes = { sent: 0, received: 0 };
  const onBytes = (count: number) => {
    bytes.received += count;
  };
  const pool = new Pool(where.origin, {
    connections: options.connections,
    connect: guardedConnector({
      policy: options.outgoing,
      timeoutMs: timeouts.connectMs,
      allowSelfSigned: options.allowSelfSigned,
      onCertificate: (shown) => {
        certificate = shown;
      },
    }),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  });
  return {
    attempt: async (request, headers, body) => {
      const method = request.method ?? 'GET';
      const headersMs = request.headersMs ?? timeouts.headersMs;
      const attempted = { address: where.address, request: `${method} ${request.path}`, ...timeouts, headersMs };
      const path = where.contextPath + pathWithQuery(request.path, request.query);
      bytes.sent += body === undefined ? 0 : Buffer.byteLength(body);
      try {
        // Until the first byte of the answer; bodies are read as they are needed.
        const answer = await inSpan(spanOfRequest(method, request.path, where), async (span) => {
          const content = { headers, body: body ?? null };
          const first = await pool.request({
            method,
            path,
            ...content,
            signal: request.signal,
            headersTimeout: headersMs,
          });
          span.setAttributes({ 'http.response.status_code': first.statusCode });
          return first;
        });
        const chunks = decoded(answer.body, answer.headers['content-encoding'], { attempted, onBytes }, request.signal);
        const { address, request: asked } = attempted;
        return { status: answer.statusCode, headers: answer.headers, chunks, address, request: asked };
      } catch (cause) {
        request.signal.throwIfAborted();
        throw networkError(cause, attempted);
      }
    },
    certificate: () => certificate,
    bytes: () => bytes,
    close: () => pool.destroy(),
  };
}

interface Decoding {
  readonly attempted: Attempted;
  readonly onBytes: (count: number) => void;
}

async function* decoded(
  body: NodeJS.ReadableStream,
  encoding: string | string[] | undefined,
  { attempted, onBytes }: Decoding,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  try {
    if (encoding === 'gzip') yield* unzipped(body, onBytes);
    else yield* counted(body, onBytes);
  } catch (cause) {
    signal.throwIfAborted();
    throw networkError(cause, attempted);
  }
}

async function* counted(body: NodeJS.ReadableStream, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    onBytes(bytes.length);
    yield bytes;
  }
}

/** A reader that stops early lets go of the connection too, and a body that breaks off breaks the reading. */
async function* unzipped(body: NodeJS.ReadableStream, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  pipeline(body, gunzip).catch((cause) => gunzip.destroy(cause));
  try {
    yield* gunzip;
  } finally {
    onBytes(gunzip.bytesWritten);
  }
}
