import type { IncomingHttpHeaders } from 'node:http';

/** Query parameters in order; a key may come more than once. */
export type Query = readonly (readonly [key: string, value: string])[];

/** One call of the Web API. */
export interface ApiRequest {
  /** GET when absent. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined;
  /** Below the context path, for example `/api/me`. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly body?: ApiBody | undefined;
  /** Content type that is wanted; `application/json` when absent. */
  readonly accept?: string | undefined;
  /** Longest wait for the first byte of the answer, where the work takes longer than a reading does. */
  readonly headersMs?: number | undefined;
  /** An answer of 429 or from 500 on is the answer: what is not there now is not waited for. */
  readonly isFinal?: boolean | undefined;
  readonly signal: AbortSignal;
}

export interface ApiBody {
  readonly content: string | Buffer;
  /** `application/json` when absent. */
  readonly type?: string | undefined;
  /** Sent compressed; not for tracker JSON, which DHIS2 takes plain only (API.md §12). */
  readonly gzip: boolean;
}

/** An answer whose body was not read yet. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. Ends with an error when the body was cut. */
  readonly chunks: AsyncIterable<Buffer>;
  readonly address: string;
  /** What was asked, for people: method and path, without the query. */
  readonly request: string;
}

/** The path with its query. Only what a server or proxy may stumble over is escaped, which keeps long URLs short. */
export function pathWithQuery(path: string, query: Query = []): string {
  if (query.length === 0) return path;
  return `${path}?${query.map(([key, value]) => `${escaped(key)}=${escaped(value)}`).join('&')}`;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2C|24|40)/g, (code) => decodeURIComponent(code));
}

export function contentTypeOf(response: ApiResponse): string {
  return response.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
}
