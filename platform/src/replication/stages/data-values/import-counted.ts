import type { DataValue } from '../../../model/data-value.ts';
import type { ValueImportReport } from '../../../model/import-report.ts';
import type { DataValueRules } from './release-rules.ts';

/** How often a body is sent again that the target said it took and did not count. */
const repetitions = 2;

/**
 * Imports values and does not take a success for one that counts fewer values than it was sent, where the target counts all
 * that it writes: a 2.43.1 swallows a failure of its database, answers SUCCESS with all values ignored, and takes the same body
 * when it comes again. A body that stays uncounted is reported as refused with our code NOT_WRITTEN.
 */
export async function importCounted(
  values: readonly DataValue[],
  rules: Partial<Pick<DataValueRules, 'countsWhatItWrites'>>,
  send: (values: readonly DataValue[]) => Promise<ValueImportReport>,
): Promise<ValueImportReport> {
  let report = await send(values);
  if (rules.countsWhatItWrites !== true) return report;
  for (let again = 0; again < repetitions && isUncounted(report, values.length); again += 1) {
    report = await send(values);
  }
  return isUncounted(report, values.length) ? notWritten(report) : report;
}

/** An error speaks for itself; what is rejected is named by position. `ignored` holds what was lost, too (DataEntrySummary). */
function isUncounted(report: ValueImportReport, sent: number): boolean {
  if (!report.detailed || report.status === 'ERROR') return false;
  const written = report.imported + report.updated + report.deleted;
  const rejected = new Set([...report.rejectedIndexes, ...report.conflicts.flatMap(({ indexes }) => indexes)]);
  return written + rejected.size < sent;
}

function notWritten(report: ValueImportReport): ValueImportReport {
  const message = 'The target said that the import was successful, and counted fewer values than it was sent.';
  const conflicts = [{ code: 'NOT_WRITTEN', message, indexes: [] }];
  return { ...report, status: 'ERROR', detailed: false, conflicts, rejectedIndexes: [] };
}
