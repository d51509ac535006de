import { csvLine } from '../model/csv.ts';
import { type AuditEntry, type AuditFilter, readAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';

/** Without it, spreadsheets read UTF-8 as something else. */
const byteOrderMark = '\uFEFF';

const columns = [
  ...(['seq', 'at', 'actorKind', 'actor', 'address', 'action', 'subjectKind', 'subject', 'runId'] as const),
  ...(['before', 'after', 'previousHash', 'hash'] as const),
] satisfies readonly (keyof AuditEntry)[];

/** The trail as CSV, a line at a time; for spreadsheets, and guarded against formulas in names. */
export async function* exportAuditCsv(database: Database, filter: AuditFilter): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns);
  for await (const entry of readAudit(database, filter)) {
    yield csvLine(columns.map((column) => cellOf(entry[column])));
  }
}

/** The trail as one JSON list, an entry on each line; `before` and `after` are the texts that were hashed. */
export async function* exportAuditJson(database: Database, filter: AuditFilter): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const entry of readAudit(database, filter)) {
    yield separator + JSON.stringify(entry, [...columns]);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function cellOf(value: AuditEntry[keyof AuditEntry]): string | number | null {
  return value instanceof Date ? value.toISOString() : value;
}
