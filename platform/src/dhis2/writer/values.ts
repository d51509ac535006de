import type { CompleteDataSetRegistration, DataValue } from '../../model/data-value.ts';
import type { ValueImportReport } from '../../model/import-report.ts';
import type { DataValueImportOptions, ValueImportOptions } from '../../model/instance.ts';
import type { Client } from '../client.ts';
import { decodeValueReport } from '../reports/values.ts';
import { postImport } from './post-import.ts';

/**
 * Imports data values by force: a copy is no data entry, so closed periods, future periods and approval do not hold it up
 * (superusers only, API.md §8.2).
 */
export async function importDataValues(
  client: Client,
  values: readonly DataValue[],
  options: DataValueImportOptions,
): Promise<ValueImportReport> {
  // Before 2.43 a data set in the body only brings checks of its own, locks for example.
  const dataSet = client.capabilities.strictDataValues ? options.dataSet : undefined;
  // 2.43 writes `followup` and reads `followUp` (2.43-observed.md, "Data values" 7).
  const dataValues = values.map((value) => ({ ...value, followUp: value.followup }));
  const reply = await postImport(client, {
    path: '/api/dataValueSets',
    query: [
      ['importStrategy', options.importStrategy ?? 'CREATE_AND_UPDATE'],
      ['async', 'false'],
      ['force', 'true'],
      ['dryRun', String(options.validateOnly ?? false)],
      // Up to 2.42 each value costs a query to look for it, half the time of an import; later no more (API.md §8.2).
      ...(options.areAbsent === true ? [['skipExistingCheck', 'true'] as const] : []),
    ],
    body: { content: JSON.stringify({ dataSet, dataValues }), gzip: true },
    signal: options.signal,
  });
  return decodeValueReport(reply);
}

/** Registers data sets as complete, or as no longer complete (`completed: false`), without telling anybody. */
export async function importCompleteness(
  client: Client,
  registrations: readonly CompleteDataSetRegistration[],
  options: ValueImportOptions,
): Promise<ValueImportReport> {
  const reply = await postImport(client, {
    path: '/api/completeDataSetRegistrations',
    query: [
      ['importStrategy', options.importStrategy ?? 'CREATE_AND_UPDATE'],
      ['async', 'false'],
      ['skipNotifications', 'true'],
      ['dryRun', String(options.validateOnly ?? false)],
    ],
    body: { content: JSON.stringify({ completeDataSetRegistrations: registrations }), gzip: true },
    signal: options.signal,
  });
  return decodeValueReport(reply);
}
