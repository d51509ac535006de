/** A column of a table of texts. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const gap = '  ';

/** Lines of a table, columns as wide as their widest text; the last column is not padded. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const lines = [columns.map((column) => column.title), ...rows];
  return lines.map((cells) =>
    columns
      .map((column, index) => pad(cells[index] ?? '', widths[index] ?? 0, column.align))
      .join(gap)
      .trimEnd(),
  );
}

/** Characters as people count them; good enough for the Latin names that DHIS2 objects mostly have. */
export function widthOf(text: string): number {
  return Array.from(text.normalize('NFC')).length;
}

export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const filling = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + filling : filling + text;
}
