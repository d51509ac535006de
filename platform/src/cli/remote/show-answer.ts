import { isRecord } from '../../model/is-record.ts';
import type { Cli } from '../cli.ts';
import { renderTable } from '../table.ts';

/** Shows what a service answered: to programs as it came, to people as a table or as lines. */
export function showAnswer(
  { terminal }: Cli,
  answer: unknown,
  { columns, isJson }: { readonly columns?: readonly string[] | undefined; readonly isJson: boolean },
): void {
  if (isJson) terminal.out.write(`${JSON.stringify(answer ?? {})}\n`);
  else
    terminal.out.write(
      linesOf(answer, columns)
        .map((line) => `${line}\n`)
        .join(''),
    );
}

function linesOf(answer: unknown, columns: readonly string[] | undefined): readonly string[] {
  if (!isRecord(answer)) return [];
  if (columns === undefined || !Array.isArray(answer.items)) {
    return Object.entries(answer).map(([key, value]) => `${key}: ${cellOf(value)}`);
  }
  const rows = answer.items.map((item: unknown) => columns.map((column) => cellOf(isRecord(item) ? item[column] : '')));
  return renderTable(
    columns.map((title) => ({ title, align: 'left' })),
    rows,
  );
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
