import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What one request to a small server was, its body decompressed. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse, socket: Socket) => void;

export interface SmallServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A real HTTP server on loopback that answers as a test says: what a proxy, a login page or a dying server would. */
export async function startSmallServer(
  answer: Answer,
  tls?: { readonly key: string; readonly cert: string },
): Promise<SmallServer> {
  const seen: SeenRequest[] = [];
  const listener: RequestListener = async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const isGzip = incoming.headers['content-encoding'] === 'gzip';
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://small');
    const request = {
      method: incoming.method ?? '',
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      body: (isGzip ? gunzipSync(bytes) : bytes).toString('utf8'),
    };
    seen.push(request);
    answer(request, response, incoming.socket);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    close,
    [Symbol.asyncDispose]: close,
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' });
  response.end(JSON.stringify(body));
}

export function sendHtml(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html;charset=UTF-8' });
  response.end(`<!doctype html><html><body>${body}</body></html>`);
}
