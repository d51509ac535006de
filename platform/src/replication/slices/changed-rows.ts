import type { Part } from './part.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { createRowTable, type RowTable } from './row-table.ts';

/**
 * The same rows, of the source only those that changed or were deleted since, of the target only the counterparts of these: what did
 * not change is neither compared nor told as extra, and what was deleted is. Of the source the part is read once more for each reading of
 * the target.
 */
export function changedRows<Row>(rows: RowClass<Row>, since: number | undefined): RowClass<Row> {
  if (since === undefined) return rows;
  // A row without a date of change counts as changed: left out, it would be lost without a word.
  const isChanged = (row: Row) => (rows.lastUpdatedOf(row) ?? Number.POSITIVE_INFINITY) >= since;
  async function* changed(found: AsyncIterable<Row>): AsyncGenerator<Row> {
    for await (const row of found) if (isChanged(row)) yield row;
  }
  // Without the limit: it would count rows that are passed over here.
  const readSource = (part: Part, signal: AbortSignal) => changed(rows.read('source', part, undefined, signal));
  const { readDeleted } = rows;
  const readDeletedSince =
    readDeleted && ((part: Part, signal: AbortSignal): AsyncIterable<Row> => changed(readDeleted(part, signal)));
  async function* readTarget(part: Part, signal: AbortSignal): AsyncGenerator<Row> {
    const keys = createRowTable();
    await addKeys(rows, readSource(part, signal), keys);
    if (readDeletedSince !== undefined) await addKeys(rows, readDeletedSince(part, signal), keys);
    if (keys.size === 0) return;
    const lanes = createRowLanes();
    for await (const row of rows.read('target', part, undefined, signal)) {
      rows.hash('target', row, lanes);
      if (keys.compare(lanes) !== 'absent') yield row;
    }
  }
  return {
    ...rows,
    ...(readDeletedSince && { readDeleted: readDeletedSince }),
    read: (side, part, _limit, signal) => (side === 'source' ? readSource(part, signal) : readTarget(part, signal)),
  };
}

async function addKeys<Row>(rows: RowClass<Row>, source: AsyncIterable<Row>, table: RowTable): Promise<void> {
  const lanes = createRowLanes();
  for await (const row of source) {
    rows.hash('source', row, lanes);
    table.add(lanes);
  }
}
