import type { Part } from './part.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { createRowTable, type RowTable } from './row-table.ts';

/**
 * The same rows, of the source only those that changed since, of the target only the counterparts of these: what did not change is
 * neither compared nor told as extra. Of the source the part is read once more for each reading of the target.
 */
export function changedRows<Row>(rows: RowClass<Row>, since: number | undefined): RowClass<Row> {
  if (since === undefined) return rows;
  // Exports tell dates to the second (`…:05.000+0000`, recorded in 2.40.1 … 2.42.4.1), and a moment may lie within one.
  const second = Math.floor(since / 1000) * 1000;
  // A row without a date of change counts as changed: left out, it would be lost without a word.
  const isChanged = (row: Row) => (rows.lastUpdatedOf(row) ?? Number.POSITIVE_INFINITY) >= second;
  async function* readSource(part: Part, signal: AbortSignal): AsyncGenerator<Row> {
    // Without the limit: it would count rows that are passed over here.
    for await (const row of rows.read('source', part, undefined, signal)) if (isChanged(row)) yield row;
  }
  async function* readTarget(part: Part, signal: AbortSignal): AsyncGenerator<Row> {
    const keys = await keysOf(rows, readSource(part, signal));
    if (keys.size === 0) return;
    const lanes = createRowLanes();
    for await (const row of rows.read('target', part, undefined, signal)) {
      rows.hash('target', row, lanes);
      if (keys.compare(lanes) !== 'absent') yield row;
    }
  }
  return {
    ...rows,
    read: (side, part, _limit, signal) => (side === 'source' ? readSource(part, signal) : readTarget(part, signal)),
  };
}

async function keysOf<Row>(rows: RowClass<Row>, source: AsyncIterable<Row>): Promise<RowTable> {
  const table = createRowTable();
  const lanes = createRowLanes();
  for await (const row of source) {
    rows.hash('source', row, lanes);
    table.add(lanes);
  }
  return table;
}
