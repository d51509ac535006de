import { inParallel } from '../../dhis2/in-parallel.ts';
import { piecesKey, type StageName } from '../../model/ledger.ts';
import type { RunContext } from '../run-context.ts';
import type { OrgUnitHierarchy } from './org-unit-hierarchy.ts';
import { type Area, elementsPart } from './part.ts';
import { areasWithin, cutArea, type ElementRange, type RowPiece, rowPiecesSchema } from './piece-ranges.ts';
import { reread } from './reread.ts';
import type { RowClass } from './row-class.ts';

/** What is cut, and how it is read. */
export interface CutClass<Row> {
  readonly rows: RowClass<Row>;
  readonly areas: readonly Area[];
  readonly hierarchy: OrgUnitHierarchy;
  readonly readable: { readonly from: readonly string[] };
  readonly maxElements: number;
}

/** An area of more rows is cut, smaller ones are put together up to so many; to read as many costs a fraction of a second. */
const usualRowsPerPiece = 10_000;

/** Pieces of what is dense: enough that four workers end at about the same time, and minutes each at ten million rows. */
const piecesOfDense = 16;

/** Requests to the source at a time. */
const lookedAtOnce = 4;

/**
 * The pieces in which workers share a class, found out by a look at the source and kept in the ledger: the first who asks decides,
 * and the verification goes by the same.
 */
export async function keepPieces<Row>(
  context: RunContext,
  stage: StageName,
  cut: CutClass<Row>,
): Promise<readonly RowPiece[]> {
  for await (const known of context.ledger.chunkFacts(stage)) {
    if (known.key === piecesKey) return rowPiecesSchema.parse(known.facts.pieces);
  }
  const pieces = await cutPieces(context, cut);
  return rowPiecesSchema.parse((await context.ledger.keepOnce(stage, piecesKey, { pieces })).pieces);
}

async function cutPieces<Row>(context: RunContext, cut: CutClass<Row>): Promise<RowPiece[]> {
  const requests = cut.areas.flatMap((area) => cutArea(area, Math.ceil(area.elements.length / cut.maxElements)));
  const rowsPerPiece = context.rowsPerPiece ?? usualRowsPerPiece;
  const dense: ElementRange[] = [];
  const bundles: { rows: number; ranges: ElementRange[] }[] = [];
  const sizes = inParallel(requests, lookedAtOnce, async (range) => ({
    range,
    rows: await countUpTo(context, cut, range, rowsPerPiece),
  }));
  for await (const { range, rows } of sizes) {
    if (rows === undefined) {
      dense.push(...areasWithin(cut.areas, [range]).flatMap((area) => widened(cutArea(area, piecesOfDense), range)));
      continue;
    }
    const last = bundles.at(-1);
    if (last !== undefined && last.rows + rows <= rowsPerPiece) {
      last.rows += rows;
      last.ranges.push(range);
    } else bundles.push({ rows, ranges: [range] });
  }
  return [...dense.map((range) => [range]), ...bundles.map(({ ranges }) => ranges)].map((ranges) => ({
    key: nameOf(ranges),
    ranges,
  }));
}

/** The outer bounds of what was cut once more stay as open as they were. */
function widened(ranges: readonly ElementRange[], { from, to }: ElementRange): ElementRange[] {
  return ranges.map((range) => ({ ...range, from: range.from ?? from, to: range.to ?? to }));
}

function nameOf([first, ...others]: readonly ElementRange[]): string {
  const { area = '', from } = first ?? {};
  return `${area}${from === undefined ? '' : `:${from}`}${others.length === 0 ? '' : `+${others.length}`}`;
}

/** How many rows of the source a range holds; undefined where there are more than `limit`. */
async function countUpTo<Row>(
  { signal }: RunContext,
  { rows, areas, readable }: CutClass<Row>,
  range: ElementRange,
  limit: number,
): Promise<number | undefined> {
  const [area] = areasWithin(areas, [range]);
  if (area === undefined) return 0;
  const part = elementsPart(area, 0, area.elements.length, readable.from);
  return reread(async () => {
    let count = 0;
    for await (const _row of rows.read('source', part, limit + 1, signal)) if (++count > limit) return undefined;
    return count;
  });
}
