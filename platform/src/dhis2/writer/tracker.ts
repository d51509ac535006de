import type { ImportReport } from '../../model/import-report.ts';
import type { TrackerImportOptions } from '../../model/instance.ts';
import type { TrackerPayload } from '../../model/tracker-objects.ts';
import type { Client } from '../client.ts';
import { decodeTrackerReport } from '../reports/tracker.ts';
import { postImport } from './post-import.ts';

/**
 * Imports tracker objects, each for itself: a refused one holds back none but what hangs on it. Program rules and side
 * effects (messages, assignments) are left out: they ran when the data was entered (API.md §9.2).
 */
export async function importTracker(
  client: Client,
  payload: TrackerPayload,
  options: TrackerImportOptions,
): Promise<ImportReport> {
  const reply = await postImport(client, {
    path: '/api/tracker',
    query: [
      ['async', 'false'],
      ['importStrategy', options.importStrategy ?? 'CREATE_AND_UPDATE'],
      ['importMode', options.validateOnly ? 'VALIDATE' : 'COMMIT'],
      ['atomicMode', 'OBJECT'],
      ['validationMode', options.validationMode ?? 'FULL'],
      ['reportMode', 'FULL'],
      ['skipRuleEngine', 'true'],
      ['skipSideEffects', 'true'],
    ],
    // Plain: DHIS2 opens no compressed tracker JSON (API.md §12).
    body: { content: JSON.stringify(payload), gzip: false },
    signal: options.signal,
  });
  return decodeTrackerReport(reply);
}
