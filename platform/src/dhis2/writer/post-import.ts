import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { type ImportReply, readImportReply } from '../reports/web-message.ts';

/** A large import is one transaction that answers only when it is over. */
const IMPORT_HEADERS_MS = 30 * 60_000;

/** Sends an import and keeps its answer, whatever the status. May be repeated: DHIS2 imports by UID (API.md §12, "Retry"). */
export function postImport(client: Client, request: Omit<ApiRequest, 'method' | 'headersMs'>): Promise<ImportReply> {
  return client.transport.exchange({ ...request, method: 'POST', headersMs: IMPORT_HEADERS_MS }, readImportReply);
}
