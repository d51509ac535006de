import { readDeletedRows } from './deleted-rows.ts';
import type { RowFinding } from './finding-groups.ts';
import type { Part } from './part.ts';
import { createDigestSum } from './part-digest.ts';
import { reread } from './reread.ts';
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
  /** Those of the unchanged that name companions (`CopiedClass`). */
  readonly accompanied: readonly Row[];
  /** The digest of both sides, where they hold the same; as the verification makes it (`part-digest.ts`). */
  readonly digest?: string | undefined;
  /** How many rows the target holds. */
  readonly held: number;
  /** How many of them the source does not have. */
  readonly extraCount: number;
  /** These, as they are told; empty where nobody asked for them. */
  readonly extras: readonly RowFinding[];
}

/** How a part is looked at. */
export interface PartLook<Row> {
  readonly limit: number | undefined;
  readonly tellsExtras: boolean;
  /** Whether something travels with a row, so that it is to be given back although it is unchanged; nothing does when absent. */
  readonly isAccompanied?: ((row: Row) => boolean) | undefined;
}

/**
 * Reads a part of both sides at the same time: of the target only hashes are kept, of the source only rows that differ.
 * More than `limit` rows on either side are an overflow, unless the part cannot be divided. Rows that only the target has are
 * read once more where they are to be told.
 */
export async function comparePart<Row>(
  rows: RowClass<Row>,
  part: Part,
  { limit, tellsExtras, isAccompanied }: PartLook<Row>,
  signal: AbortSignal,
): Promise<PartReading<ComparedPart<Row>>> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  try {
    const [source, table] = await Promise.all([
      reread(() => collect(rows, part, limit, both)),
      reread(() => fillTable(rows, part, limit, both)),
    ]);
    if (source.overflow) return { overflow: true, distinctElements: source.distinctElements };
    if (table === undefined) return { overflow: true, distinctElements: part.elements.length };
    const compared = compareRows(rows, source.rows, table, isAccompanied);
    const told = { held: table.size, extraCount: table.unseen };
    const extras = tellsExtras && table.unseen > 0 ? await reread(() => readUnseen(rows, part, table, both)) : [];
    return { overflow: false, rows: source.rows.length, value: { ...compared, ...told, extras } };
  } finally {
    // When one side fails the other need not be read to its end.
    stop.abort();
  }
}

/** The same of a part that is read whatever its size. */
export async function compareWhole<Row>(
  rows: RowClass<Row>,
  part: Part,
  look: Omit<PartLook<Row>, 'limit'>,
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly value: ComparedPart<Row> }> {
  const reading = await comparePart(rows, part, { ...look, limit: undefined }, signal);
  if (reading.overflow) throw new Error('A part without a limit cannot overflow');
  return reading;
}

function compareRows<Row>(
  rows: RowClass<Row>,
  source: readonly Row[],
  table: RowTable,
  isAccompanied: PartLook<Row>['isAccompanied'],
): Pick<ComparedPart<Row>, 'absent' | 'different' | 'unchanged' | 'accompanied' | 'digest'> {
  const sum = createDigestSum();
  if (table.size === 0) {
    const digest = source.length === 0 ? sum.text : undefined;
    return { absent: source, different: [], unchanged: 0, accompanied: [], digest };
  }
  const lanes = createRowLanes();
  const absent: Row[] = [];
  const different: Row[] = [];
  const accompanied: Row[] = [];
  for (const row of source) {
    rows.hash('source', row, lanes);
    sum.add(lanes);
    const comparison = table.compare(lanes);
    if (comparison === 'absent') absent.push(row);
    else if (comparison === 'different') different.push(row);
    else if (isAccompanied?.(row) === true) accompanied.push(row);
  }
  const isSame = absent.length + different.length + table.unseen === 0;
  const unchanged = source.length - absent.length - different.length;
  return { absent, different, unchanged, accompanied, digest: isSame ? sum.text : undefined };
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
    collected.push(rows.compact(row));
    if (limit !== undefined && collected.length > limit) {
      return { overflow: true, distinctElements: new Set(collected.map(rows.elementOf)).size };
    }
  }
  return { overflow: false, rows: collected };
}

/** The hashes of the target's rows; nothing when there are more than `limit`. */
async function fillTable<Row>(
  rows: RowClass<Row>,
  part: Part,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<RowTable | undefined> {
  const table = createRowTable();
  const lanes = createRowLanes();
  for await (const row of rows.read('target', part, overLimit(limit), signal)) {
    rows.hash('target', row, lanes);
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
): Promise<RowFinding[]> {
  const lanes = createRowLanes();
  const deleted = await readDeletedRows(rows, part, signal);
  const extras: RowFinding[] = [];
  for await (const row of rows.read('target', part, undefined, signal)) {
    rows.hash('target', row, lanes);
    if (table.isUnseen(lanes)) extras.push(rows.extraFinding(row, deleted.compare(lanes) !== 'absent'));
  }
  return extras;
}
