import { csvLine } from '../model/csv.ts';
import type { Database } from '../store/database.ts';
import { readFindings } from '../store/finding.ts';

const columns = ['type', 'key', 'name', 'cause', 'code', 'message', 'count'] as const;

/**
 * Every finding of a run as a line, for spreadsheets. Without the mark at its beginning, they read UTF-8 as something else; `csvLine` keeps
 * them from reading formulas.
 */
export async function* writeCsvReport(database: Database, runId: number): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(columns)}`;
  for await (const finding of readFindings(database, runId)) {
    yield csvLine(columns.map((column) => finding[column]));
  }
}
