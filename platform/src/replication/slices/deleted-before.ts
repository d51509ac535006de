import type { Uid } from '../../model/uid.ts';
import type { Part } from './part.ts';
import { reread } from './reread.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { createRowTable } from './row-table.ts';

/** So many deleted rows of a part are looked for; of more the part is read. */
export const mostDeleted = 2_000;

/**
 * Whether the target holds any of some rows of a part that the source has deleted. Where both sides were the same and the target is as it
 * was, what it does not hold now the source did not hold then: it was deleted before, and nothing is new. Many count as held.
 */
export async function holdsDeleted<Row>(
  rows: RowClass<Row>,
  part: Part,
  deleted: readonly Row[],
  signal: AbortSignal,
): Promise<boolean> {
  if (deleted.length > mostDeleted) return true;
  const table = createRowTable();
  const lanes = createRowLanes();
  for (const row of deleted) {
    rows.hash('source', row, lanes);
    table.add(lanes);
  }
  const elements = new Set(deleted.map(rows.elementOf));
  const orgUnits = new Set<Uid>(deleted.flatMap((row) => rows.dates?.orgUnitOf(row) ?? []));
  const narrow: Part = {
    ...part,
    elements: part.elements.filter((uid) => elements.has(uid)),
    orgUnits: [...orgUnits].sort(),
    children: false,
  };
  return reread(async () => {
    for await (const row of rows.read('target', narrow, undefined, signal)) {
      rows.hash('target', row, lanes);
      if (table.compare(lanes) !== 'absent') return true;
    }
    return false;
  });
}
