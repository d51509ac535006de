import { inParallel } from '../../dhis2/in-parallel.ts';
import type { Uid } from '../../model/uid.ts';
import { createDatedSum, type DatedSum, nothingDated } from '../proof/dated-sum.ts';
import { lookAtClocks, type SideMoments } from '../proof/moments.ts';
import type { ProvenSlice } from '../proof/proven-run.ts';
import { provenAnew, type SideProof } from '../proof/slice-proof.ts';
import type { RunContext } from '../run-context.ts';
import type { CopiedClass } from './copy-parts.ts';
import { type Area, elementsPart, type Part } from './part.ts';
import { countOfText, sumOfTexts } from './part-digest.ts';
import type { RowDates, Side } from './row-class.ts';
import { createRowLanes } from './row-hash.ts';
import { type TouchedPart, targetDates } from './touched-parts.ts';
import { orgUnitsPartOf } from './walk-parts.ts';

const sides = ['source', 'target'] as const;

/** Questions to each side at a time. */
const askedAtOnce = 2;

/** Parts of an earlier run that hold the rows of some elements, and only of these. */
interface Unit {
  readonly area: Area;
  readonly elements: readonly Uid[];
  readonly parts: readonly (readonly [string, ProvenSlice])[];
  /** The part alone that is asked about; absent where the elements are asked about below all org units that are read. */
  readonly alone?: Part | undefined;
}

/** A unit and what the two sides say of it now. */
interface AskedUnit extends Unit {
  /** By side: what is dated since the earlier reading, and what will have been dated shortly before this one. */
  readonly sums: Readonly<Record<Side, { readonly known: DatedSum; readonly next: DatedSum }>>;
}

/** A part that need not be read again, or of which only what the source has touched is to be looked at. */
export type CarriedPart = { readonly slice: ProvenSlice } | { readonly touched: TouchedPart };

/**
 * The parts that an earlier run found the same on both sides, and of which neither side has dated anything since that the
 * earlier run had not met, or the source alone only a few rows. They need not be read again. Asks both sides once for each request's
 * worth of elements.
 */
export async function findCarriedParts<Row>(
  context: RunContext,
  copied: CopiedClass<Row>,
): Promise<ReadonlyMap<string, CarriedPart>> {
  const { rows, readable, maxElements } = copied;
  const { proven, signal } = context;
  const { dates } = rows;
  const carried = new Map<string, CarriedPart>();
  if (proven === undefined || dates === undefined) return carried;
  const units = unitsOf(copied, dates, await proven.slicesOf(rows.type));
  const now = units.length === 0 ? undefined : await lookAtClocks(context);
  if (now === undefined) return carried;
  const batches = batchesOf(units.filter(isOlder(now)), maxElements, now);
  const asked = inParallel(batches, askedAtOnce, async (batch) => {
    await Promise.all(sides.map((side) => ask(side, batch)));
    return batch;
  });
  for await (const batch of asked) {
    // A row that was dated then and is not dated any more was taken back, by SQL or with the whole database: then dates say nothing.
    if (batch.some(hasLost)) return new Map();
    for (const unit of batch) {
      if (isClean(unit)) for (const [key, slice] of movedOn(unit, now)) carried.set(key, { slice });
      else for (const [key, touched] of await touchedParts(context, copied, unit, now)) carried.set(key, { touched });
    }
  }
  return carried;

  async function ask(side: Side, batch: readonly AskedUnit[]): Promise<void> {
    const unitOf = new Map<Uid, AskedUnit>();
    for (const unit of batch)
      for (const element of unit.elements) unitOf.set(dates?.elementOn(side, element) ?? '', unit);
    const elements = batch.flatMap((unit) => unit.elements);
    const part = batch[0]?.alone ?? { key: '', area: noArea, elements, orgUnits: readable.from, children: true };
    const lanes = createRowLanes();
    for await (const row of dates?.readChanged(side, part, earliestOf(side, batch), signal) ?? []) {
      const sums = unitOf.get(rows.elementOf(row))?.sums[side];
      rows.hash(side, row, lanes);
      for (const sum of sums === undefined ? [] : [sums.known, sums.next])
        sum.add(lanes, rows.lastUpdatedOf(row), dates?.isDeleted(row));
    }
  }
}

/** No data set is named: the questions are about elements of several. */
const noArea = 'none';

/** What of the earlier run's parts can be carried together: all parts of an element, and all elements of a part. */
function unitsOf<Row>(
  { areas, hierarchy, readable: { from } }: CopiedClass<Row>,
  dates: RowDates<Row>,
  proven: ReadonlyMap<string, ProvenSlice>,
): Unit[] {
  const units: Unit[] = [];
  for (const area of areas) {
    const divided = new Map<Uid, [string, ProvenSlice][]>();
    for (const [key, slice] of proven) {
      if (!key.startsWith(`${area.name}:`)) continue;
      const rest = key.slice(area.name.length + 1);
      const first = area.elements.indexOf(rest.slice(0, uidLength));
      if (first < 0) continue;
      if (rest[uidLength] === '@') {
        const element = area.elements[first] ?? '';
        divided.set(element, [...(divided.get(element) ?? []), [key, slice]]);
        continue;
      }
      const last = area.elements.indexOf(rest.slice(uidLength + 1, rest.indexOf('~')), first);
      if (last < 0 || elementsPart(area, first, last + 1, from).key !== key) continue;
      units.push({ area, elements: area.elements.slice(first, last + 1), parts: [[key, slice]] });
    }
    for (const [element, parts] of divided) {
      if (areOfOneMoment(parts)) units.push({ area, elements: [element], parts });
      else units.push(...parts.flatMap((part) => aloneOf(area, element, part)));
    }
  }
  return units.filter(({ elements, parts }) => {
    const form = dates.formOf(elements);
    return form !== undefined && parts.every(([, { proof }]) => proof.form === form);
  });

  /** Parts that were read at several moments are asked about one by one. */
  function aloneOf(area: Area, element: Uid, part: Unit['parts'][number]): Unit[] {
    const alone = orgUnitsPartOf(area, element, part[0], { hierarchy, from });
    return alone === undefined ? [] : [{ area, elements: [element], parts: [part], alone }];
  }
}

const uidLength = 11;

/** What is dated since is a sum over all parts of the unit, and has to mean the same moment for all of them. */
function areOfOneMoment(parts: Unit['parts']): boolean {
  return sides.every((side) => new Set(parts.map(([, { proof }]) => proof[side].ms)).size === 1);
}

/** A clock that goes backwards is none to go by. */
function isOlder(now: SideMoments): (unit: Unit) => boolean {
  return ({ parts }) =>
    parts.every(([, { proof }]) =>
      sides.every((side) => proof[side].ms <= now[side].ms + 1 && proof[side].text <= now[side].text),
    );
}

function batchesOf(units: readonly Unit[], maxElements: number, now: SideMoments): AskedUnit[][] {
  const batches: AskedUnit[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const unit of units) {
    if (unit.alone !== undefined || size + unit.elements.length > maxElements) {
      batches.push([]);
      size = 0;
    }
    size = unit.alone === undefined ? size + unit.elements.length : Number.POSITIVE_INFINITY;
    const sumsOf = (side: Side) => {
      return { known: createDatedSum(momentOf(side, unit).ms), next: createDatedSum(now[side].ms) };
    };
    batches.at(-1)?.push({ ...unit, sums: { source: sumsOf('source'), target: sumsOf('target') } });
  }
  return batches;
}

function momentOf(side: Side, { parts }: Unit): SideProof {
  const [first] = parts;
  return first?.[1].proof[side] ?? { text: '', ms: 0, dated: nothingDated };
}

function earliestOf(side: Side, units: readonly Unit[]): string {
  return units.map((unit) => momentOf(side, unit).text).reduce((one, other) => (one < other ? one : other), '9999');
}

function isClean(unit: AskedUnit): boolean {
  return sides.every((side) => isAsItWas(unit, side));
}

function isAsItWas({ parts, sums }: AskedUnit, side: Side): boolean {
  return sums[side].known.text === datedBefore(parts, side);
}

function datedBefore(parts: Unit['parts'], side: Side): string {
  return sumOfTexts(parts.map(([, { proof }]) => proof[side].dated));
}

/** Whether a side has dated fewer rows than it had: changes and deletions only add to them. */
function hasLost({ parts, sums }: AskedUnit): boolean {
  return sides.some((side) => countOfText(sums[side].known.text) < countOfText(datedBefore(parts, side)));
}

/** What the source touched of a unit is looked at alone up to this share of its rows; of more, reading all of them is quicker. */
const mostTouched = 0.25;

/** The parts of a unit of which the source alone has dated some rows; none where these are many, or may have companions. */
async function touchedParts<Row>(
  { signal }: RunContext,
  { rows, hierarchy, readable }: CopiedClass<Row>,
  unit: AskedUnit,
  next: SideMoments,
): Promise<(readonly [string, TouchedPart])[]> {
  const { area, elements, parts, sums } = unit;
  const count = parts.reduce((sum, [, slice]) => sum + slice.rows, 0);
  const isFew = countOfText(sums.source.known.text) <= count * mostTouched;
  const mayBeAccompanied = (rows.dates?.accompanied(elements).length ?? 0) > 0;
  if (!isAsItWas(unit, 'target') || !isFew || mayBeAccompanied) return [];
  const [first] = parts;
  const all = sums.target.next.text;
  if (first !== undefined && parts.length === 1) return [[first[0], { slice: first[1], next, targetDated: all }]];
  // What the target dated lately is known for the element, and has to be known for each of its parts.
  const found: (readonly [string, TouchedPart])[] = [];
  for (const [key, slice] of parts) {
    const part = orgUnitsPartOf(area, elements[0] ?? '', key, { hierarchy, from: readable.from });
    if (part === undefined) return [];
    const { all: targetDated } = await targetDates(rows, part, { next, isTouched: () => false }, signal);
    found.push([key, { slice, next, targetDated }]);
  }
  return sumOfTexts(found.map(([, { targetDated }]) => targetDated)) === all ? found : [];
}

/** The same parts with a later moment: the next run need not ask for what this one has seen. */
function movedOn({ parts, sums }: AskedUnit, now: SideMoments): (readonly [string, ProvenSlice])[] {
  return parts.map(([key, slice], index) => {
    const datedOf = (side: Side) => (index === 0 ? sums[side].next.text : nothingDated);
    const dated = { source: datedOf('source'), target: datedOf('target') };
    return [key, { ...slice, proof: provenAnew(slice.proof, now, dated) }] as const;
  });
}
