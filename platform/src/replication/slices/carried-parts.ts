import { inParallel } from '../../dhis2/in-parallel.ts';
import type { Uid } from '../../model/uid.ts';
import { createDatedSum, type DatedSum } from '../proof/dated-sum.ts';
import type { SideMoments } from '../proof/moments.ts';
import type { ProvenSlice } from '../proof/proven-run.ts';
import { provenAnew } from '../proof/slice-proof.ts';
import type { RunContext } from '../run-context.ts';
import { holdsDeleted, mostDeleted } from './deleted-before.ts';
import type { Part } from './part.ts';
import { countOfText, textWithout } from './part-digest.ts';
import {
  batchesOf,
  earliestOf,
  isOlderThan,
  type ProvenClass,
  type ProvenPart,
  type ProvenUnit,
  partFinder,
  sides,
  unitsOf,
} from './proven-units.ts';
import type { Side } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { type TouchedPart, touchedAtOnce } from './touched-parts.ts';

/** Questions to each side at a time. */
const askedAtOnce = 2;

/** What a side has dated of a part. */
interface DatedOfSide {
  /** Since the earlier reading's moment. */
  readonly known: DatedSum;
  /** Of it what is deleted: a reading does not meet it. */
  readonly deleted: DatedSum;
  /** Since shortly before this question: what the next run goes by. */
  readonly next: DatedSum;
}

/** A part, and what the two sides say of it now. */
interface AskedPart<Row> extends ProvenPart {
  readonly sums: Readonly<Record<Side, DatedOfSide>>;
  /** Rows that the source has deleted since, up to one more than are looked at. */
  readonly deleted: Row[];
}

interface AskedUnit<Row> extends ProvenUnit {
  readonly parts: readonly AskedPart<Row>[];
  readonly partOf: (orgUnit: Uid) => AskedPart<Row> | 'none' | undefined;
}

/** A part that need not be read again, or of which only what the source has touched is to be looked at. */
export type CarriedPart = { readonly slice: ProvenSlice } | { readonly touched: TouchedPart };

/**
 * The parts that an earlier run found the same on both sides, and of which neither side has dated anything since that the
 * earlier run had not met, or the source alone only a few rows. They need not be read again. Asks both sides once for each request's
 * worth of elements; `now` is from when on the next run is to ask.
 */
export async function findCarriedParts<Row>(
  { proven, signal }: Pick<RunContext, 'proven' | 'signal'>,
  copied: ProvenClass<Row>,
  now: SideMoments | undefined,
): Promise<ReadonlyMap<string, CarriedPart>> {
  const { rows, readable, hierarchy, maxElements } = copied;
  const { dates } = rows;
  const carried = new Map<string, CarriedPart>();
  if (proven === undefined || dates === undefined || now === undefined) return carried;
  const units = unitsOf(copied, dates, await proven.slicesOf(rows.type)).filter(isOlderThan(now));
  const asked = inParallel(batchesOf(units, maxElements), askedAtOnce, async (units) => {
    const batch = units.map(toAsk);
    const strays = await Promise.all(sides.map((side) => ask(side, batch)));
    return batch.filter((unit) => !strays.some((of) => of.has(unit))).flatMap(({ parts }) => parts);
  });
  for await (const parts of asked) {
    // A row that was dated then and is not dated any more was taken back, by SQL or with the whole database: then dates say nothing.
    if (parts.some(hasLost)) return new Map();
    const judged = inParallel(parts, touchedAtOnce, async (part) => [part, await judge(part)] as const);
    for await (const [{ part }, found] of judged) if (found !== undefined) carried.set(part.key, found);
  }
  return carried;

  function toAsk(unit: ProvenUnit): AskedUnit<Row> {
    const parts = unit.parts.map((proven): AskedPart<Row> => {
      const sumsOf = (side: Side): DatedOfSide => {
        const { ms } = proven.slice.proof[side];
        return { known: createDatedSum(ms), deleted: createDatedSum(ms), next: createDatedSum(now?.[side].ms ?? ms) };
      };
      return { ...proven, sums: { source: sumsOf('source'), target: sumsOf('target') }, deleted: [] };
    });
    const [only] = parts;
    const isDivided = !unit.isAlone && only !== undefined && only.part.key.includes('@');
    return { ...unit, parts, partOf: isDivided ? partFinder(parts, hierarchy) : () => only };
  }

  /** Sums up what a side has dated of a batch; gives the units that have a row of an org unit that nobody knows. */
  async function ask(side: Side, batch: readonly AskedUnit<Row>[]): Promise<ReadonlySet<AskedUnit<Row>>> {
    const strays = new Set<AskedUnit<Row>>();
    const unitOf = new Map<Uid, AskedUnit<Row>>();
    for (const unit of batch)
      for (const element of unit.elements) unitOf.set(dates?.elementOn(side, element) ?? '', unit);
    const [first] = batch;
    const elements = batch.flatMap((unit) => unit.elements);
    const everywhere = { key: '', area: noArea, elements, orgUnits: readable.from, children: true };
    const part: Part = (first?.isAlone ? first.parts[0]?.part : undefined) ?? everywhere;
    const lanes = createRowLanes();
    for await (const row of dates?.readChanged(side, part, earliestOf(side, batch), signal) ?? []) {
      const unit = unitOf.get(rows.elementOf(row));
      const asked = unit?.partOf(dates?.orgUnitOf(row) ?? '');
      if (unit !== undefined && asked === undefined) strays.add(unit);
      if (asked === undefined || asked === 'none') continue;
      rows.hash(side, row, lanes);
      const { known, deleted, next } = asked.sums[side];
      const [changedMs, isDeleted] = [rows.lastUpdatedOf(row), dates?.isDeleted(row) === true];
      known.add(lanes, changedMs, isDeleted);
      next.add(lanes, changedMs, isDeleted);
      if (!isDeleted) continue;
      deleted.add(lanes, changedMs, isDeleted);
      if (side === 'source' && asked.deleted.length <= mostDeleted) asked.deleted.push(rows.compact(row));
    }
    return strays;
  }

  async function judge(asked: AskedPart<Row>): Promise<CarriedPart | undefined> {
    const { part, slice, sums } = asked;
    if (now === undefined || !isAsItWas(asked, 'target')) return undefined;
    const isSame = isAsItWas(asked, 'source') || (await wasDeletedBefore(asked));
    if (isSame) {
      const dated = { source: sums.source.next.text, target: sums.target.next.text };
      return { slice: { ...slice, proof: provenAnew(slice.proof, now, dated) } };
    }
    const isFew = countOfText(sums.source.known.text) <= slice.rows * mostTouched;
    const mayBeAccompanied = (dates?.accompanied(part.elements).length ?? 0) > 0;
    if (!isFew || mayBeAccompanied) return undefined;
    return { touched: { slice, next: now, targetDated: sums.target.next.text } };
  }

  /** Whether the deleted rows are all that is new, and were deleted before the earlier reading already, which does not meet such rows. */
  async function wasDeletedBefore({ part, slice, sums, deleted }: AskedPart<Row>): Promise<boolean> {
    const live = textWithout(sums.source.known.text, sums.source.deleted.text);
    if (deleted.length === 0 || live !== slice.proof.source.dated) return false;
    return !(await holdsDeleted(rows, part, deleted, signal));
  }
}

/** No data set is named: the questions are about elements of several. */
const noArea = 'none';

/** What the source touched of a part is looked at alone up to this share of its rows; of more, reading all of them is quicker. */
const mostTouched = 0.25;

function isAsItWas<Row>({ slice, sums }: AskedPart<Row>, side: Side): boolean {
  return sums[side].known.text === slice.proof[side].dated;
}

/** Whether a side has dated fewer rows than it had: changes and deletions only add to them. */
function hasLost<Row>({ slice, sums }: AskedPart<Row>): boolean {
  return sides.some((side) => countOfText(sums[side].known.text) < countOfText(slice.proof[side].dated));
}
