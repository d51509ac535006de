import type { Uid } from '../../model/uid.ts';
import { createDatedSum, type DatedSum } from '../proof/dated-sum.ts';
import type { Moment } from '../proof/moments.ts';
import type { Part } from './part.ts';
import { createDigestSum, type DigestSum } from './part-digest.ts';
import { reread } from './reread.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes, type RowLanes } from './row-hash.ts';
import { createRowTable } from './row-table.ts';

/** The rows of a part that the source has dated since a moment: few beside the others, of which an earlier run knows that both sides hold them alike. */
export interface TouchedRows<Row> {
  /** The class reduced to them: of the source only these, of the target only their counterparts. */
  readonly rows: RowClass<Row>;
  /** How many the source has, without those that it deleted. */
  readonly count: number;
  /** Whether some of them are deleted: the target may hold these still, and have dated nothing. */
  readonly hasDeleted: boolean;
  /** A sum of their keys, those of deleted ones among them. */
  readonly keys: string;
  /** Their digest, without deleted ones. */
  readonly digest: string;
  /** Those that the source has dated since a later moment, as a sum (`dated-sum.ts`). */
  readonly dated: string;
  has(row: RowLanes): boolean;
  /** What the last reading of the target's counterparts met. */
  held(): { readonly digest: string; readonly dated: string };
}

/** Since when rows count as touched, and since when each side's dates are summed up for runs to come. */
export interface TouchedSince {
  readonly since: Moment;
  readonly next: { readonly source: Moment; readonly target: Moment };
}

/** Org units that are asked for by name; of more of them the whole part is read. */
const namedOrgUnits = 250;

/** Reads what the source has dated. */
export function readTouchedRows<Row>(
  rows: RowClass<Row>,
  part: Part,
  { since, next }: TouchedSince,
  signal: AbortSignal,
): Promise<TouchedRows<Row>> {
  return reread(async () => {
    const [live, deleted]: [Row[], Row[]] = [[], []];
    const table = createRowTable();
    const [keys, digest, dated] = [createDigestSum(), createDigestSum(), createDatedSum(next.source.ms)];
    const lanes = createRowLanes();
    for await (const row of rows.dates?.readChanged('source', part, since.text, signal) ?? []) {
      const changedMs = rows.lastUpdatedOf(row);
      if (changedMs !== undefined && changedMs < since.ms) continue;
      const isDeleted = rows.dates?.isDeleted(row) === true;
      rows.hash('source', row, lanes);
      table.add(lanes);
      dated.add(lanes, changedMs, isDeleted);
      if (isDeleted) deleted.push(row);
      else {
        digest.add(lanes);
        live.push(rows.compact(row));
      }
      keys.add({ keyA: lanes.keyA, keyB: lanes.keyB, contentA: 0, contentB: 0 });
    }
    const has = (row: RowLanes) => table.compare(row) !== 'absent';
    const counterparts = counterpartsOf(rows, [...live, ...deleted], { has, targetMs: next.target.ms });
    return {
      rows: {
        ...rows,
        read: (side, wanted, _limit, own) => (side === 'source' ? all(live) : counterparts.read(wanted, own)),
        readDeleted: () => all(deleted),
      },
      count: live.length,
      hasDeleted: deleted.length > 0,
      keys: keys.text,
      digest: digest.text,
      dated: dated.text,
      has,
      held: counterparts.held,
    };
  });
}

async function* all<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

/** The target's counterparts of some rows: asked for by their org units where these are few. */
function counterpartsOf<Row>(
  rows: RowClass<Row>,
  touched: readonly Row[],
  { has, targetMs }: { readonly has: (row: RowLanes) => boolean; readonly targetMs: number },
) {
  const orgUnits = new Set<Uid>(touched.flatMap((row) => rows.dates?.orgUnitOf(row) ?? []));
  const elements = new Set(touched.map(rows.elementOf));
  let sums: { digest: DigestSum; dated: DatedSum } = { digest: createDigestSum(), dated: createDatedSum(targetMs) };
  async function* read(part: Part, signal: AbortSignal): AsyncGenerator<Row> {
    const met = { digest: createDigestSum(), dated: createDatedSum(targetMs) };
    sums = met;
    if (touched.length === 0) return;
    const narrow = {
      ...part,
      elements: part.elements.filter((uid) => elements.has(uid)),
      ...(orgUnits.size <= namedOrgUnits && { orgUnits: [...orgUnits].sort(), children: false }),
    };
    const lanes = createRowLanes();
    for await (const row of rows.read('target', narrow, undefined, signal)) {
      rows.hash('target', row, lanes);
      if (!has(lanes)) continue;
      met.digest.add(lanes);
      met.dated.add(lanes, rows.lastUpdatedOf(row));
      yield row;
    }
  }
  return { read, held: () => ({ digest: sums.digest.text, dated: sums.dated.text }) };
}
