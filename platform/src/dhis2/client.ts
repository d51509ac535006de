import type { ZodType } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceFacts } from '../model/instance.ts';
import type { ApiRequest, ApiResponse, Query } from './api-request.ts';
import type { Capabilities } from './capabilities.ts';
import { isJson, parseJson, parseReply, readText, whereabouts } from './read-body.ts';
import { messageOf } from './reports/web-message.ts';
import type { Clock } from './retry.ts';
import type { Transport } from './transport.ts';

/** One instance that was connected to: how to speak to it, what it is and what it can do. */
export interface Client {
  readonly transport: Transport;
  readonly facts: InstanceFacts;
  readonly capabilities: Capabilities;
  /** What waiting goes by. */
  readonly clock: Clock;
}

/** What a request needs of the line to an instance. */
export type Asked = Pick<Transport, 'exchange' | 'address'>;

/**
 * Reads one JSON answer and checks its form.
 * @throws PlatformError of any code of `dhis2-codes.ts`; never returns an answer in another form.
 */
export async function getJson<T>(
  transport: Asked,
  path: string,
  query: Query,
  schema: ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  const { body } = await getJsonAndSize(transport, { path, query, signal });
  return parseReply(schema, body, { address: transport.address, request: `GET ${path}` });
}

/** The same unchecked, with the size of the body in characters, by which pages are cut. */
export function getJsonAndSize(transport: Asked, request: ApiRequest): Promise<{ body: unknown; size: number }> {
  return transport.exchange(request, async (response) => {
    await assertSuccess(response);
    const text = await readText(response);
    return { body: parseJson(text, response), size: text.length };
  });
}

/**
 * A reading must succeed: whatever else the instance says is a failure, in its own words.
 * @throws PlatformError DHIS2_SERVER_ERROR from 500 on, else DHIS2_REQUEST_REFUSED.
 */
export async function assertSuccess(response: ApiResponse): Promise<void> {
  const { status } = response;
  if (status >= 200 && status < 300) return;
  const text = await readText(response);
  const message = isJson(response) ? messageOf(parseJson(text, response)) : '';
  const code = status >= 500 ? 'DHIS2_SERVER_ERROR' : 'DHIS2_REQUEST_REFUSED';
  throw new PlatformError(code, { args: { ...whereabouts(response), status, message: message || `HTTP ${status}` } });
}
