import { type AuditAction, auditActions } from '../model/audit.ts';
import { csvLine } from '../model/csv.ts';
import type { Language } from '../model/language.ts';
import { type AuditEntry, type AuditFilter, readAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';

/** Without it, spreadsheets read UTF-8 as something else. */
const byteOrderMark = '\uFEFF';

const columns = [
  ...(['seq', 'at', 'actorKind', 'actor', 'address', 'action', 'subjectKind', 'subject', 'runId'] as const),
  ...(['before', 'after', 'previousHash', 'hash'] as const),
] satisfies readonly (keyof AuditEntry)[];

/** Beside what was hashed: what the action is called. */
const wordsColumn = 'actionInWords';

/** The trail as CSV, a line at a time; for spreadsheets, and guarded against formulas in names. */
export async function* exportAuditCsv(
  database: Database,
  filter: AuditFilter,
  language: Language,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine([...columns, wordsColumn]);
  for await (const entry of readAudit(database, filter)) {
    yield csvLine([...columns.map((column) => cellOf(entry[column])), inWords(entry, language)]);
  }
}

/** The trail as one JSON list, an entry on each line; `before` and `after` are the texts that were hashed. */
export async function* exportAuditJson(
  database: Database,
  filter: AuditFilter,
  language: Language,
): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const entry of readAudit(database, filter)) {
    yield separator + JSON.stringify({ ...entry, [wordsColumn]: inWords(entry, language) }, [...columns, wordsColumn]);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** An action that this release does not know keeps its own name. */
function inWords({ action }: AuditEntry, language: Language): string {
  return action in auditActions ? auditActions[action as AuditAction][language] : action;
}

function cellOf(value: AuditEntry[keyof AuditEntry]): string | number | null {
  return value instanceof Date ? value.toISOString() : value;
}
