import type { ApiResponse } from '../api-request.ts';

/** An answer with a body in the given pieces, as if it had come over the network. */
export function responseOf(pieces: readonly Buffer[], contentType = 'application/json'): ApiResponse {
  return {
    status: 200,
    headers: { 'content-type': contentType },
    chunks: (async function* () {
      yield* pieces;
    })(),
    address: 'http://small',
    request: 'GET /api/dataValueSets',
  };
}
