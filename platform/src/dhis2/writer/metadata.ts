import type { ImportReport } from '../../model/import-report.ts';
import type { MetadataImportOptions } from '../../model/instance.ts';
import type { MetadataPayload } from '../../model/metadata-object.ts';
import type { Client } from '../client.ts';
import { decodeMetadataReport } from '../reports/metadata.ts';
import { saveThroughOwnEndpoint } from './own-endpoint.ts';
import { postImport } from './post-import.ts';

/**
 * Imports objects all or none: `atomicMode=NONE` would import an object with its unknown references silently removed
 * (API.md §4.1). The report lists the refused objects only.
 */
export async function importMetadata(
  client: Client,
  payload: MetadataPayload,
  options: MetadataImportOptions,
): Promise<ImportReport> {
  const [[type, [object]] = ['', []]] = Object.entries(payload);
  if (options.throughOwnEndpoint && object) return saveThroughOwnEndpoint(client, type, object, options.signal);
  const reply = await postImport(client, {
    path: '/api/metadata',
    query: [
      ['importStrategy', options.importStrategy ?? 'CREATE_AND_UPDATE'],
      ['importMode', options.validateOnly ? 'VALIDATE' : 'COMMIT'],
      ['atomicMode', 'ALL'],
      ['importReportMode', 'ERRORS'],
      ...(options.skipValidation ? [['skipValidation', 'true'] as const] : []),
      ['skipSharing', String(options.skipSharing ?? false)],
      ['async', 'false'],
    ],
    body: { content: JSON.stringify(payload), gzip: true },
    signal: options.signal,
  });
  return decodeMetadataReport(reply, client.facts.schemas);
}
