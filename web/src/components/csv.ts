/** A column of a table that is saved: its title, and what stands in it for a row. */
export interface CsvColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
}

/** A mark by which spreadsheets know that what follows is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * Rows as CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it: names in it come from instances, and may be
 * anybody's.
 */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(({ value }) => cell(value(row))));
  const all = [columns.map(({ title }) => cell(title)), ...lines];
  return `${byteOrderMark}${all.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Gives a text to the browser as a file. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
