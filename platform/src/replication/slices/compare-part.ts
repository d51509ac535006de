import type { Part } from './part.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { createRowTable, type RowTable } from './row-table.ts';
import type { PartReading } from './walk-parts.ts';

/** A part as it stands on both sides. */
export interface ComparedPart<Row> {
  /** The source's rows that the target lacks. */
  readonly absent: readonly Row[];
  /** The source's rows that the target holds otherwise. */
  readonly different: readonly Row[];
  readonly unchanged: number;
  /** Keys, by the target's UIDs, of rows that only the target has; at most `maxExtraKeys`. */
  readonly extraKeys: readonly ExtraRow[];
  /** All rows that only the target has. */
  readonly extras: number;
}

export interface ExtraRow {
  readonly key: string;
  readonly element: string;
}

const maxExtraKeys = 1000;

/**
 * Reads a part of both sides at the same time: of the target only hashes are kept, of the source only rows that differ.
 * More than `limit` rows on either side are an overflow, unless the part cannot be divided.
 */
export async function comparePart<Row>(
  rows: RowClass<Row>,
  part: Part,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<PartReading<ComparedPart<Row>>> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  try {
    const [source, table] = await Promise.all([
      collect(rows, part, limit, both),
      fillTable(rows, 'target', part, limit, both),
    ]);
    if (source.overflow) return { overflow: true, distinctElements: source.distinctElements };
    if (table === undefined) return { overflow: true, distinctElements: part.elements.length };
    const compared = compareRows(rows, source.rows, table);
    const extraKeys = table.unseen === 0 ? [] : await readUnseen(rows, part, table, both);
    return { overflow: false, rows: source.rows.length, value: { ...compared, extraKeys, extras: table.unseen } };
  } finally {
    // When one side fails the other need not be read to its end.
    stop.abort();
  }
}

function compareRows<Row>(
  rows: RowClass<Row>,
  source: readonly Row[],
  table: RowTable,
): Pick<ComparedPart<Row>, 'absent' | 'different' | 'unchanged'> {
  if (table.size === 0) return { absent: source, different: [], unchanged: 0 };
  const lanes = createRowLanes();
  const absent: Row[] = [];
  const different: Row[] = [];
  for (const row of source) {
    rows.hash('source', row, lanes);
    const comparison = table.compare(lanes);
    if (comparison === 'absent') absent.push(row);
    else if (comparison === 'different') different.push(row);
  }
  return { absent, different, unchanged: source.length - absent.length - different.length };
}

type Collected<Row> =
  | { readonly overflow: false; readonly rows: readonly Row[] }
  | { readonly overflow: true; readonly distinctElements: number };

async function collect<Row>(
  rows: RowClass<Row>,
  part: Part,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<Collected<Row>> {
  const collected: Row[] = [];
  for await (const row of rows.read('source', part, overLimit(limit), signal)) {
    collected.push(row);
    if (limit !== undefined && collected.length > limit) {
      return { overflow: true, distinctElements: new Set(collected.map(rows.elementOf)).size };
    }
  }
  return { overflow: false, rows: collected };
}

/** The hashes of one side's rows; nothing when there are more than `limit`. */
export async function fillTable<Row>(
  rows: RowClass<Row>,
  side: 'source' | 'target',
  part: Part,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<RowTable | undefined> {
  const table = createRowTable();
  const lanes = createRowLanes();
  for await (const row of rows.read(side, part, overLimit(limit), signal)) {
    rows.hash(side, row, lanes);
    table.add(lanes);
    if (limit !== undefined && table.size > limit) return undefined;
  }
  return table;
}

/** One row more than fits: the server's `limit` then tells a full answer from a cut one. */
function overLimit(limit: number | undefined): number | undefined {
  return limit === undefined ? undefined : limit + 1;
}

async function readUnseen<Row>(
  rows: RowClass<Row>,
  part: Part,
  table: RowTable,
  signal: AbortSignal,
): Promise<ExtraRow[]> {
  const lanes = createRowLanes();
  const keys: ExtraRow[] = [];
  for await (const row of rows.read('target', part, undefined, signal)) {
    rows.hash('target', row, lanes);
    if (!table.isUnseen(lanes)) continue;
    keys.push({ key: rows.keyOf(row), element: rows.elementOf(row) });
    if (keys.length >= maxExtraKeys || keys.length >= table.unseen) break;
  }
  return keys;
}
