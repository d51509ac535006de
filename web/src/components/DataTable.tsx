import { Table, TableBody, TableCell, TableCellHead, TableHead, TableRow, TableRowHead } from '@dhis2-ui/table';
import type { ReactNode } from 'react';
import styles from './DataTable.module.css';
import { useScrolls } from './useScrolls.ts';

/** A column: its title, and what stands in it for a row. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** Numbers stand at the end, one below the other. */
  readonly isNumber?: boolean;
  /** Sentences: on a telephone they stand below their title, from the beginning of the line. */
  readonly isText?: boolean;
  /** A button that says itself what it does: on a telephone it needs no title. */
  readonly isAction?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table is about, for those who do not see the heading above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}

/** DHIS2's table. Where there is no room for columns, as on a telephone, each row becomes a card with the titles beside its values. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  const { frame, scrolls } = useScrolls();
  // No landmark: the card around it is one, mostly of the same name.
  const words = { role: 'group', 'aria-label': caption, ...(scrolls && { tabIndex: 0 }) } as const;
  return (
    <div ref={frame} {...words} className={styles.frame}>
      <Table className={styles.table ?? ''}>
        <TableHead>
          <TableRowHead>
            {columns.map(({ key, title, isNumber }) => (
              <TableCellHead key={key} dense className={isNumber ? (styles.number ?? '') : ''}>
                {title}
              </TableCellHead>
            ))}
          </TableRowHead>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={rowKey(row)}>
              {columns.map((column) => (
                <TableCell key={column.key} dense className={classOf(column)}>
                  <span className={styles.cardTitle} aria-hidden="true">
                    {column.isAction !== true && column.title}
                  </span>
                  <span className={styles.value}>{column.cell(row)}</span>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function classOf({ isNumber, isText }: Pick<Column<never>, 'isNumber' | 'isText'>): string {
  return (isNumber && styles.number) || (isText && styles.text) || '';
}
