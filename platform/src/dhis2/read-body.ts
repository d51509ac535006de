import type { ZodType } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import { type ApiResponse, contentTypeOf } from './api-request.ts';

/** The whole body as text. */
export async function readText(response: ApiResponse): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response.chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The whole body as bytes; nothing when there are more than `limit`, and the rest is not read. */
export async function readBytes(response: ApiResponse, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.chunks) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The whole body as JSON.
 * @throws PlatformError DHIS2_NOT_JSON for HTML and other texts, DHIS2_BODY_TRUNCATED for JSON that was cut.
 */
export async function readJson(response: ApiResponse): Promise<unknown> {
  return parseJson(await readText(response), response);
}

export function parseJson(text: string, response: ApiResponse): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw /^\s*[{["]/.test(text) || (text === '' && isJson(response))
      ? new PlatformError('DHIS2_BODY_TRUNCATED', { args: whereabouts(response), cause })
      : notJson(response, cause);
  }
}

/** Where an answer came from, as arguments of an error. */
export function whereabouts(response: ApiResponse): { address: string; request: string } {
  return { address: response.address, request: response.request };
}

export function notJson(response: ApiResponse, cause?: unknown): PlatformError {
  const found = `HTTP ${response.status}, ${contentTypeOf(response) || 'no content type'}`;
  return new PlatformError('DHIS2_NOT_JSON', { args: { ...whereabouts(response), found }, cause });
}

export function isJson(response: ApiResponse): boolean {
  return contentTypeOf(response).endsWith('json');
}

/**
 * Checks the form of a reply.
 * @throws PlatformError DHIS2_UNEXPECTED_ANSWER naming the first property that is not as expected.
 */
export function parseReply<T>(
  schema: ZodType<T>,
  body: unknown,
  response: Pick<ApiResponse, 'address' | 'request'>,
): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const reason = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
  const args = { address: response.address, request: response.request, reason };
  throw new PlatformError('DHIS2_UNEXPECTED_ANSWER', { args, cause: parsed.error });
}
