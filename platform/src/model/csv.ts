/** Spreadsheets read these at the beginning of a cell as a formula (OWASP, "CSV Injection"), behind white space too. */
const formulaStart = /^[\s\uFEFF]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;

/**
 * One line of CSV (RFC 4180), every cell in quotes. What a spreadsheet would take for a formula is given an apostrophe, which makes it
 * text; numbers stay as they are.
 */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
