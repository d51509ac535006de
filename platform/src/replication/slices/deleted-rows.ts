import type { Part } from './part.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { createRowTable, type RowTable } from './row-table.ts';

/** The rows of a part that the source says it deleted, by hash; none where its API does not tell. */
export async function readDeletedRows<Row>(rows: RowClass<Row>, part: Part, signal: AbortSignal): Promise<RowTable> {
  const table = createRowTable();
  const lanes = createRowLanes();
  for await (const row of rows.readDeleted?.(part, signal) ?? []) {
    rows.hash('source', row, lanes);
    table.add(lanes);
  }
  return table;
}
