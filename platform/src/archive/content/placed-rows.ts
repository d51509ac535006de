import type { ValueConflict, ValueImportReport } from '../../model/import-report.ts';
import type { ValueImportOptions } from '../../model/instance.ts';
import type { Uid } from '../../model/uid.ts';
import { canonicalLine } from '../format/canonical-line.ts';
import type { TableName } from '../format/table-name.ts';
import type { Change } from '../journal.ts';
import { type PlacedClass, rangeBelow } from '../org-unit-paths.ts';
import { inOrder, type KeyedValue, scanTable } from '../scan.ts';
import type { ArchiveContent } from './archive-content.ts';
import { lacking, notInArchive, valueReport } from './refusal.ts';

/** What is read of a class of rows: some tables, below some org units. */
export interface PlacedSelection {
  readonly parts: readonly Uid[];
  readonly orgUnits: readonly Uid[];
  readonly children: boolean;
}

/** Rows of the tables, one table after the other, of the org units' part of each only. */
export async function* readPlaced(
  { files, places }: ArchiveContent,
  ofClass: PlacedClass,
  { parts, orgUnits, children }: PlacedSelection,
  signal: AbortSignal,
): AsyncGenerator<KeyedValue> {
  const paths = await places.paths(signal);
  const ranges = inOrder(
    orgUnits.flatMap((uid) => {
      const path = paths.get(uid);
      return path === undefined ? [] : [rangeBelow(path, children)];
    }),
  );
  if (ranges.length === 0) return;
  const keyOf = await places.keyOf(ofClass, signal);
  for (const part of parts) yield* scanTable(files, { class: ofClass, part }, { keyOf, ranges, signal });
}

/** How the rows of a class say where they belong. */
export interface PlacedWriting<Row> {
  readonly ofClass: PlacedClass;
  readonly partType: 'dataElements' | 'dataSets';
  partOf(row: Row): Uid;
  orgUnitOf(row: Row): Uid;
  /** What is kept of a row that is to be deleted; nothing when absent. */
  readonly whenDeleted?: ((row: Row) => Row) | undefined;
}

/** Takes every row whose table and org unit the archive knows. */
export async function importPlaced<Row>(
  { files, places, metadataUids }: ArchiveContent,
  rows: readonly Row[],
  { ofClass, partType, partOf, orgUnitOf, whenDeleted }: PlacedWriting<Row>,
  { signal, validateOnly, importStrategy }: ValueImportOptions,
): Promise<ValueImportReport> {
  const isDeletion = importStrategy === 'DELETE';
  const [paths, parts] = [await places.paths(signal), await metadataUids.of(partType, signal)];
  const keyOf = await places.keyOf(ofClass, signal);
  const tables = new Map<Uid, TableName>();
  const conflicts: ValueConflict[] = [];
  const changes: (readonly [TableName, Change])[] = [];
  for (const [index, row] of rows.entries()) {
    const [part, orgUnit] = [partOf(row), orgUnitOf(row)];
    const hasPart = parts.has(part);
    if (!hasPart || !paths.has(orgUnit)) {
      const message = hasPart ? lacking('organisationUnits', orgUnit) : lacking(partType, part);
      conflicts.push({ code: notInArchive, message, indexes: [index] });
      continue;
    }
    const table = tables.get(part) ?? { class: ofClass, part };
    tables.set(part, table);
    const kept = isDeletion ? whenDeleted?.(row) : row;
    changes.push([table, { key: keyOf(row), line: kept && canonicalLine(kept) }]);
  }
  if (validateOnly !== true && changes.length > 0) {
    const journal = await files.openForWriting();
    // In the order of the journal: it then writes each of its pages once.
    journal.write(changes.sort(byTableAndKey));
  }
  return valueReport(changes.length, conflicts);
}

function byTableAndKey(
  [leftTable, left]: readonly [TableName, Change],
  [rightTable, right]: readonly [TableName, Change],
): number {
  if (leftTable !== rightTable) return leftTable.part < rightTable.part ? -1 : 1;
  return left.key < right.key ? -1 : 1;
}
