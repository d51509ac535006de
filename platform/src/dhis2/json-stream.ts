import { PlatformError } from '../model/errors/platform-error.ts';
import type { ApiResponse } from './api-request.ts';
import { createJsonScanner } from './json-scanner.ts';
import { notJson, whereabouts } from './read-body.ts';

/** The elements of one array of a large body, batch by batch as its pieces come in. */
export interface JsonElements {
  readonly batches: AsyncIterable<unknown[]>;
  /** The keys that stood before the array; to be asked for with the first batch. */
  head(): Record<string, unknown>;
  /** All keys but the array; to be asked for when `batches` has ended. */
  rest(): Record<string, unknown>;
}

/**
 * Reads the array under `key` of a JSON object without holding the body.
 * `batches` ends with PlatformError DHIS2_NOT_JSON when the body is something else (HTML), DHIS2_BODY_TRUNCATED when it
 * stops or breaks in the middle, DHIS2_UNEXPECTED_ANSWER when it is an object without that array (a message, say):
 * never with fewer elements. An object without any key is an empty list: so do some releases answer.
 */
export function streamElements(response: ApiResponse, key: string): JsonElements {
  const scanner = createJsonScanner(key);
  let rest: Record<string, unknown> = {};

  async function* batches(): AsyncGenerator<unknown[]> {
    let isFirst = true;
    for await (const piece of response.chunks) {
      if (isFirst && !/^\s*\{/.test(piece.subarray(0, 64).toString('latin1'))) throw notJson(response);
      isFirst = false;
      const batch = whole(() => scanner.push(piece), response);
      if (batch.length > 0) yield batch;
    }
    const end = isFirst ? undefined : whole(() => scanner.finish(), response);
    if (end === undefined) throw new PlatformError('DHIS2_BODY_TRUNCATED', { args: whereabouts(response) });
    if (!end.found && Object.keys(end.rest).length > 0) {
      const reason = `no "${key}" beside ${Object.keys(end.rest).slice(0, 5).join(', ')}`;
      throw new PlatformError('DHIS2_UNEXPECTED_ANSWER', { args: { ...whereabouts(response), reason } });
    }
    rest = end.rest;
  }

  return { batches: batches(), head: () => whole(scanner.head, response), rest: () => rest };
}

function whole<T>(read: () => T, response: ApiResponse): T {
  try {
    return read();
  } catch (cause) {
    throw new PlatformError('DHIS2_BODY_TRUNCATED', { args: whereabouts(response), cause });
  }
}
